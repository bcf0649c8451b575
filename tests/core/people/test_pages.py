"""The pages of people: lists, a person, vacant posts, who may see what (H01, E13)."""

from datetime import date, timedelta

import pghistory
import pytest

from pbc.core import clock
from pbc.core.models import AppointmentState, Role
from pbc.core.people import history, queries, review
from pbc.core.people.services import accounts, appointing
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)


@pytest.fixture(autouse=True)
def on_13_march(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def administrator(client):
    found = make.administrator(first_name="Tom", last_name="Hale")
    client.force_login(found)
    return found


def typed(role, over="", **days):
    return {"role": role, "over": over, "from_date": "2007-03-13", "to_date": "", **days}


def test_people_are_found_by_any_part_of_their_names():
    make.person("Ruth", "Allan")
    make.person("Ruth", "Bell")

    assert [str(one) for one in queries.found("ruth al")] == ["Ruth Allan"]


def test_an_administrator_appoints_on_a_page(client, administrator):
    ruth, daccom = make.person("Ruth", "Allan"), make.group()

    page = client.post(
        f"/people/{ruth.pk}/appoint/", typed("GP_LEAD", f"group:{daccom.code}"), follow=True
    )

    assert "Ruth Allan is GP lead, DacCom from 13 March 2007" in said(page)


def test_what_is_refused_stands_beside_its_field(client, administrator):
    ruth = make.person()

    page = client.post(f"/people/{ruth.pk}/appoint/", typed("GP_LEAD"))

    assert page.context["form"].errors == {"over": ["GP lead is held over a group: choose one"]}


def test_an_appointment_of_finance_waits_on_the_desk_of_the_other_administrator(
    client, administrator
):
    ruth, pct = make.person("Ruth", "Allan"), make.commissioner()
    client.post(f"/people/{ruth.pk}/appoint/", typed("FINANCE", f"commissioner:{pct.code}"))
    mine = said(client.get("/"))
    client.force_login(make.administrator())

    theirs = said(client.get("/"))

    assert "An appointment waits" not in mine
    assert "An appointment waits for you to confirm it" in theirs
    assert "Ruth Allan as PCT finance, West Hertfordshire, from 13 March 2007" in theirs


def test_the_second_administrator_confirms_on_a_page(client, administrator):
    ruth, pct = make.person(), make.commissioner()
    client.post(f"/people/{ruth.pk}/appoint/", typed("FINANCE", f"commissioner:{pct.code}"))
    proposed = ruth.appointments.get()
    client.force_login(make.administrator())

    client.post(f"/people/appointments/{proposed.pk}/decide/", {"answer": "confirm"})

    assert ruth.appointments.get().state == AppointmentState.GIVEN


def test_an_administrator_sees_no_money_e13(client, administrator):
    make.published_spend(make.practice(group=make.group()), to_month=6, total=640_000)
    lead = make.gp_lead(make.group())
    pages = ("/", "/people/", f"/people/{lead.pk}/", "/people/access/", "/people/vacant/")

    assert [path for path in pages if "£" in said(client.get(path))] == []
    assert client.get("/position/county/").status_code == 403


def test_a_vacant_post_is_named_with_who_held_it_last():
    daccom = make.group()
    make.practice("Fernville", group=daccom)
    make.appointment(make.person("Peter", "Sim"), Role.GP_LEAD, daccom, to_date=date(2007, 2, 28))
    for appointed in (make.auditor, make.administrator, make.finance_officer):
        appointed()

    posts = [(post.role, post.over, post.last, post.since) for post in review.vacant(TODAY)]

    assert posts == [
        ("PCT commissioner", "West Hertfordshire", "", None),
        ("GP lead", "DacCom", "Peter Sim", date(2007, 3, 1)),
        ("Practice manager", "Fernville", "", None),
    ]


def vacant_lead():
    """Who led DacCom last, and since when nobody does."""
    return [(post.last, post.since) for post in review.vacant(TODAY) if post.role == "GP lead"]


def test_a_post_of_somebody_shut_out_says_who_held_it_and_since_when_it_is_vacant_a08(client):
    """Their appointment still runs: it is the shutting out that emptied the post."""
    daccom = make.group()
    make.practice("Fernville", group=daccom)
    peter = make.person("Peter", "Sim")
    make.appointment(peter, Role.GP_LEAD, daccom, to_date=date(2007, 12, 31))
    client.force_login(make.administrator())

    accounts.shut_out(person=peter, why="Left", on=date(2007, 3, 5), by=make.operator())

    assert vacant_lead() == [("Peter Sim", date(2007, 3, 5))]
    assert "Peter Sim Vacant since 5 March 2007" in said(client.get("/people/vacant/"))


def test_somebody_let_in_and_shut_out_again_left_the_post_the_last_time_a08():
    daccom = make.group()
    make.practice("Fernville", group=daccom)
    peter = make.person("Peter", "Sim")
    make.appointment(peter, Role.GP_LEAD, daccom)
    by = make.operator()

    accounts.shut_out(person=peter, why="Away", on=date(2007, 1, 8), by=by)
    accounts.let_in(person=peter, why="Back", by=by)
    filled = vacant_lead()
    accounts.shut_out(person=peter, why="Left", on=date(2007, 3, 5), by=by)

    assert filled == []
    assert vacant_lead() == [("Peter Sim", date(2007, 3, 5))]


def test_a_post_that_was_over_before_its_holder_was_shut_out_is_vacant_since_then_a08():
    daccom = make.group()
    make.practice("Fernville", group=daccom)
    peter = make.person("Peter", "Sim")
    make.appointment(peter, Role.GP_LEAD, daccom, to_date=date(2007, 1, 31))

    accounts.shut_out(person=peter, why="Left", on=date(2007, 3, 5), by=make.operator())

    assert vacant_lead() == [("Peter Sim", date(2007, 2, 1))]


def test_the_review_of_access_shows_those_unused_for_90_days_first():
    now = clock.now()
    for name, days in (("Ann", 3), ("Ben", 91), ("Cat", 90), ("Dan", 400)):
        who = make.auditor(first_name=name, last_name="X")
        who.last_login = now - timedelta(days=days)
        who.save()

    shown = review.review(today=TODAY, now=now)

    assert [(one.person, one.is_unused) for one in shown] == [
        ("Dan X", True),
        ("Ben X", True),
        ("Cat X", False),
        ("Ann X", False),
    ]


def test_the_history_of_a_person_says_who_did_what_and_why_h01():
    tom = make.administrator(first_name="Tom", last_name="Hale")
    ida = make.administrator(first_name="Ida", last_name="Marsh")
    names = {"first_name": "Ruth", "last_name": "Allan", "username": "ruth", "email": ""}
    ruth = accounts.add_person(**names, by=tom)
    proposed = appointing.appoint(
        person=ruth, role=Role.FINANCE, over=make.commissioner(), from_date=TODAY, to_date=None,
        by=tom,
    )  # fmt: skip
    appointing.confirm_appointment(appointment=proposed, by=ida)
    accounts.shut_out(person=ruth, why="Left", on=TODAY, by=ida)

    told = {(one.what, one.by, one.why) for one in history.about(ruth)}

    assert told == {
        ("Added", "Tom Hale", ""),
        ("Proposed as PCT finance, West Hertfordshire, from 13 March 2007", "Tom Hale", ""),
        ("Confirmed as PCT finance, West Hertfordshire, from 13 March 2007", "Ida Marsh", ""),
        ("May not sign in any more", "Ida Marsh", "Left"),
    }
    assert {(one.what, one.why) for one in history.by(ida)} == {
        ("Let somebody sign in no more: Ruth Allan", "Left"),
        ("Confirmed an appointment: Ruth Allan", ""),
    }


def test_an_account_that_came_with_an_appointment_says_that_it_was_added_h01():
    with pghistory.context(deed="appoint", user=make.administrator().pk):
        ruth = make.practice_manager(make.practice("Fernville"))

    told = [one.what for one in history.about(ruth)]

    assert "Added" in told
    assert [what for what in told if what.startswith("Appointed as Practice manager, Fernville")]


def test_a_sign_in_leaves_no_trace_of_the_password_in_the_history_h01():
    fields = {field.name for field in type(make.person()).pgh_event_model._meta.fields}

    assert fields & {"password", "last_login"} == set()


def test_a_field_sent_twice_counts_once_and_one_in_the_address_not_at_all_s5(client):
    client.force_login(make.administrator())
    person = make.person("Ann", "Day", username="ann.day")
    body = "first_name=Ann&last_name=Night&last_name=Morning&username=ann.day&email="

    client.post(
        f"/people/{person.pk}/edit/?last_name=Evening&email=evening@example.nhs.uk",
        body,
        content_type="application/x-www-form-urlencoded",
    )

    person.refresh_from_db()
    assert (person.last_name, person.email) == ("Morning", "")
