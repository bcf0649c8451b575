"""The demonstration: its promises to the penny, the same every time, and nobody's real data."""

import csv
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, time
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.urls import reverse

from activity.models import State
from activity.services import sending
from budgets.queries.book import read_book
from budgets.queries.positions import position
from meetings.models import (
    Action,
    Decision,
    How,
    ItemKind,
    Meeting,
    MeetingState,
    OpenQuestion,
    Post,
    Telling,
    Tenure,
)
from pbc import environment
from pbc.core import access, context
from pbc.core.models import Person, Role
from pbc.core.queries import participation
from pbc.core.values import Scope
from pbc.demonstration import (
    files,
    loading,
    marker,
    meetings,
    people,
    plans,
    ready,
    reference,
    spending,
)
from pbc.demonstration.care import BY_CODE
from pbc.demonstration.organisations import DAC, EAST_PCT, LOCALITIES, PCT
from tests import conftest, make
from tests.pages import said

SHARED = Path(__file__).resolve().parents[3] / "shared"
TO_SEPTEMBER = [line for month in range(1, 7) for line in spending.lines(DAC, month)]


def total(lines, measure="cost"):
    return sum(getattr(line, measure) for line in lines)


# ---- What is promised ------------------------------------------------------------------------


def test_dacorum_is_over_by_what_is_promised_to_the_penny():
    assert total(TO_SEPTEMBER, "budget") == Decimal("33230000.00")
    assert total(TO_SEPTEMBER, "savings") == Decimal("-1190000.00")
    assert total(TO_SEPTEMBER, "revised") == Decimal("32040000.00")
    assert total(TO_SEPTEMBER) == Decimal("33261480.36")


def test_a_million_of_it_has_no_practice():
    lost = [line for line in TO_SEPTEMBER if line.practice.startswith("V81")]

    assert total(lost) == Decimal("1009615.27")
    assert total(lost, "budget") == 0
    assert {line.practice for line in lost} == {"V81997", "V81998", "V81999"}


def test_outpatients_are_the_most_over():
    over = defaultdict(Decimal)
    for line in TO_SEPTEMBER:
        over[BY_CODE[line.care].heading] += line.cost - line.revised

    assert max(over, key=over.get) == "Outpatients"
    assert over["Outpatients"] > sum(over.values()) * 3 / 4


def share_spent(care, month):
    lines = [line for line in spending.lines(DAC, month) if line.care == care]
    return total(lines) / total(lines, "revised")


@pytest.mark.parametrize("care", ["EL", "DC", "NEL"])
def test_inpatients_rise_after_the_outpatients(care):
    to_september = sum(share_spent(care, month) for month in range(1, 7)) / 6

    assert share_spent(care, 9) > share_spent(care, 7) > to_september


def test_referrals_between_consultants_rise_until_they_are_stopped():
    shares = [share_spent("OPFAC2C", month) for month in range(1, 10)]

    assert shares[:6] == sorted(shares[:6])
    assert shares[6] > shares[7] > shares[8]
    assert shares[8] < Decimal("0.5")


@pytest.mark.parametrize("place", LOCALITIES, ids=lambda place: place.code)
def test_plans_in_the_files_are_those_of_the_ledger(place):
    planned = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for line in spending.lines(place, 4):
        planned[4, line.practice, line.care][0] += line.budget
        planned[4, line.practice, line.care][1] += line.savings

    for key, amounts in plans.budgets(place).items():
        if key[0] == 4:
            assert tuple(planned[key]) == amounts


def test_month_4_again_moves_money_to_practices_and_loses_none():
    before, after = spending.lines(DAC, 4), spending.corrected(DAC, 4)

    assert total(after) == total(before)
    assert not [line for line in after if line.practice == "V81999"]


def test_it_is_the_same_every_time(tmp_path):
    for folder in (tmp_path / "once", tmp_path / "again"):
        spending.lines.cache_clear()
        files.write_sent(folder)
        files.write_next(folder)
        reference.write(folder)

    once = {path.name: path.read_bytes() for path in (tmp_path / "once").iterdir()}
    assert len(once) == 17
    assert once == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}


# ---- Nobody's real data ----------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.exists(), reason="the documents do not stand beside the checkout")
def test_nobody_of_the_documents_is_in_it():
    seeds = "\n".join(path.read_text() for path in (SHARED / "seeds").glob("*.txt"))

    persons = [one.last_name for one in (*people.SIGN_INS, *people.COLLEAGUES)]
    persons += [one.name.split()[-1] for one in (*meetings.MEMBERS, *meetings.CONFIRMED)]
    assert not [one for one in persons if one in seeds]
    assert not [p for place in LOCALITIES for p in place.practices if p.name in seeds]


