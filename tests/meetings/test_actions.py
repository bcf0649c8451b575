"""Actions: owner, text and due; late by days; closed, dropped, opened again, with who and why."""

from datetime import date

import pghistory
import pytest
from django.db import IntegrityError, transaction

from meetings import services
from meetings.models import Action, ActionNote, State
from meetings.queries import words
from meetings.queries.lists import pressing
from meetings.queries.owners import Owner
from pbc.core.models import Role
from pbc.core.versions import ChangedMeanwhile
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)
FIRST_OF_APRIL = date(2007, 4, 1)


def the_four():
    """The summary of actions as its minutes have it: who, and by when."""
    mark, lynn, meena = (make.person(*name) for name in PEOPLE)
    return [
        make.action("Work with individual members of the Executive", owner=mark, due="End-Mar"),
        make.action("Communicate our concerns to the PCT", owner=mark, due="End-Mar"),
        make.action("Inform Suzanne Novak", owner=lynn, due="16 Mar"),
        make.action("Progress discussions with STAHDOC", owner=meena, due="End-April"),
    ]


PEOPLE = (("Mark", "Jones"), ("Lynn", "Dalton"), ("Meena", "Savla"))


def test_four_actions_keep_what_was_typed_and_the_day_that_it_means_e02():
    the_four()

    rows = Action.objects.order_by("pk")

    assert [(str(row.owner), row.due_typed, row.due) for row in rows] == [
        ("Mark Jones", "End-Mar", date(2007, 3, 31)),
        ("Mark Jones", "End-Mar", date(2007, 3, 31)),
        ("Lynn Dalton", "16 Mar", date(2007, 3, 16)),
        ("Meena Savla", "End-April", date(2007, 4, 30)),
    ]


def test_on_1_april_one_is_16_days_late_two_are_1_day_and_one_is_not_e03():
    the_four()

    rows = Action.objects.late_first()

    assert [words.late(row, FIRST_OF_APRIL) for row in rows] == [
        *("16 days late", "1 day late", "1 day late"),
        "",
    ]
    assert len(pressing(Action.objects.all(), FIRST_OF_APRIL)) == 4
    assert len(pressing(Action.objects.all(), TODAY)) == 3


def test_an_action_is_not_late_on_its_day_nor_once_it_is_closed_e03():
    action = make.action(due="16 Mar")

    assert words.late(action, date(2007, 3, 16)) == ""
    closed = services.close_action(action=action, on=date(2007, 3, 20), by=make.operator())
    assert words.late(closed, FIRST_OF_APRIL) == ""


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        (Owner(name="Suzanne Novak"), "Suzanne Novak"),
        (Owner(role=Role.GP_LEAD), "The GP lead of DacCom"),
    ],
)
def test_an_owner_may_be_outside_the_system_or_a_post_e02(owner, said):
    action = make.action(owner=owner)

    assert words.owner(action) == said


@pytest.mark.parametrize(
    "owner", [Owner(), Owner(name="Ann", role=Role.GP_LEAD), Owner(role=Role.PRACTICE_MANAGER)]
)
def test_an_action_has_one_owner_and_a_post_is_of_its_organisation_e02(owner):
    with pytest.raises(IntegrityError, match="exactly_one_owner"), transaction.atomic():
        make.action(owner=owner)


@pytest.mark.parametrize(
    ("typed", "today", "said"),
    [
        ("16 Mar", TODAY, "Due Friday 16 March, in 3 days"),
        ("16 Mar", date(2007, 3, 16), "Due Friday 16 March, today"),
        ("16 Mar", FIRST_OF_APRIL, "was due Friday 16 March"),
        ("End-Mar", TODAY, "Due “End-Mar”: Saturday 31 March"),
        ("16 Jan 2008", TODAY, "Due Wednesday 16 January 2008"),
        ("ASAP", TODAY, "Due “ASAP”"),
        ("", TODAY, "No day given"),
    ],
)
def test_a_due_day_stays_in_the_words_that_were_typed_e02(typed, today, said):
    assert words.due(make.action(due=typed), today) == said


