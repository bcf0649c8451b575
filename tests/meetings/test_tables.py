"""Actions, decisions, bodies, interests and posts as they are taken away (B11)."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from meetings.models import Remit
from meetings.queries.owners import Owner
from tests import make
from tests import taken as taken_away
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def first_of_april(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-04-01")


@pytest.fixture
def lead(client):
    """Peter Sim, who leads DacCom, signed in."""
    person = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


def taken(client, name, *args, **asked):
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.getvalue()


def sheet(name, data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book[name]], book[name]


def of_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_action_is_taken_also_those_of_the_next_page_b11(client, lead):
    for number in range(51):
        make.action(f"Action {number}", owner=lead, due="16 Mar")

    rows, _ = sheet("Actions", taken(client, "meetings:action-list-table"))

    assert "My actions: 51 late" in said(client.get(reverse("meetings:action-list")))
    assert len(rows) == 1 + 51
    assert {row[5] for row in rows[1:]} == {16}


def test_the_actions_taken_are_those_of_the_view_shown_b11(client, lead):
    make.action("Mine", owner=lead)
    make.action("Theirs", owner="Suzanne Novak", by=lead)

    page = client.get(reverse("meetings:action-list"), {"show": "waiting", "page": "1"})

    address = reverse("meetings:action-list-table")
    assert f'href="{address}?show=waiting&amp;form=csv"' in page.content.decode()
    rows = of_csv(taken(client, "meetings:action-list-table", show="waiting", form="csv"))
    assert [row[0] for row in rows[: rows.index([])]] == ["Action", "Theirs"]
    assert ["View", "Waiting for others, 1"] in rows


def test_an_action_that_looks_like_a_formula_stays_text_b11(client, lead):
    make.action("=HYPERLINK(1)", owner=lead, due="16 Mar")

    code = make.group("DacCom").code

    rows, cells = sheet("Actions", taken(client, "meetings:action-of-table", "group", code))
    as_text = of_csv(taken(client, "meetings:action-of-table", "group", code, form="csv"))

    assert rows[1][:3] == ["=HYPERLINK(1)", "Peter Sim", "DacCom"]
    assert rows[1][3].date() == date(2007, 3, 16)
    assert (cells["A2"].data_type, cells["A2"].quotePrefix) == ("s", True)
    assert as_text[1][0] == "'=HYPERLINK(1)"


def test_decisions_are_taken_with_how_many_confirmed_b11(client, lead):
    group = make.group("DacCom")
    practices = [make.practice(name, group=group) for name in ("Fernville", "Parkwood")]
    make.decision("+1 more clinic", asked=practices, on=date(2007, 3, 13))

    rows, cells = sheet("Decisions", taken(client, "decisions:decision-list-table"))

    assert "Decisions: 1 waits" in said(client.get(reverse("decisions:decision-list")))
    assert [row[0] for row in rows] == ["Decision", "+1 more clinic"]
    assert rows[1][2].date() == date(2007, 3, 13)
    assert rows[1][3:7] == ["DacCom", "Agreed in principle", 2, 0]
    assert cells["A2"].quotePrefix


def test_what_a_list_does_not_show_it_does_not_hand_over_e13(client, lead):
    make.action("Theirs", of=make.practice("Stanmore", group=make.group("Stev")))

    rows, _ = sheet("Actions", taken(client, "meetings:action-list-table"))

    assert len(rows) == 1


def test_what_each_said_is_taken_with_what_was_said_before_b11(client, lead):
    group = make.group("DacCom")
    practices = [make.practice(name, group=group) for name in ("Fernville", "Parkwood")]
    decision = make.decision("Option 2", asked=practices, tell=["The PCT"], on=date(2007, 3, 13))

    found = taken_away.book(client, "decisions:decision-detail-table", decision.pk)
    asked = taken_away.book(client, "decisions:question-detail-table", decision.question_id)

    assert [row[:4] for row in found["Who said what"][1:]] == [
        ["Fernville", "none yet", None, "not received"],
        ["Parkwood", "none yet", None, "not received"],
    ]
    assert found["Who is to be told"][1][0] == "The PCT"
    assert asked["Who said what"] == found["Who said what"]
    assert ["In words", "0 of 2 confirmed"] in found["About"]


def test_who_sits_on_a_body_is_taken_and_no_name_runs_b11(client, lead):
    body = make.body("Executive Committee", make.group("DacCom"))
    make.seat("=Avi Gupta", body)

    [seat] = taken_away.book(client, "diary:body-detail-table", body.pk)["Who sits on it"][1:]
    text = taken_away.lines(client, "diary:body-detail-table", body.pk)

    assert seat[0] == "=Avi Gupta"
    assert text[1][0] == "'=Avi Gupta"


def test_the_seats_taken_say_what_each_counts_among_b11(client, lead):
    body = make.body("Executive Committee", make.group("DacCom"))
    make.seat("Avi Gupta", body, kind="GP")
    make.seat("Lynn Dalton", body)

    head, *seats = taken_away.book(client, "diary:body-detail-table", body.pk)["Who sits on it"]

    assert [(row[0], row[head.index("Counts among")]) for row in seats] == [
        ("Avi Gupta", "GPs"),
        ("Lynn Dalton", "no kind yet"),
    ]


def test_the_directory_of_posts_is_taken_with_what_is_vacant_b11(client, lead):
    top = make.post("Director of Strategy", remit=Remit.STRATEGIC)
    make.tenure(top, "=Gareth Jones", on=date(2006, 10, 1), is_interim=True)
    vacant = make.post("Locality Director", above=top, duties="Signs the SLAs")
    make.tenure(vacant, "Lorna Whitby", on=date(2006, 4, 1), until=date(2006, 12, 31))
    make.action("Say who signs", of=make.group("DacCom"), owner=Owner(post=vacant))

    found = taken_away.book(client, "posts:post-list-table")
    text = taken_away.lines(client, "posts:post-list-table")

    pct = "West Hertfordshire"
    assert found["Strategic commissioning"][1] == [
        *("Director of Strategy", pct, "Strategic commissioning", "not said"),
        *("=Gareth Jones, stands in, from 1 October 2006", "no", "none", 0),
    ]
    assert found["Locality commissioning"][1] == [
        *("Locality Director", pct, "Locality commissioning", "Signs the SLAs", "nobody"),
        *("since 1 January 2007; Lorna Whitby held it last", "Director of Strategy", 1),
    ]
    assert ["In words", "2 posts, 1 vacant"] in found["About"]
    assert "'=Gareth Jones, stands in, from 1 October 2006" in [row[4] for row in text if row[4:]]


def test_the_interests_of_a_body_are_taken_with_those_that_are_over_b11(client, lead):
    body = make.body("Executive", make.group("DacCom"))
    make.interest("=Meena Savla", body)
    make.interest("Mark Jones", body, subject="Harmoni", to_date=date(2007, 1, 31))

    found = taken_away.book(client, "diary:interest-list-table", body.pk)
    text = taken_away.lines(client, "diary:interest-list-table", body.pk)

    assert [row[:3] for row in found["Declared"][1:]] == [["STAHDOC", "=Meena Savla", "Director"]]
    [over] = found["Over"][1:]
    assert over[:2] == ["Harmoni", "Mark Jones"]
    assert over[3].endswith("to 31 January 2007")
    assert ["In words", "Executive: 1 interest is declared"] in found["About"]
    assert "'=Meena Savla" in [row[1] for row in text if row[1:]]


def test_who_speaks_for_each_group_is_taken_as_on_its_day_b11(client):
    pct = make.commissioner()
    client.force_login(make.finance_officer(pct))
    group = make.group("DacCom")
    make.practice("Fernville", group=group)
    board = make.board(pct)
    make.nomination(board, group, on=date(2007, 3, 13))

    now = taken_away.book(client, "decisions:representation-table", board.pk)
    then = taken_away.book(client, "decisions:representation-table", board.pk, day="2007-03-01")

    assert now["Who speaks for each group"][1][:2] == ["DacCom", "Helen Orr"]
    assert then["Who speaks for each group"][1][1] == "Not nominated"
