"""Since you last looked: what others did, by person, each a link, and nothing of others (I06)."""

import re
from collections import Counter
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activity.services.publication import withdraw_submission
from pbc.core import changes, news, registry
from pbc.core.directory import load_register
from pbc.core.models import Look, Role
from pbc.core.people.services import appointing
from pbc.core.registers.services import change_practice
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def at_a_window(person):
    """Somebody at a browser of their own: a sitting."""
    client = Client()
    client.force_login(person)
    return client


def looked_before(person, ago=DAY):
    """That somebody who was appointed long ago looked at their desk, in another sitting."""
    then = timezone.now() - ago
    person.appointments.update(recorded_at=then - 9 * DAY)
    return Look.objects.create(
        person=person, sitting=f"then {ago}", since=then - DAY, looked_at=then
    )


def since(client, path="/", **headers):
    """What stands below "since you last looked": [what was changed], or the sentence instead."""
    page = client.get(path, **headers).content.decode()
    section = page.split('id="h-since"')[1].split("</section>")[0]
    items = re.findall(r"<li><strong>(.*?)</li>", section, re.DOTALL)
    words = [re.sub(r"\s+", " ", re.sub("<[^>]+>", "", one)).strip() for one in items]
    return [unescape(one) for one in words] or unescape(
        " ".join(re.sub("<[^>]+>", " ", section).split())
    )


@pytest.fixture
def county():
    """Two groups of one area, each with a manager of a practice; finance sent and published."""
    own, other = make.group("DacCom"), make.group("Elsewhere")
    fernville = make.practice("Fernville", group=own)
    far = make.practice("Stanmore", in_=make.locality("Hertsmere"), group=other)
    return fernville, far


def test_what_was_published_and_budgeted_is_told_by_person_i06(county):
    fernville, _ = county
    manager = make.practice_manager(fernville)
    looked_before(manager)
    finance = make.finance_officer()
    make.published_file([make.line(fernville)], by=finance)
    make.budget_entry(fernville, amount=1200)

    client = at_a_window(manager)
    found = since(client)

    assert any(one.startswith("Published: Dacorum, month 6 of 2006/07") for one in found)
    assert any("in the budget of Fernville for 2006/07, £1,200" in one for one in found)
    assert "Nothing else changed." in client.get("/").content.decode()


def test_a_manager_is_told_nothing_of_another_practice_e13_i06(county):
    fernville, far = county
    manager = make.practice_manager(fernville)
    looked_before(manager)
    make.published_file([make.line(far)])
    make.budget_entry(far, amount=777)
    there = far.localities.first().locality
    line = make.line_of(make.published_file([make.line(None, in_=there, month=5)]))
    make.hand_assignment(line, far)

    client = at_a_window(manager)
    page = client.get("/").content.decode()

    assert "Nothing changed." in since(client)
    assert not any(canary in page for canary in ("Stanmore", "Hertsmere", "£777", "report.csv"))


def test_a_file_that_came_is_told_to_finance_but_not_to_who_sent_it_i06(county):
    sender, colleague = make.finance_officer(), make.finance_officer()
    looked_before(sender)
    looked_before(colleague)
    make.staged_file([make.line(county[0])], by=sender)

    assert since(at_a_window(colleague)) == ["Arrived: Ruth Allan sent in report.csv"]
    assert "Nothing changed." in since(at_a_window(sender))


def test_a_month_sent_again_is_said_to_be_restated_i06(county):
    fernville, _ = county
    make.published_file([make.line(fernville)])
    manager = make.practice_manager(fernville)
    looked_before(manager)

    make.published_file([make.line(fernville, cost=1100)])

    assert since(at_a_window(manager))[0].startswith("Restated: Dacorum, month 6")


def test_an_auditor_is_told_of_every_deed_i06(county):
    auditor = make.auditor()
    looked_before(auditor)
    file = make.published_file([make.line(county[1])])
    withdraw_submission(submission=file, reason="A draft", on=date(2007, 3, 13), by=make.operator())

    found = since(at_a_window(auditor))

    assert {one.split(":")[0] for one in found} >= {"Published", "Withdrawn", "Arrived"}
    assert all("Hertsmere" in one for one in found if one.startswith(("Published", "With")))