def test_an_action_is_closed_once_and_by_whom_stays_h01():
    ann, peter = make.person("Ann", "Lee"), make.person("Peter", "Sim")
    action = make.action()

    services.close_action(action=action, on=TODAY, by=ann)
    services.close_action(action=action, on=TODAY, by=peter)

    action.refresh_from_db()
    assert (action.state, action.closed_on, action.changed_by) == (State.DONE, TODAY, ann)
    assert [(note.deed, note.by) for note in action.notes.all()] == [("DONE", ann)]


def test_a_dropped_action_says_why_and_can_be_opened_again_h01():
    action = make.action(due="16 Mar")
    by = make.person("Ann", "Lee")

    services.drop_action(
        action=action, version=1, reason="The trust closed the clinic", on=TODAY, by=by
    )
    with pytest.raises(services.NotDone, match="Ann Lee dropped it"):
        services.close_action(action=action, on=TODAY, by=by)
    services.reopen_action(action=action, on=TODAY, by=by)

    action.refresh_from_db()
    assert (action.state, action.closed_on, action.version) == (State.OPEN, None, 3)
    assert [str(note) for note in action.notes.order_by("pk")] == [
        "Dropped: The trust closed the clinic",
        "Opened again: ",
    ]


def test_another_day_and_owner_are_given_with_the_reason_and_say_what_changed_h01():
    action = make.action(owner="Suzanne Novak", due="End-Mar")
    mark = make.person("Mark", "Jones")

    services.change_action(
        action=action,
        version=1,
        owner=Owner(person=mark),
        due_typed="End-April",
        reason="She left",
        on=TODAY,
        by=mark,
    )

    action.refresh_from_db()
    [note] = action.notes.all()
    assert (action.owner, action.due_typed, action.due) == (mark, "End-April", date(2007, 4, 30))
    assert note.said == "She left"
    assert note.change.split("; ") == [
        "Owner: Suzanne Novak, now Mark Jones",
        "Due: “End-Mar”: Saturday 31 March 2007, now “End-April”: Monday 30 April 2007",
    ]


def change(action, version, due_typed, by):
    """Another day for an action."""
    return services.change_action(
        action=action,
        version=version,
        owner=Owner(name="Suzanne Novak"),
        due_typed=due_typed,
        reason="Later",
        on=TODAY,
        by=by,
    )


def test_who_changes_what_somebody_else_changed_is_told_by_whom_and_when_h01():
    action = make.action(due="16 Mar")
    ann, peter = make.person("Ann", "Lee"), make.person("Peter", "Sim")
    change(action, 1, "End-Mar", ann)

    with pytest.raises(ChangedMeanwhile, match=r"^Changed by Ann Lee at \d\d:\d\d, after"):
        change(action, 1, "End-April", peter)

    action.refresh_from_db()
    assert (action.due_typed, action.version) == ("End-Mar", 2)


def test_a_change_that_changes_nothing_is_refused():
    action = make.action(due="16 Mar")

    with pytest.raises(services.NotDone, match="Nothing is different"):
        change(action, 1, "16 Mar", make.operator())


def test_every_change_is_signed_with_who_and_which_deed_h01():
    by = make.person("Ann", "Lee")
    action = make.action(by=by)

    services.close_action(action=action, on=TODAY, by=by)

    told = pghistory.models.Events.objects.tracks(action).order_by("pgh_created_at")
    assert [event.pgh_context["deed"] for event in told] == ["raise_action", "close_action"]
    assert {event.pgh_context["user"] for event in told} == {by.pk}


@pytest.mark.parametrize("rows", [ActionNote, Action])
def test_what_was_said_and_done_is_never_removed_h01(rows):
    services.add_note(action=make.action(), note="Rang twice", on=TODAY, by=make.operator())

    with pytest.raises(Exception, match=r"takes no DELETE|permission denied"), transaction.atomic():
        rows.objects.all()._raw_delete("default")
