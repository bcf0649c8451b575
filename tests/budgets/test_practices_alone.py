"""A file that somebody says covers the months of some practices alone, by figures by hand.

Dacorum in June: Fernville £100, Parkwood £40 and unassigned £7, until Fernville sends £150 alone.
"""

from datetime import date

import pytest

from activity.models import InForce
from activity.queries.changes import changes
from activity.services import recompute
from activity.services.publication import (
    CountedTwice,
    HistoryMoved,
    NeedsReason,
    NotTakenBack,
    publish_submission,
    redo_submission,
    withdraw_submission,
)
from budgets.models import StatedPosition
from budgets.queries.asked import Asked
from budgets.queries.book import read_book
from budgets.queries.page import position_page
from budgets.queries.positions import position
from budgets.queries.rows import rows_page
from budgets.services.stated import compare_stated
from pbc.core.models import Practice
from pbc.core.values import Scope
from tests import make
from tests.pages import reviewed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

FIRST, SECOND, THIRD, LAST = (date(2007, 3, day) for day in (9, 10, 11, 13))


@pytest.fixture
def dacorum():
    """The two practices, each with a budget of £1,200 for the year, and nothing in force."""
    for name in ("Fernville", "Parkwood"):
        make.budget_entry(make.practice(name), amount=1200)
    return make.locality()


def named(name):
    return Practice.objects.get(name=name)


def whole(fernville=100, parkwood=40, nobody=7, *, on=FIRST, month=6, **details):
    """A file of the whole of Dacorum, published."""
    lines = [
        make.line(named("Fernville"), month=month, cost=fernville),
        make.line(named("Parkwood"), month=month, cost=parkwood),
        make.line(None, month=month, cost=nobody),
    ]
    return make.published_file(lines, on=on, **details)


def alone(name, cost, *, month=6, on=SECOND, publish=True, **details):
    """A file of the month of one practice alone."""
    practice, made = named(name), make.published_file if publish else make.staged_file
    said = {"on": on} if publish else {"received_on": on}
    lines = [make.line(practice, month=month, cost=cost)]
    covers = [(2006, month, make.locality(), practice)]
    return made(lines, covers=covers, **said, **details)


def spent(known_on=LAST, *, month=6, scope=None):
    """What Dacorum spent to a month, its practices and nobody: {name: pounds}."""
    scope = scope or Scope("locality", make.locality().code)
    stands = position(read_book(year=2006, known_on=known_on), scope, month)
    return {line.name: int(line.actual) for line in stands.by_practice if line.actual}


def take_back(submission, on, *, redo=False):
    deed = redo_submission if redo else withdraw_submission
    return deed(submission=submission, reason="It was wrong", on=on, by=make.operator())[1]


def test_a_practices_month_alone_replaces_that_practices_month_and_no_other(dacorum):
    whole()

    alone("Fernville", 150)

    assert spent(FIRST) == {"Fernville": 100, "Parkwood": 40, "Unassigned": 7}
    assert spent() == {"Fernville": 150, "Parkwood": 40, "Unassigned": 7}


def test_a_file_of_the_whole_replaces_a_practices_month_again(dacorum):
    whole()
    alone("Fernville", 150)

    whole(110, 50, on=THIRD)

    assert spent(SECOND) == {"Fernville": 150, "Parkwood": 40, "Unassigned": 7}
    assert spent() == {"Fernville": 110, "Parkwood": 50, "Unassigned": 7}


def test_undone_and_brought_back_each_practice_has_what_was_published_last_for_it_g06(dacorum):
    first = whole()
    part = alone("Fernville", 150)
    later = whole(110, 50, on=THIRD)

    assert take_back(later, LAST) == 2
    assert spent() == {"Fernville": 150, "Parkwood": 40, "Unassigned": 7}
    assert take_back(first, LAST) == 1
    assert spent() == {"Fernville": 150}
    assert take_back(part, LAST) == 1
    assert spent() == {}
    assert take_back(first, LAST, redo=True) == 2
    assert spent() == {"Fernville": 100, "Parkwood": 40, "Unassigned": 7}
    assert take_back(part, LAST, redo=True) == 1
    assert take_back(later, LAST, redo=True) == 2
    assert spent() == {"Fernville": 110, "Parkwood": 50, "Unassigned": 7}
    assert spent(SECOND) == {"Fernville": 150, "Parkwood": 40, "Unassigned": 7}