@pytest.mark.skipif(not SHARED.exists(), reason="the data does not stand beside the checkout")
@pytest.mark.parametrize(
    "name",
    [
        "county/reference/practices.csv",
        *map("reference/{}_herts_practices.csv".format, ("west", "east_north")),
    ],
)
def test_no_practice_of_other_data_is_in_it(name):
    ours = {p.code for place in LOCALITIES for p in place.practices}
    ours |= {p.name.lower() for place in LOCALITIES for p in place.practices}
    with open(SHARED / "data" / name, encoding="utf-8") as file:
        theirs = {cell.lower() if " " in cell else cell for row in csv.reader(file) for cell in row}

    assert not ours & theirs


# ---- Loading ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for this file; returns its folder."""
    folder = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(marker, "folder", lambda: folder)
        loading.load()
        yield folder
        conftest.put_back(None)


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """A folder of its own for a demonstration that is not loaded yet."""
    folder = tmp_path / "demonstration"
    monkeypatch.setattr(marker, "folder", lambda: folder)
    return folder


def stands(kind, code, month=6, known_on=marker.DAY):
    book = read_book(year=2006, known_on=known_on)
    return position(book, Scope(kind, code), month)


def test_dacorum_reads_as_promised(loaded, db):
    dacorum = stands("locality", "DAC")

    assert dacorum.complete
    assert dacorum.overspend == Decimal("1221480.36")
    assert dacorum.unassigned == Decimal("1009615.27")
    assert dacorum.savings_plan == Decimal("-1190000.00")
    assert dacorum.parked == 0
    assert dacorum.by_heading[0].name == "Outpatients"
    assert stands("group", "DAC").overspend == dacorum.overspend


def test_the_three_measures_differ(loaded, db):
    dacorum = stands("locality", "DAC")

    assert dacorum.over_break_even != dacorum.over_control_total
    assert dacorum.over_control_total - dacorum.over_break_even == Decimal("790000.00")
    assert stands("pct", PCT[0]).allocation


def test_the_pct_is_said_to_be_incomplete(loaded, db):
    assert stands("pct", PCT[0]).missing == (
        "Hertsmere: month 6",
        "St Albans & Harpenden: month 6",
        "Watford & Three Rivers: month 6",
    )
    assert stands("pct", PCT[0], month=5).complete
    assert stands("county", None, month=5).complete


def test_west_herts_is_to_hit_a_planned_overspend_b01(loaded, db):
    west = stands("pct", PCT[0], month=5)

    assert west.control_total == Decimal("6500000.00")
    assert west.over_break_even - west.over_control_total == Decimal("6500000.00")


def test_east_and_north_herts_stands_beside_it(loaded, db):
    east = stands("pct", EAST_PCT[0], month=5)

    # 212,664.90 + 148,305.72 - 96,412.38 + 431,077.64 over
    assert east.overspend == Decimal("695635.88")
    assert stands("locality", "NOR", month=5).overspend == Decimal("-96412.38")


PRACTICES = {"DAC": 19, "WAT": 23, "STA": 13, "HER": 10, "SES": 10, "SEW": 13, "NOR": 11, "STV": 6}


def test_each_locality_has_the_practices_of_the_documents_a01(loaded, db):
    held = loading.Practice.objects.filter(localities__known_until=None)

    found = Counter(held.values_list("localities__locality__code", flat=True))

    assert found == PRACTICES


@pytest.mark.parametrize(("day", "group"), [(date(2007, 3, 31), "HER"), (date(2007, 4, 1), "RED")])
def test_five_groups_share_four_localities_from_april_a01(loaded, db, day, group):
    practice = loading.Practice.objects.get(code="E82551")

    [held] = practice.memberships.filter(from_date__lte=day, to_date__gte=day)

    assert held.group.code == group


def test_some_of_what_is_to_be_done_is_late_on_its_day_e03(loaded, db):
    actions = Action.objects.late_first()

    late = [action.days_late(marker.DAY) for action in actions]

    assert late == [11, 4, 4, 0, 0, 0, 0, 0]
    assert actions[0].about_said == "DacCom PbC Ltd, Outpatients, months 1 to 6 of 2006/07"
    assert [action.due_typed for action in actions] == [
        *("2 March", "9 March", "9 March", "16 Mar", "End-Mar", "End-April", "ASAP"),
        "End-Feb",
    ]


def test_the_west_has_no_locality_director_and_its_action_waits_a08(loaded, db):
    titles = Post.objects.exclude(tenures__in=Tenure.objects.in_force(marker.DAY))

    waiting = Action.objects.with_vacancy(marker.DAY).filter(is_vacant=True)

    assert [post.title for post in titles] == ["West Herts Locality Director"]
    assert [action.owner_post for action in waiting if action.owner_post] == [titles.get()]


