"""What may never be true of a body, a seat and a meeting, and who sees them (E01, E07, E13)."""

from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction

from meetings.models import Attendance, Body, How, Item, Meeting, MeetingState, Minutes, Paper
from pbc.core.models import Role
from tests import make

pytestmark = pytest.mark.django_db
EDIT = "meetings.edit_meeting"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


# ---- Rules -----------------------------------------------------------------------------------


def broken(constraint, make_it):
    """The database refuses it by that rule."""

    def do():
        with transaction.atomic():
            make_it()
            connection.check_constraints()

    with pytest.raises(IntegrityError, match=constraint):
        do()


def test_a_body_is_of_one_organisation():
    both = {"group": make.group(), "commissioner": make.commissioner()}

    broken(
        "a_body_is_of_one_organisation",
        lambda: Body.objects.create(name="Both", kind="OTHER", **both),
    )
    broken("a_body_is_of_one_organisation", lambda: Body.objects.create(name="None", kind="OTHER"))


def test_an_organisation_has_one_body_of_a_name():
    make.body("Executive")

    again = {"name": "Executive", "kind": "OTHER", "group": make.group()}
    broken("an_organisation_has_one_body_of_a_name", lambda: Body.objects.create(**again))


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("a_meeting_ends_after_it_starts", {"starts": time(13), "ends": time(12)}),
        ("a_meeting_ends_after_it_starts", {"starts": None, "ends": time(14)}),
        ("a_month_is_its_first_day", {"month": date(2007, 7, 31)}),
        ("a_held_meeting_has_a_day", {"month": date(2007, 7, 1), "state": MeetingState.HELD}),
        ("only_a_held_meeting_has_minutes", {"minutes": "APPROVED", "approved_on": "2007-04-04"}),
        ("minutes_say_when_they_were", {"state": MeetingState.HELD, "minutes": Minutes.APPROVED}),
    ],
)
def test_a_meeting_holds_its_rules_e07(rule, fields):
    broken(rule, lambda: make.meeting(**fields))


@pytest.mark.parametrize("month", [date(2007, 2, 1), date(2008, 3, 1)])
def test_a_meeting_is_in_its_month_e07(month):
    meeting = make.meeting(day=date(2007, 3, 13))

    broken(
        "a_meeting_is_in_its_month",
        lambda: Meeting.objects.filter(pk=meeting.pk).update(month=month),
    )


def test_a_meeting_with_a_month_and_no_day_is_to_be_arranged_e07():
    meeting = make.meeting(month=date(2006, 7, 1))

    assert meeting.is_to_be_arranged
    assert str(meeting) == "Executive Committee, July 2006"
    assert str(make.meeting()) == "Executive Committee, 13 March 2007"


def test_items_of_an_agenda_can_change_places_within_a_deed_e01():
    first = make.item(heading="First")
    second = make.item(first.meeting, "Second")

    Item.objects.filter(pk=first.pk).update(number=2)
    Item.objects.filter(pk=second.pk).update(number=1)
    connection.check_constraints()

    assert [str(one) for one in first.meeting.items.on_the_agenda()] == ["1. Second", "2. First"]
    broken("an_agenda_has_one_item", lambda: Item.objects.filter(pk=second.pk).update(number=2))


def test_an_item_that_is_taken_off_is_kept_e01():
    item = make.item(number=None)

    assert list(item.meeting.items.on_the_agenda()) == []
    with pytest.raises(IntegrityError, match="takes no DELETE"), transaction.atomic():
        item.delete()


def test_somebody_stands_once_in_the_list_of_a_meeting_e01():
    meeting, ruth = make.meeting(), make.person()
    make.attendance(meeting, ruth)

    broken(
        "somebody_stands_once_in_the_list",
        lambda: make.attendance(meeting, ruth, How.APOLOGIES),
    )
    broken(
        "a_name_stands_once_under_each_heading",
        lambda: [make.attendance(meeting, "Avi Gupta") for _ in range(2)],
    )