def test_a_practices_month_alone_is_known_for_that_practice_and_missing_for_the_rest(dacorum):
    alone("Fernville", 150)
    book = read_book(year=2006, known_on=LAST)

    fernville, parkwood, all_of_it = (
        position(book, scope, 6)
        for scope in (
            Scope("practice", named("Fernville").code),
            Scope("practice", named("Parkwood").code),
            Scope("locality", dacorum.code),
        )
    )

    assert (fernville.months_known, fernville.budget, fernville.overspend) == ((6,), 100, 50)
    assert fernville.missing == ("Dacorum: months 1 to 5",)
    assert parkwood.months_known == ()
    assert (all_of_it.actual, all_of_it.budget, all_of_it.budget_missing) == (150, 100, 1100)
    assert all_of_it.missing == ("Dacorum: months 1 to 6",)


def test_a_practices_months_alone_forecast_its_year(dacorum):
    for month in (1, 2, 3):
        alone("Fernville", 150, month=month)

    scope = Scope("practice", named("Fernville").code)
    stands = position(read_book(year=2006, known_on=LAST), scope, 3)

    assert (stands.complete, stands.actual, stands.overspend) == (True, 450, 150)
    assert stands.forecast.by_method["straight-line"] == 1800  # 450 in three months of twelve


def test_what_was_stated_and_rolled_up_derives_again_after_all_of_it(dacorum):
    whole()
    part = alone("Fernville", 150)
    later = whole(110, 50, on=THIRD)
    take_back(later, LAST)
    take_back(part, LAST)

    assert not compare_stated().examples
    assert not recompute.recompute_roll_ups(by=make.operator()).differences


def test_a_practices_month_alone_states_what_it_is_a_part_of_and_nothing_else(dacorum):
    whole()

    part = alone("Fernville", 150)

    stated = {row.kind: row.code for row in StatedPosition.objects.filter(submission=part)}
    assert stated.keys() == {"county", "pct", "locality", "practice"}
    assert stated["practice"] == named("Fernville").code


def test_a_practices_month_is_never_in_force_from_two_files_of_one_feed(dacorum):
    whole()
    hertsmere, fernville = make.locality("Hertsmere"), named("Fernville")
    staged = make.staged_file(
        [make.line(fernville, in_=hertsmere)], covers=[(2006, 6, hertsmere, fernville)]
    )

    with pytest.raises(CountedTwice):
        publish_submission(submission=staged, known_from=LAST, by=make.operator())

    assert InForce.objects.count() == 1


def test_a_practice_that_would_lose_a_fifth_of_its_month_needs_a_reason(dacorum):
    whole()
    staged = alone("Fernville", 79, publish=False)

    with pytest.raises(NeedsReason, match=r"Fernville would fall from £100.00 to £79.00"):
        publish_submission(submission=staged, known_from=LAST, by=make.operator())


def test_a_file_of_the_whole_is_held_against_what_practices_brought_since(dacorum):
    whole(100, 400)
    alone("Fernville", 500)
    lines = [make.line(named("Fernville"), cost=250), make.line(named("Parkwood"), cost=400)]
    staged = make.staged_file(lines, received_on=THIRD)

    with pytest.raises(NeedsReason, match=r"Dacorum would fall from £907.00 to £650.00 in month 6"):
        publish_submission(submission=staged, known_from=LAST, by=make.operator())


def test_history_behind_a_practices_later_month_is_not_loaded(dacorum):
    alone("Fernville", 150, on=THIRD)
    fernville = [make.line(named("Fernville"), cost=100)]
    staged = make.staged_file(fernville, received_on=SECOND)

    with pytest.raises(HistoryMoved, match="history before that day is not loaded"):
        publish_submission(submission=staged, known_from=SECOND, by=make.operator())


