"""Giving unassigned lines to a practice: what may be given to whom, and what is refused (B06)."""

from datetime import date

import pytest

from activity.models import ActivityLine, HandAssignment, State, Submission
from activity.services.assigning import (
    NoSuchLine,
    NotAssigned,
    assign_lines,
    take_back_assignments,
)
from activity.services.publication import NeedsReason, publish_submission
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)


@pytest.fixture(autouse=True)
def nobody():
    return make.nobodys_code()


def codes_of(submission):
    """The code of each line of a file, by its cost."""
    lines = ActivityLine.objects.filter(submission_id=submission.pk)
    return {int(line.actual_cost): make.line_code(line) for line in lines}


def june(*lines):
    """Month 6 of Fernville with 1,000, and 200 of nobody; the code of each line by its cost."""
    fernville = make.practice("Fernville Surgery")
    lines = lines or [make.line(None, cost=200)]
    return fernville, codes_of(make.published_file([make.line(fernville), *lines]))


def assign(codes, practice, by=None, reason="Their patients"):
    return assign_lines(
        codes=codes, practice=practice, reason=reason, on=TODAY, by=by or make.finance_officer()
    )


def test_an_assigned_line_queues_a_new_reading_of_the_file_that_holds_it_b06():
    fernville, codes = june()

    [again] = assign([codes[200]], fernville)

    first = Submission.objects.exclude(pk=again.pk).get()
    assert again.delivery == first.delivery
    assert (again.state, first.state) == (State.RECEIVED, State.PUBLISHED)
    assert HandAssignment.objects.get().practice == fernville


def test_a_reading_that_waited_makes_way_for_the_next_b06():
    fernville, codes = june(make.line(None, cost=200), make.line(None, cost=300, specialty="110"))
    [second] = assign([codes[200]], fernville)

    [third] = assign([codes[300]], fernville)

    second.refresh_from_db()
    assert (second.state, third.state) == (State.DISCARDED, State.RECEIVED)
    assert third.delivery == second.delivery


def test_lines_are_given_to_a_practice_of_their_locality_alone_b06():
    _, codes = june()
    parkbury = make.practice("Parkbury", in_=make.locality("St Albans"), code="Y90009")

    with pytest.raises(NotAssigned) as refusal:
        assign([codes[200]], parkbury)

    assert str(refusal.value) == (
        "Parkbury (Y90009) was not open in Dacorum in September 2006. Choose a practice that was"
    )
    assert not HandAssignment.objects.exists()


def test_lines_are_given_to_a_practice_that_was_open_in_their_month_alone_b06():
    _, codes = june()
    opened_later = make.practice("New Surgery", opened=date(2006, 10, 1))
    closed_before = make.practice("Old Surgery", closed=date(2006, 8, 31))

    for practice in (opened_later, closed_before):
        with pytest.raises(NotAssigned, match="was not open in Dacorum in September 2006"):
            assign([codes[200]], practice)


def test_an_opening_figure_needs_a_practice_that_was_there_in_all_its_months_b06():
    fernville = make.practice("Fernville Surgery")
    since_june = make.practice("New Surgery", opened=date(2006, 6, 1))
    before = make.line(None, month=5, cost=900, opening=True)
    codes = codes_of(make.published_file([make.line(fernville), before]))

    with pytest.raises(NotAssigned, match="was not open in Dacorum in April 2006"):
        assign([codes[900]], since_june)
    assert len(assign([codes[900]], fernville)) == 1


def test_a_line_that_names_its_practice_is_not_assigned_by_hand_b06():
    fernville, codes = june()

    with pytest.raises(NotAssigned, match="names its practice itself"):
        assign([codes[1000]], fernville)


def test_a_reason_of_spaces_is_none_b06():
    fernville, codes = june()

    with pytest.raises(NotAssigned, match="Say in one line why"):
        assign([codes[200]], fernville, reason="  ")


def test_the_lines_of_another_pct_are_not_there_b06():
    east = make.commissioner("East and North Hertfordshire")
    stevenage = make.locality("Stevenage", pct=east)
    stanmore = make.practice("Stanmore", in_=stevenage)
    codes = codes_of(
        make.published_file([make.line(stanmore), make.line(None, cost=200, in_=stevenage)])
    )

    with pytest.raises(NoSuchLine):
        assign([codes[200]], stanmore, by=make.finance_officer())
    assert len(assign([codes[200]], stanmore, by=make.finance_officer(east))) == 1


def test_all_lines_are_assigned_or_none_b06():
    fernville, codes = june()

    with pytest.raises(NoSuchLine):
        assign([codes[200], "L1-0607-M06-0123456789"], fernville)

    assert not HandAssignment.objects.exists()


def test_what_is_assigned_to_nobody_is_not_taken_back_b06():
    fernville, codes = june()
    finance = make.finance_officer()
    details = {"codes": [codes[200]], "reason": "A slip", "on": TODAY, "by": finance}

    with pytest.raises(NotAssigned, match="there is nothing to take back"):
        take_back_assignments(**details)

    assign([codes[200]], fernville, by=finance)
    take_back_assignments(**details)
    assert [word.practice for word in HandAssignment.objects.order_by("pk")] == [fernville, None]


def test_a_file_read_before_a_word_was_said_asks_before_it_counts_b06():
    fernville, _ = june()
    restated = make.staged_file([make.line(fernville), make.line(None, cost=200)])
    make.hand_assignment(make.line_of(restated), fernville)

    with pytest.raises(NeedsReason, match="assigned by hand, or taken back, since it was read"):
        publish_submission(submission=restated, known_from=TODAY, by=make.operator())


def test_a_staged_file_of_the_same_month_is_read_again_too_b06():
    fernville, codes = june()
    restated = make.staged_file([make.line(fernville, cost=1100), make.line(None, cost=200)])

    readings = assign([codes[200]], fernville)

    restated.refresh_from_db()
    assert len(readings) == 2
    assert restated.state == State.DISCARDED
    assert readings[-1].delivery == restated.delivery
