"""What a group agreed that its practices check, and what a published month makes of it (B14)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.services.publication import redo_submission, withdraw_submission
from budgets.checks import services
from budgets.models import AgreedCheck, Check
from meetings.models import Action, State
from meetings.services import close_action, close_check, drop_action, reopen_action
from pbc.core.models import Role
from pbc.core.values import Figure
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
PUBLISHED, LATER = date(2007, 3, 9), date(2007, 3, 12)


def daccom(*names):
    """Practices of DacCom by these names."""
    return [make.practice(name, group=make.group()) for name in names]


def month(*practices, month=6, on=PUBLISHED, **details):
    """Publish a month of these practices."""
    lines = [make.line(practice, month=month) for practice in practices]
    return make.published_file(lines, on=on, reason="Sent again", **details)


def asked():
    """[(practice, month, text)] of what is asked."""
    rows = Check.objects.order_by("practice__name", "year", "month", "pk")
    return [(one.practice.name, one.month, one.agreed.text) for one in rows]


def states():
    return {one.practice.name: one.action.state for one in Check.objects.order_by("pk")}


def test_a_published_month_gives_each_practice_its_checks_with_a_due_day_b14():
    fernville, parkwood = daccom("Fernville", "Parkwood")
    make.agreed_check("Are the admissions ours?", heading=make.heading("Elective"), days=10)
    make.agreed_check("Look for a month that swings", days=14)

    month(fernville, parkwood)

    assert asked() == [
        ("Fernville", 6, "Are the admissions ours?"),
        ("Fernville", 6, "Look for a month that swings"),
        ("Parkwood", 6, "Are the admissions ours?"),
        ("Parkwood", 6, "Look for a month that swings"),
    ]
    action = Action.objects.get(text="Are the admissions ours?", practice=fernville)
    assert (action.due, action.due_typed) == (date(2007, 3, 19), "19 March 2007")
    assert (action.owner_role, action.asks_finding) == (Role.PRACTICE_MANAGER, True)
    assert action.about_said == "Fernville, Elective, months 1 to 6 of 2006/07"
    figure = Figure.of(action.about)
    assert (figure.scope.code, figure.month, figure.heading) == (fernville.code, 6, "ELECTIVE")


def test_only_members_of_that_day_are_asked_and_only_by_their_own_group_b14():
    fernville, parkwood = daccom("Fernville", "Parkwood")
    outside = make.practice("Haverfield")
    make.membership(outside, make.group(), from_date=date(2007, 4, 1))
    left = make.practice("Lockers Park")
    make.membership(left, make.group(), to_date=date(2006, 12, 31))
    other = make.practice("Red House", group=make.group("Red House"))
    make.agreed_check()

    month(fernville, parkwood, outside, left, other)

    assert [name for name, *_ in asked()] == ["Fernville", "Parkwood"]


def test_a_file_of_several_months_asks_about_the_last_alone_b14():
    [fernville] = daccom("Fernville")
    make.agreed_check(from_date=date(2006, 4, 1))

    make.published_file([make.line(fernville, month=number) for number in range(1, 7)])

    assert [number for _, number, _ in asked()] == [6]


def test_months_that_are_sent_again_ask_nothing_of_what_lies_behind_the_last_b14():
    [fernville] = daccom("Fernville")
    make.agreed_check(from_date=date(2006, 4, 1))
    four_to_six = [make.line(fernville, month=number) for number in (4, 5, 6)]
    make.published_file(four_to_six)
    month(fernville, on=LATER)

    make.published_file(
        [make.line(fernville, month=number) for number in (4, 5)], on=LATER, reason="Read again"
    )

    assert [number for _, number, _ in asked()] == [6]


def test_what_is_agreed_from_a_month_that_is_published_asks_nothing_of_it_b14():
    fernville, parkwood = daccom("Fernville", "Parkwood")
    month(fernville, parkwood)
    make.agreed_check(from_date=date(2006, 9, 1))

    month(fernville, parkwood, on=LATER)
    asked_of_six = asked()
    month(fernville, parkwood, month=7, on=LATER)

    assert asked_of_six == []
    assert [number for _, number, _ in asked()] == [7, 7]


def test_a_file_of_one_practice_alone_does_not_make_its_neighbours_month_old_b14():
    fernville, parkwood = daccom("Fernville", "Parkwood")
    make.agreed_check()

    for practice in (fernville, parkwood, fernville):
        line = make.line(practice, month=6)
        alone = [(2006, 6, line.locality, practice)]
        make.published_file([line], covers=alone, on=LATER, reason="Sent alone")

    assert asked() == [
        (name, 6, "Look at the new admissions") for name in ("Fernville", "Parkwood")
    ]


@pytest.mark.parametrize(("span", "found"), [((9, None), 1), ((10, None), 0), ((4, 8), 0)])
def test_what_is_agreed_holds_from_month_to_month_b14(span, found):
    [fernville] = daccom("Fernville")
    first, last = span
    until = last and date(2006, last, 28)
    make.agreed_check(from_date=date(2006, first, 1), to_date=until)

    month(fernville)

    assert len(asked()) == found


def test_a_restated_month_asks_nothing_twice_and_keeps_what_was_done_b14():
    fernville, parkwood = daccom("Fernville", "Parkwood")
    make.agreed_check()
    month(fernville, parkwood)
    done = Action.objects.get(practice=fernville)
    close_action(action=done, on=LATER, by=make.operator())

    month(fernville, parkwood, on=LATER)

    assert len(asked()) == 2
    assert states() == {"Fernville": State.DONE, "Parkwood": State.OPEN}


def test_a_withdrawn_month_says_so_and_redo_asks_again_b14():
    fernville, parkwood, haverfield = daccom("Fernville", "Parkwood", "Haverfield")
    make.agreed_check()
    file = month(fernville, parkwood, haverfield)
    by = make.operator()
    done, dropped = (Action.objects.get(practice=one) for one in (parkwood, haverfield))
    close_check(action=done, finding="FOUND", said="Two are not ours", on=LATER, by=by)
    drop_action(action=dropped, version=1, reason="Closed that month", on=LATER, by=by)
    before = states()

    withdraw_submission(submission=file, reason="The wrong year", on=LATER, by=by)

    assert states() == {**before, "Fernville": State.DROPPED}
    assert {one.withdrawn_on for one in Check.objects.all()} == {LATER}
    note = Action.objects.get(practice=fernville).notes.get()
    assert note.said == "The figures of its month were withdrawn: The wrong year"

    redo_submission(submission=file, reason="It was right", on=LATER, by=by)

    assert states() == before
    assert {one.withdrawn_on for one in Check.objects.all()} == {None}


def test_what_comes_back_has_all_its_days_again_and_says_so_b14():
    [fernville] = daccom("Fernville")
    make.agreed_check(days=14)
    file, by = month(fernville), make.operator()
    withdraw_submission(submission=file, reason="Wrong", on=LATER, by=by)

    redo_submission(submission=file, reason="It was right", on=date(2007, 5, 1), by=by)

    action = Action.objects.get()
    assert (action.due, action.due_typed) == (date(2007, 5, 15), "15 May 2007")
    said = action.notes.order_by("pk").last().said
    assert said == "The figures of its month are back: due on 15 May 2007 now"


def test_what_somebody_dropped_meanwhile_and_who_left_is_not_asked_again_b14():
    fernville, parkwood, haverfield = daccom("Fernville", "Parkwood", "Haverfield")
    make.agreed_check()
    file, by = month(fernville, parkwood, haverfield), make.operator()
    withdraw_submission(submission=file, reason="Wrong", on=LATER, by=by)
    dropped = reopen_action(action=Action.objects.get(practice=parkwood), on=LATER, by=by)
    drop_action(action=dropped, version=dropped.version, reason="Not worth it", on=LATER, by=by)
    haverfield.memberships.update(known_until=date(2007, 3, 31))

    redo_submission(submission=file, reason="It was right", on=date(2007, 5, 1), by=by)

    assert states() == {
        "Fernville": State.OPEN,
        "Parkwood": State.DROPPED,
        "Haverfield": State.DROPPED,
    }
    assert {one.withdrawn_on for one in Check.objects.all()} == {None}


def test_checks_are_locked_before_it_is_asked_which_of_them_were_taken_back_b14():
    [fernville] = daccom("Fernville")
    make.agreed_check()
    month(fernville)

    with CaptureQueriesContext(connection) as ran:
        month(fernville, on=LATER)

    [locking] = [
        one["sql"]
        for one in ran
        if "FOR UPDATE" in one["sql"] and 'FROM "budgets_check"' in one["sql"]
    ]
    assert "withdrawn_on" not in locking.split("WHERE")[1]


def test_a_withdrawn_month_that_is_sent_again_asks_again_and_nothing_twice_b14():
    [fernville] = daccom("Fernville")
    make.agreed_check()
    file = month(fernville)
    withdraw_submission(submission=file, reason="Wrong", on=LATER, by=make.operator())

    month(fernville, on=LATER)

    assert (len(asked()), states()) == (1, {"Fernville": State.OPEN})


def test_a_restatement_that_is_withdrawn_leaves_the_checks_of_the_version_before_b14():
    [fernville] = daccom("Fernville")
    make.agreed_check()
    month(fernville)
    again = month(fernville, on=LATER)

    withdraw_submission(submission=again, reason="Wrong", on=LATER, by=make.operator())

    assert states() == {"Fernville": State.OPEN}


def test_what_was_asked_stays_when_something_else_is_agreed_b14():
    [fernville] = daccom("Fernville")
    agreed = make.agreed_check()
    month(fernville)

    services.change_check(
        agreed=agreed, version=1, days=30, to_date=date(2006, 9, 30), by=make.operator()
    )
    month(fernville, month=7, on=LATER)

    assert [number for _, number, _ in asked()] == [6]
    assert Action.objects.get().due == date(2007, 3, 23)
    assert AgreedCheck.objects.get().days == 30


def test_a_publication_costs_the_same_few_statements_however_many_practices_b14():
    make.agreed_check()
    make.agreed_check("Look for a month that swings")
    few = daccom("Fernville", "Parkwood")
    two = _statements(lambda: month(*few))
    many = [*few, *daccom(*(f"Practice {number}" for number in range(8)))]

    ten = _statements(lambda: month(*many, month=7))

    assert len(asked()) == 4 + 20
    assert two == ten


def _statements(publish):
    """Statements about checks and actions in a publication."""
    with CaptureQueriesContext(connection) as ran:
        publish()
    mine = ("budgets_check", "budgets_agreedcheck", "meetings_action", "groupmembership")
    return sum(any(name in query["sql"] for name in mine) for query in ran)