def test_the_list_stays_for_the_sitting_and_is_gone_in_the_next_i06(county):
    manager = make.practice_manager(county[0])
    looked_before(manager)
    make.published_file([make.line(county[0])])
    first = at_a_window(manager)

    assert since(first) == since(first) != []
    assert "Nothing changed." in since(at_a_window(manager))


def test_the_other_device_shows_what_came_after_the_last_look_at_either_i06(county):
    manager = make.practice_manager(county[0])
    looked_before(manager, ago=4 * DAY)
    phone, desk = at_a_window(manager), at_a_window(manager)
    phone.get("/")
    newest = Look.objects.order_by("-pk")[:1]
    Look.objects.filter(pk=newest.get().pk).update(looked_at=timezone.now() - DAY)
    make.published_file([make.line(county[0])])

    assert len(since(desk)) == 1
    assert len(since(phone)) == 1


def test_a_page_fetched_beforehand_or_a_page_besides_the_desk_moves_no_mark_i06(county):
    manager = make.practice_manager(county[0])
    client = at_a_window(manager)

    client.get("/", headers={"Sec-Purpose": "prefetch"})
    client.get("/help/")
    client.get("/practices/")

    assert not Look.objects.exists()


def test_an_earlier_look_can_be_shown_again_and_another_persons_cannot_i06(county):
    manager, other = make.practice_manager(county[0]), make.practice_manager(county[1])
    before = looked_before(manager, ago=2 * DAY)
    foreign = looked_before(other, ago=2 * DAY)
    make.published_file([make.line(county[0])])
    at_a_window(manager).get("/")
    later = at_a_window(manager)

    assert "Nothing changed." in since(later)
    assert since(later, f"/?since={foreign.pk}") == since(later, "/?since=999999") == since(later)
    assert len(since(later, f"/?since={before.pk}")) == 1
    assert "Nothing changed." in since(later)


def test_who_never_looked_is_told_what_happened_since_the_account_was_made_i06(county):
    manager = make.practice_manager(county[0])

    appointed = f"Appointed: You were appointed as Practice manager of {county[0]}"
    assert since(at_a_window(manager)) == [appointed]
    manager.date_joined = timezone.now() - DAY
    manager.save()
    Look.objects.all().delete()
    make.published_file([make.line(county[0])])
    assert len(since(at_a_window(manager))) == 2


def test_the_mark_is_not_past_what_a_running_transaction_will_have_written_i06(county):
    manager = make.practice_manager(county[0])
    at_a_window(manager).get("/")

    assert Look.objects.get().looked_at <= timezone.now()
    assert changes.all_seen() <= timezone.now()


@pytest.mark.parametrize("role", [make.finance_officer, make.auditor])
def test_many_changes_ask_no_more_of_the_database_than_few_i06(
    county, role, django_assert_max_num_queries
):
    fernville, _ = county
    finance = role()
    looked_before(finance)
    for month in (4, 5):
        make.published_file([make.line(fernville, month=month)])
    make.budget_entry(fernville, amount=1)
    client = at_a_window(finance)
    client.get("/")
    with django_assert_max_num_queries(200) as asked:
        client.get("/")
    few = len(asked)  # counted now: the next request empties the log
    for month in (6, 7, 8):
        make.published_file([make.line(fernville, month=month)])
        make.budget_entry(fernville, amount=month)
    client.get("/")  # who looks first after a publication reads what is in force

    with django_assert_max_num_queries(few):
        client.get("/")


def test_allocations_and_control_totals_are_told_to_who_may_see_them_i06(county):
    finance, other = make.finance_officer(), make.finance_officer(make.commissioner("East & North"))
    manager = make.practice_manager(county[0])
    for one in (finance, other, manager):
        looked_before(one)
    make.allocation(make.commissioner(), amount=42_000_000)
    make.control_total(make.commissioner(), amount=1_500_000)
    make.other_spend(make.locality(), amount=12_345)

    by, west = f"Budget: {make.operator()}", "West Hertfordshire for 2006/07"
    assert sorted(since(at_a_window(finance))) == [
        f"{by} entered the other spend of Dacorum for 2006/07: £12,345",
        f"{by} set the allocation of {west} to £42.00m",
        f"{by} set the control total of {west} to £1.50m, a planned overspend",
    ]
    assert "Nothing changed." in since(at_a_window(other))
    assert "Nothing changed." in since(at_a_window(manager))