def test_a_file_of_the_whole_is_not_taken_back_before_a_practices_later_month(dacorum):
    first = whole()
    alone("Fernville", 150, on=LAST)
    whole(110, 50, on=LAST)

    with pytest.raises(NotTakenBack):
        take_back(InForce.objects.last().submission, THIRD)
    assert take_back(first, LAST) == 0


def test_the_opening_figure_of_a_practice_counts_until_a_month_of_its_own_is_in_force(dacorum):
    """A report of month 6 gives £500 for Fernville and £200 for Parkwood of the five before it."""
    fernville, parkwood = named("Fernville"), named("Parkwood")
    opening = {"month": 5, "opening": True}
    make.published_file(
        [
            make.line(fernville, cost=100),
            make.line(parkwood, cost=40),
            make.line(fernville, cost=500, **opening),
            make.line(parkwood, cost=200, **opening),
        ]
    )
    assert spent() == {"Fernville": 600, "Parkwood": 240}

    alone("Fernville", 120, month=3)

    assert spent() == {"Fernville": 220, "Parkwood": 240}
    stands = position(read_book(year=2006, known_on=LAST), Scope("practice", fernville.code), 6)
    assert stands.missing == ("Dacorum: months 1, 2, 4, 5",)
    assert (stands.budget, stands.budget_missing) == (200, 400)


def test_parked_rows_of_a_practice_go_with_the_file_that_is_in_force_for_it(dacorum):
    fernville = {"practice_id": named("Fernville").pk, "locality_id": dacorum.pk, "month": 6}
    whole(parked=[{"money": 9, **fernville}])

    alone("Fernville", 150, parked=[{"money": 4, **fernville}])

    book = read_book(year=2006, known_on=LAST)
    assert position(book, Scope("locality", dacorum.code), 6).parked == 4


def test_the_rows_behind_a_figure_are_of_both_files_h01(dacorum):
    whole()
    alone("Fernville", 150)
    wanted = Asked(Scope("locality", dacorum.code), LAST, year=2006, month=6)

    page, lines = rows_page(make.auditor(), wanted)

    assert page.total == 197
    assert {(line.practice, int(line.cost)) for line in lines[:]} == {
        ("Fernville", 150),
        ("Parkwood", 40),
        ("", 7),
    }


def test_the_pages_of_the_practice_and_of_the_rest_can_be_read(dacorum):
    alone("Fernville", 150)

    pages = [
        position_page(make.auditor(), Asked(scope, LAST, year=2006))
        for scope in (
            Scope("practice", named("Fernville").code),
            Scope("locality", dacorum.code),
            Scope("county"),
        )
    ]

    assert [mark.state for mark in pages[0].months][5] == "IN"
    assert [page.months[5].state for page in pages[1:]] == ["PART", "PART"]
    assert pages[1].incomplete


def test_the_review_says_whose_month_it_is_and_what_taking_it_back_does(dacorum):
    first = whole()
    staged = alone("Fernville", 150, publish=False)

    waits = reviewed(staged)
    publish_submission(submission=staged, known_from=SECOND, by=make.operator())
    stands = reviewed(staged)

    [row] = waits.months.rows
    assert waits.heading == "£150 for Fernville is ready to publish"
    assert (row.change, row.before, row.after) == ("RESTATED", 100, 150)
    assert any("no other practice, is touched" in said for said in waits.consequences)
    assert stands.undo_consequences[0] == (
        f"Fernville, month 6 of 2006/07: back to submission {first.pk}, report.csv, "
        "with £100, £50.00 less than now."
    )


def test_a_file_of_the_whole_is_compared_with_both_files_before_it_b22(dacorum):
    whole()
    alone("Fernville", 150)
    later = whole(110, 50, on=THIRD)

    found, lines = changes(later)

    assert (found.total_before, found.total_after, found.difference) == (197, 167, -30)
    assert sorted(line["difference"] for line in lines) == [-40, 10]
    assert [row.before for row in reviewed(later).months.rows] == [197]