def test_the_executive_met_meets_again_and_has_one_to_arrange_e06(loaded, db):
    met, again, to_arrange = Meeting.objects.filter(body__name="DacCom Executive").next_first()

    marked = met.attendances.exclude(affiliation="").in_order()
    assert (met.day, met.state) == (marker.DAY, MeetingState.HELD)
    assert [(one.name, one.affiliation) for one in marked] == [
        ("Frances Holroyd", "PCT"),
        ("Gwen Ashbourne", "PPI"),
        ("Neville Stroud", "PCT"),
    ]
    assert [one.name for one in met.attendances.filter(how=How.APOLOGIES).in_order()] == [
        "Dr Simon Larkfield",
        "Neville Stroud",
    ]
    assert all(item.minutes for item in met.items.exclude(kind=ItemKind.ACTIONS))
    assert (again.day, again.starts, again.ends) == (date(2007, 4, 4), time(13), time(14, 15))
    assert again.lunch == "from 12.45pm"
    assert to_arrange.is_to_be_arranged


def test_a_decision_is_half_confirmed_and_another_untold_for_14_days_e04(loaded, db):
    [principle] = Decision.objects.in_principle()
    late = Telling.objects.late(marker.DAY).order_by("-since")

    assert (principle.confirmed, principle.put_to) == (2, 4)
    assert [(one.to, one.days_unsent(marker.DAY)) for one in late] == [
        ("Dacorum practice managers", 14),
    ]
    assert OpenQuestion.objects.get().answered_on is None


@pytest.mark.parametrize(
    ("username", "what"),
    [
        (
            "gp.lead",
            ["1 meeting that you chair has no day yet", "1 question waits for your answer"],
        ),
        ("secretary", ["1 decision has not been passed on", "Wednesday 4 April 2007"]),
        ("observer", ["West Herts PbC Leads", "27 March 2007"]),
    ],
)
def test_who_meets_has_it_on_the_desk_e01(shown, client, monkeypatch, username, what):
    monkeypatch.setenv("PBC_TODAY", str(marker.DAY))
    client.force_login(Person.objects.get(username=username))

    desk = said(client.get("/"))

    assert [one for one in what if one not in desk] == []


def test_each_file_counts_from_the_day_on_which_it_came(loaded, db):
    before, after = date(2006, 10, 19), date(2006, 10, 20)

    assert stands("locality", "DAC", 5, before).missing == ("Dacorum: months 4, 5",)
    assert stands("locality", "DAC", 5, after).complete


def test_watford_has_17_of_its_23_practices_in_the_group(loaded, db):
    watford = loading.Practice.objects.get(code="E82521").localities.get().locality

    taking_part = participation(locality=watford, day=marker.DAY, known_on=marker.DAY)

    parts = taking_part.members, taking_part.provider_only, taking_part.not_involved
    assert [len(part) for part in parts] == [17, 3, 3]
    assert all(row.reason for row in taking_part.not_involved)


@pytest.mark.parametrize("one", people.SIGN_INS, ids=lambda one: one.username)
def test_everybody_signs_in_with_the_password_that_is_printed(loaded, client, db, one):
    answer = client.post(
        reverse("account_login"), {"login": one.username, "password": people.PASSWORD}
    )

    person = Person.objects.get(username=one.username)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert [held.role for held in access.appointments(person)] == [one.role]
    validate_password(people.PASSWORD, person)


@pytest.fixture
def shown(loaded, db, settings):
    """The pages of the site, which know that it is a demonstration."""
    settings.PBC_DEMONSTRATION = marker.DAY


def test_the_sign_in_page_names_one_sign_in_for_each_role(shown, client):
    page = said(client.get(reverse("account_login")))

    assert people.PASSWORD in page
    assert [one.role for one in people.SIGN_INS] == [r for r in Role if r != Role.OPERATOR]
    assert all(f"{one.role.label}: {one.name}" in page for one in people.SIGN_INS)
    assert "finance.east" not in page


def test_the_sign_in_page_of_another_site_names_nobody(db, client):
    page = said(client.get(reverse("account_login")))

    assert people.PASSWORD not in page
    assert "Try it" not in page


def test_who_signs_files_of_the_other_pct_does_not_sign_in(loaded, db):
    assert not Person.objects.get(username="finance.east").has_usable_password()


@pytest.mark.parametrize("one", ready.READY, ids=lambda one: one.url)
def test_finance_finds_the_files_to_send_where_they_are_sent(shown, client, one):
    client.force_login(Person.objects.get(username="finance"))

    page = client.get(reverse("activity:delivery-new")).content.decode()
    file = client.get(reverse(one.url))

    assert f'href="{reverse(one.url)}"' in page
    assert file.headers["Content-Disposition"] == f'attachment; filename="{one.name}"'
    assert b"".join(file.streaming_content) == one.path.read_bytes()


def send_in(path):
    wanted = sending.Wanted(received_on=marker.DAY, today=marker.DAY, publish=True)
    with path.open("rb") as file:
        by = Person.objects.get(username="finance")
        return sending.send(file=file, file_name=path.name, wanted=wanted, by=by).submission