def test_what_became_of_a_practice_in_the_register_is_told_to_whose_it_is_i06(county):
    fernville, far = county
    manager, of_another = make.practice_manager(fernville), make.practice_manager(far)
    for one in (manager, of_another):
        looked_before(one)
    administrator = make.administrator(first_name="Ada", last_name="Minster")

    change_practice(practice=fernville, name="Fernville New", town="Hemel", by=administrator)

    told = "Register: Ada Minster changed the name or town of Fernville New"
    assert since(at_a_window(manager)) == [told]
    assert "Nothing changed." in since(at_a_window(of_another))


def test_a_register_that_is_loaded_is_one_change_however_many_practices_i06(county, tmp_path):
    auditor = make.auditor()
    looked = looked_before(auditor)
    (tmp_path / "localities.csv").write_text("locality,name,half\nL9,Hatfield,East\n")
    heads = "practice_code,practice_name,town,locality\n"
    rows = (f"E9{n:04},Surgery {n},Town,L9\n" for n in range(3))
    (tmp_path / "practices.csv").write_text(heads + "".join(rows))
    day = date(2007, 3, 13)

    load_register(folder=tmp_path, known_from=None, today=day, by=make.operator())

    told = f"Register: {make.operator()} put 3 practices in the register"
    assert since(at_a_window(auditor)) == [told]
    by_table = Counter(row[2] for row in news._recorded(auditor, looked.looked_at))
    assert max(by_table.values()) <= len(news.KINDS)  # a row a table, not a row a practice


def test_an_appointment_that_waited_is_told_when_it_is_confirmed_i06(county):
    first, second = make.administrator(), make.administrator()
    ruth, pct = make.person(), make.commissioner()
    days = {"from_date": date(2007, 1, 1), "to_date": None}
    waits = appointing.appoint(person=ruth, role=Role.FINANCE, over=pct, **days, by=first)
    looked_before(ruth)

    appointing.confirm_appointment(appointment=waits, by=second)
    told = since(at_a_window(ruth))
    Look.objects.exclude(sitting__startswith="then").delete()
    today = date(2007, 3, 13)
    appointing.end_appointment(appointment=waits, last_day=today, today=today, by=second)

    assert told == [f"Appointed: You were appointed as PCT finance of {pct} by {first}"]
    assert since(at_a_window(ruth)) == told


NEWER = re.compile(r'"(\w+)"\."(?:recorded_at|pgh_created_at)" > ')


def sources():
    """Every Source of every app."""
    return [
        one for entry in registry.sections if entry.name == changes.SINCE for one in entry.read()
    ]


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.read.__qualname__)
def test_a_source_names_every_table_that_it_reads_news_from_i06(source, county, in_words):
    readers = make.finance_officer(), make.auditor(), make.practice_manager(county[0])

    with CaptureQueriesContext(connection) as asked:
        for reader in readers:
            list(source.read(user=reader, since=timezone.now()))

    read = set(NEWER.findall(" ".join(one["sql"] for one in asked)))
    assert read
    assert read <= {model._meta.db_table for model in source.tables}


def test_a_desk_without_news_asks_once_for_all_of_it_i06(county):
    manager = make.practice_manager(county[0])
    looked_before(manager)

    with CaptureQueriesContext(connection) as asked:
        found = changes._read(manager, timezone.now() + DAY)

    assert found == []
    assert len(asked) == 1


GROWS = ("notices_by_moment", "moves_by_moment", "entries_by_moment", "actions_by_moment")


def test_what_is_news_is_found_by_its_moment_however_much_there_is_i06(county, in_words, owner):
    """On a table of a few rows PostgreSQL would read all of them, unless that is forbidden."""
    manager = make.practice_manager(county[0])
    with CaptureQueriesContext(connection) as asked:
        changes._read(manager, timezone.now() + DAY)

    owner.execute("SET LOCAL enable_seqscan = off")
    plan = " ".join(row for (row,) in owner.execute(f"EXPLAIN {asked[0]['sql']}").fetchall())

    assert [name for name in GROWS if name not in plan] == []