def test_a_paper_is_not_too_large_e10():
    paper = make.paper()

    broken("a_paper_has_a_size", lambda: Paper.objects.filter(pk=paper.pk).update(size=10**9))


# ---- Who sees what ---------------------------------------------------------------------------


@pytest.fixture
def world():
    """A meeting each of a PCT, its locality and a group, and one far away."""
    west, daccom = make.commissioner(), make.group("DacCom")
    fernville = make.practice("Fernville", group=daccom)
    watcom = make.group("WatCom")
    bodies = {
        "county": make.body("Leads", west, kind="LEADS"),
        "locality": make.body("Board", make.locality()),
        "group": make.body("Executive", daccom),
        "other": make.body("Executive", watcom),
    }
    for body in bodies.values():
        make.item(make.meeting(body))
    return {"west": west, "daccom": daccom, "fernville": fernville, **bodies}


def seen(user, to="meetings.view_meeting", world=None):
    """The names of bodies whose rows somebody sees: the same for each kind of row."""
    bodies = {f"{body} of {body.organisation}" for body in Body.objects.visible_to(user, to=to)}
    items = Item.objects.visible_to(user, to=to)
    assert {f"{i.meeting.body} of {i.meeting.body.organisation}" for i in items} == bodies
    return bodies


COUNTY, BOARD = "Leads of West Hertfordshire", "Board of Dacorum"


def test_finance_and_commissioning_keep_those_of_the_pct_and_its_localities_e13(world):
    for role in (Role.FINANCE, Role.COMMISSIONING):
        who = make.appointed(role, world["west"])

        assert seen(who) == seen(who, EDIT) == {COUNTY, BOARD}


def test_a_lead_and_a_secretary_keep_those_of_the_group_e13(world):
    for who in (make.gp_lead(world["daccom"]), make.secretary(world["daccom"])):
        assert seen(who) == seen(who, EDIT) == {"Executive of DacCom"}


def test_a_secretary_of_a_pct_keeps_those_of_the_county_e13(world):
    assert seen(make.secretary(world["west"]), EDIT) == {COUNTY, BOARD}


def test_a_manager_sees_those_of_the_practices_group_and_keeps_none_e13(world):
    manager = make.practice_manager(world["fernville"])

    assert seen(manager) == {"Executive of DacCom"}
    assert seen(manager, EDIT) == set()


def test_the_lmc_sees_those_of_the_county_alone_e13(world):
    observer = make.lmc_observer(world["west"])

    assert seen(observer) == {COUNTY}
    assert seen(observer, EDIT) == set()


def test_an_auditor_sees_all_and_an_administrator_none_e13(world):
    assert len(seen(make.auditor())) == 4
    assert seen(make.auditor(), EDIT) == set()
    assert seen(make.administrator()) == set()


def test_a_seat_shows_the_body_to_who_may_look_at_meetings_and_gives_no_more_e13(world):
    lynn, nobody = make.finance_officer(world["west"]), make.person()
    for who in (lynn, nobody):
        make.seat(who, world["group"], affiliation="PCT")

    assert seen(lynn) == {COUNTY, BOARD, "Executive of DacCom"}
    assert seen(lynn, EDIT) == {COUNTY, BOARD}
    assert seen(nobody) == set()


def test_a_seat_that_is_over_shows_nothing_more_e13(world):
    lynn = make.finance_officer(world["west"])
    make.seat(lynn, world["group"], to_date=date(2007, 3, 12))

    assert seen(lynn) == {COUNTY, BOARD}


def test_who_is_in_the_list_of_a_meeting_sees_that_meeting_alone_e13(world):
    steve = make.finance_officer(world["west"])
    meeting = world["group"].meetings.get()
    make.meeting(world["group"], day=date(2007, 4, 4))
    make.attendance(meeting, steve, How.BY_INVITATION)

    shown = Meeting.objects.visible_to(steve).filter(body=world["group"])

    assert list(shown) == [meeting]
    assert not Body.objects.visible_to(steve).filter(pk=world["group"].pk).exists()
    assert Attendance.objects.visible_to(steve).count() == 1