def test_the_spreadsheet_to_send_next_has_faults_and_is_published(loaded, db):
    sent = send_in(loaded / ready.NEXT.name)

    assert sent.state == State.PUBLISHED
    assert sent.rows_parked == 3
    assert sent.rows_ignored == 1
    codes = set(sent.problems.values_list("code", flat=True))
    assert {"practice-unknown", "practice-blank", "total-row"} <= codes
    ahead = stands("locality", "DAC", 9)
    assert ahead.complete
    assert ahead.actual + ahead.parked == Decimal("33261480.36") + Decimal("17230837.44")


def test_month_4_again_changes_no_total_but_what_has_no_practice(loaded, db):
    before = stands("locality", "DAC")

    assert send_in(loaded / ready.CORRECTED.name).state == State.PUBLISHED

    after = stands("locality", "DAC")
    assert after.overspend == before.overspend
    assert after.unassigned < before.unassigned - 100_000


def test_its_administrator_opens_the_page_of_everybody_h01(loaded, db, client):
    client.force_login(Person.objects.get(username="administrator"))

    pages = [
        client.get(reverse("people:person-detail", args=[Person.objects.get(username=one).pk]))
        for one in (sign_in.username for sign_in in people.SIGN_INS)
    ]

    assert {page.status_code for page in pages} == {200}


def test_a_second_time_it_says_that_it_is_loaded_already(loaded, db):
    said, again = StringIO(), StringIO()

    call_command("seed_demo", stdout=said)
    call_command("seed_demo", "--json", stdout=again)

    assert "is loaded already" in said.getvalue()
    assert str(loaded / ready.NEXT.name) in said.getvalue()
    answer = json.loads(again.getvalue())
    assert answer["today"] == "2007-03-13"
    assert len(answer["sign_ins"]) == 8
    assert Path(answer["next"]).exists()


def test_loading_goes_on_after_it_was_cut_short(loaded, db):
    marker.begin()

    loading.load()

    assert marker.day() == "2007-03-13"
    assert stands("locality", "DAC").overspend == Decimal("1221480.36")


def test_nothing_of_it_is_shown_before_it_is_whole(elsewhere, client, db, monkeypatch):
    monkeypatch.delenv("PBC_TODAY", raising=False)
    with marker.being_loaded() as note:
        note("The budgets are put in")
        meanwhile, well = client.get("/accounts/login/"), client.get("/healthz")
        day = environment.demonstration()

    assert (meanwhile.status_code, meanwhile.headers["Retry-After"]) == (503, "2")
    assert "The budgets are put in" in meanwhile.content.decode()
    assert "no-store" in meanwhile.headers["Cache-Control"]
    assert well.status_code == 200
    assert day == "2007-03-13"
    assert client.get("/accounts/login/").status_code == 200
    monkeypatch.delenv("PBC_TODAY")


def test_a_loading_that_was_killed_closes_the_site_to_nobody(elsewhere, client, db):
    code = (
        "import os\nfrom pbc.demonstration import marker\n"
        "with marker.being_loaded():\n    os.kill(os.getpid(), 9)"
    )
    place = {**os.environ, "PBC_VAR": str(elsewhere.parent)}

    assert subprocess.run([sys.executable, "-c", code], env=place).returncode == -9

    assert marker.has_begun()
    assert client.get("/accounts/login/").status_code == 200


# ---- What it keeps away from -----------------------------------------------------------------


@pytest.mark.parametrize("something", [make.person, make.practice])
def test_a_site_with_other_data_is_refused(elsewhere, db, something):
    something()

    with pytest.raises(CommandError, match="holds other data"):
        call_command("seed_demo")

    assert marker.day() == ""
    assert not loading.is_welcome()


def test_a_production_site_is_refused(monkeypatch):
    monkeypatch.setattr(environment, "PRODUCTION", True)

    with pytest.raises(CommandError, match="production"):
        call_command("seed_demo")


def test_the_day_of_a_demonstration_is_the_day_of_its_site(elsewhere, monkeypatch, rf, settings):
    monkeypatch.delenv("PBC_TODAY", raising=False)
    assert environment.demonstration() == ""

    marker.begin()
    marker.finish()
    settings.PBC_DEMONSTRATION = environment.demonstration()

    assert settings.PBC_DEMONSTRATION == "2007-03-13"
    assert context.site(rf.get("/"))["demonstration"] == marker.DAY
    monkeypatch.delenv("PBC_TODAY")


def test_a_day_that_was_given_goes_before_that_of_the_demonstration(elsewhere, monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-04-02")
    marker.begin()
    marker.finish()

    environment.demonstration()

    assert environment.os.environ["PBC_TODAY"] == "2007-04-02"
