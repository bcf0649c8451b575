"""Actions on the desk, on the pages of an organisation, and in `manage.py show` (E02, E03)."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from meetings import services
from meetings.models import Action, State
from meetings.queries.owners import Owner
from meetings.queries.rows import Reader
from pbc.core.models import Role
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def first_of_april(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-04-01")


@pytest.fixture
def fernville():
    return make.practice("Fernville", group=make.group("DacCom"))


def test_the_desk_says_what_is_late_and_a_button_closes_it_e03(client, fernville):
    manager = make.practice_manager(fernville)
    client.force_login(manager)
    action = make.action("Check the rows", fernville, Owner(role=Role.PRACTICE_MANAGER), "16 Mar")

    desk = client.get("/")
    back = client.post(reverse("meetings:action-close", args=[action.pk]), {"next": "/"})

    assert "1 of your actions is late" in said(desk)
    assert "16 days late" in said(desk)
    action.refresh_from_db()
    assert (back.url, action.state) == ("/", State.DONE)
    button = f'action="{reverse("meetings:action-close", args=[action.pk])}"'
    assert button in desk.content.decode()
    assert button not in client.get("/").content.decode()


def test_who_reads_all_and_keeps_one_practice_is_offered_to_close_its_actions_alone_e02(fernville):
    parkwood = make.practice("Parkwood", group=make.group("DacCom"))
    person = make.practice_manager(fernville)
    make.appointment(person, Role.AUDITOR)
    rows = [make.action("Ring the trust", of) for of in (fernville, parkwood)]

    shown = Reader(person, date(2007, 4, 1)).rows(
        Action.objects.filter(pk__in=[r.pk for r in rows])
    )

    assert {row.pk: row.may_close for row in shown} == {rows[0].pk: True, rows[1].pk: False}


def test_what_is_done_is_not_offered_to_be_closed_e02(fernville):
    manager = make.practice_manager(fernville)
    action = make.action("Ring the trust", fernville)
    services.close_action(action=action, on=date(2007, 3, 20), by=manager)

    [row] = Reader(manager, date(2007, 4, 1)).rows(Action.objects.filter(pk=action.pk))

    assert (row.state, row.may_close) == ("Done", False)


def test_my_list_says_that_nobody_holds_the_post_of_a_locality_that_left_my_pct_a08(client):
    dacorum = make.locality(to_date=date(2006, 9, 30))
    finance = make.finance_officer()
    client.force_login(finance)
    make.action("Pay the trust", dacorum, Owner(role=Role.FINANCE), "16 March")
    make.action("Pay the others", make.commissioner(), Owner(role=Role.FINANCE), "16 March")

    desk = said(client.get("/"))

    assert "2 of your actions are late" in desk
    assert desk.count("Nobody holds the post") == 1


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        ("End-April", "1 of your actions is due by 30 April"),
        ("End-May", "None of your actions is late or due by 30 April"),
    ],
)
def test_the_desk_says_what_is_due_soon_e03(client, fernville, due, sentence):
    manager = make.practice_manager(fernville)
    client.force_login(manager)
    make.action(of=fernville, owner=manager, due=due)

    assert sentence in said(client.get("/"))


def test_a_desk_without_actions_has_no_card_of_them(client, fernville):
    client.force_login(make.practice_manager(fernville))

    assert "My actions" not in said(client.get("/"))


@pytest.mark.parametrize(
    ("who", "sees"),
    [("own", True), ("other", False), ("lead", True), ("administrator", False)],
)
def test_the_page_of_a_practice_shows_its_actions_to_whom_they_concern_e13(
    client, fernville, who, sees
):
    make.action("Count the lists", fernville, due="16 Mar")
    people = {
        "own": lambda: make.practice_manager(fernville),
        "other": lambda: make.practice_manager(make.practice("Parkwood")),
        "lead": lambda: make.gp_lead(make.group("DacCom")),
        "administrator": make.administrator,
    }
    client.force_login(people[who]())

    page = client.get(reverse("core:practice-detail", args=[fernville.code]))

    assert ("Count the lists" in said(page)) == sees


def shown(capsys, *arguments):
    call_command("show", "actions", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


def test_show_lists_the_actions_that_a_person_may_see_late_first_e02(capsys, fernville):
    make.practice_manager(fernville, username="ann")
    make.action("Not hers")
    make.action("Later", fernville, due="End-April")
    make.action("Late", fernville, "Suzanne Novak", due="16 Mar")

    rows = shown(capsys, "--as", "ann")

    assert [row["text"] for row in rows] == ["Late", "Later"]
    assert {
        name: rows[0][name] for name in ("owner", "due_typed", "due", "days_late", "state")
    } == {
        "owner": "Suzanne Novak",
        "due_typed": "16 Mar",
        "due": "2007-03-16",
        "days_late": 16,
        "state": "open",
    }
    assert rows[0]["of"] == {"kind": "practice", "code": fernville.code}


def test_show_gives_one_action_with_what_was_said_of_it_h01(capsys, fernville):
    action = make.action(of=fernville)
    by = make.practice_manager(fernville, username="ann")
    services.add_note(action=action, note="Rang twice", on=date(2007, 3, 20), by=by)
    make.practice_manager(make.practice("Parkwood"), username="ben")

    whole = shown(capsys, str(action.pk), "--as", "ann")

    assert whole["notes"] == [
        {"deed": "note", "change": "", "said": "Rang twice", "by": "ann", "on": "2007-03-20"}
    ]
    with pytest.raises(CommandError, match="nothing of actions with the name"):
        shown(capsys, str(action.pk), "--as", "ben")
