"""An old file that is read again leaves alone what later files hold, by figures by hand.

Dacorum in June: Fernville £100, Parkwood £40 and unassigned £7; then Fernville sends £150 alone.
Read again, the first file has £47 for Parkwood, and nothing unassigned.
"""

import pytest

from activity.models import InForce, Move, Notice, Submission
from activity.queries.changes import changes
from activity.services import recompute
from activity.services.publication import NotPublished, publish_submission
from budgets.models import StatedPosition
from budgets.queries.book import read_book
from budgets.queries.positions import position
from budgets.services.stated import compare_stated
from pbc.core.values import Scope
from tests import make
from tests.budgets.test_practices_alone import (
    LAST,
    SECOND,
    THIRD,
    alone,
    named,
    spent,
    take_back,
    whole,
)
from tests.pages import reviewed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


@pytest.fixture
def first():
    """The two practices, each with a budget of £1,200 for the year, and the first file."""
    for name in ("Fernville", "Parkwood"):
        make.budget_entry(make.practice(name), amount=1200)
    return whole()


def read_again(first, *, fernville=100, parkwood=47, months=(6,)):
    """The same delivery read once more, ready to publish."""
    lines = [
        make.line(named(name), month=month, cost=cost)
        for month in months
        for name, cost in (("Fernville", fernville), ("Parkwood", parkwood))
    ]
    return make.staged_file(lines, again=first)


def publish(staged, **details):
    return publish_submission(submission=staged, known_from=THIRD, by=make.operator(), **details)


def test_a_file_read_again_leaves_a_practices_later_month_alone_b06(first):
    alone("Fernville", 150)

    publish(read_again(first))

    assert spent() == {"Fernville": 150, "Parkwood": 47}
    assert spent(SECOND) == {"Fernville": 150, "Parkwood": 40, "Unassigned": 7}
    stands = position(read_book(year=2006, known_on=LAST), Scope("county"), 6)
    assert (stands.actual, stands.unassigned) == (197, 0)


def test_the_later_file_taken_back_the_file_read_again_counts_there_g06(first):
    part = alone("Fernville", 150)
    again = publish(read_again(first, fernville=103))

    assert take_back(part, LAST) == 1
    assert spent() == {"Fernville": 103, "Parkwood": 47}
    assert take_back(part, LAST, redo=True) == 1
    assert spent() == {"Fernville": 150, "Parkwood": 47}
    assert take_back(again, LAST) == 1
    assert spent() == {"Fernville": 150, "Parkwood": 40, "Unassigned": 7}
    assert take_back(again, LAST, redo=True) == 1
    assert spent() == {"Fernville": 150, "Parkwood": 47}


def test_of_two_later_files_the_one_that_stands_comes_before_the_file_read_again(first):
    alone("Fernville", 150)
    last = alone("Fernville", 160, on=THIRD)
    publish(read_again(first))

    take_back(last, LAST)

    assert spent() == {"Fernville": 150, "Parkwood": 47}


def test_a_later_file_is_brought_back_over_one_read_again_meanwhile_g06(first):
    part = alone("Fernville", 150)
    take_back(part, THIRD)
    publish(read_again(first, fernville=103))
    assert spent() == {"Fernville": 103, "Parkwood": 47}

    take_back(part, LAST, redo=True)

    assert spent() == {"Fernville": 150, "Parkwood": 47}


def test_a_file_that_was_withdrawn_comes_as_of_the_day_on_which_it_is_sent_again_g06(first):
    alone("Fernville", 150)
    take_back(first, THIRD)
    assert spent() == {"Fernville": 150}

    publish(read_again(first, fernville=103), reason="It was right after all")

    assert spent() == {"Fernville": 103, "Parkwood": 47}
    assert take_back(first, LAST, redo=True) == 1  # and with it its place before Fernville's own
    assert spent() == {"Fernville": 150, "Parkwood": 47}


def test_a_month_replaced_since_it_was_read_again_is_left_alone_as_well(first):
    both = whole(month=7, again=first)
    again = read_again(both, months=(6, 7))
    later = whole(200, 60, on=SECOND, month=7)

    publish(again, reason="Checked with the trust")

    assert spent() == {"Fernville": 100, "Parkwood": 47}
    assert spent(month=7) == {"Fernville": 300, "Parkwood": 107, "Unassigned": 7}
    take_back(later, LAST)
    assert spent(month=7) == {"Fernville": 200, "Parkwood": 87, "Unassigned": 7}


def test_a_file_read_again_that_later_files_hold_whole_has_nothing_to_publish(first):
    again = read_again(first)
    whole(110, 50, on=SECOND)

    with pytest.raises(NotPublished, match="Later files hold all that it covers"):
        publish(again, reason="Checked")

    assert InForce.objects.filter(move=Move.PUBLISHED).count() == 2


def test_what_stays_is_neither_lost_nor_asked_about(first):
    alone("Fernville", 150)
    staged = read_again(first, fernville=1)

    review = reviewed(staged)

    assert review.asks == []
    [row] = review.months.rows
    assert (row.before, row.after, row.lines_changed) == (47, 47, 2)
    assert review.heading == "£47 for Dacorum is ready to publish"


def test_the_page_says_in_words_what_stays_before_and_after_it_is_published(first):
    alone("Fernville", 150)
    staged = read_again(first)
    stays = "Fernville, month 6 of 2006/07 stays as its own file of 10 March 2007 has it"

    waits = reviewed(staged)
    publish(staged)
    stands = reviewed(Submission.objects.get(pk=staged.pk))

    assert f"{stays}." in waits.consequences
    assert stays in [fact.value for fact in stands.understood]
    assert stands.heading == "£47 for Dacorum is published"
    assert "Fernville, month 6 of 2006/07: no change, a later file holds it." in (
        stands.undo_consequences
    )


def test_what_it_will_read_is_worked_out_with_what_stays(first):
    """Budget of June £100 each; spent £150 and £47."""
    alone("Fernville", 150)

    waits = reviewed(read_again(first))

    assert waits.consequences[0].startswith("Dacorum reads £3 under, 1.5%, to month 6")


def test_the_line_by_line_comparison_is_of_what_moves_b22(first):
    alone("Fernville", 150)
    again = publish(read_again(first, fernville=90))

    found, lines = changes(again)

    assert (found.total_before, found.total_after) == (47, 47)
    assert sorted(line["difference"] for line in lines) == [-7, 7]


def test_all_that_was_stated_and_rolled_up_derives_again(first):
    part = alone("Fernville", 150)
    again = publish(read_again(first))
    take_back(part, LAST)

    assert not compare_stated().examples
    assert not recompute.recompute_roll_ups(by=make.operator()).differences
    stated = StatedPosition.objects.filter(submission=again, kind="practice")
    assert [row.code for row in stated] == [named("Parkwood").code]


def test_who_has_the_practice_whose_month_stays_is_not_told_g01(first):
    fernville = make.practice_manager(named("Fernville"))
    parkwood = make.practice_manager(named("Parkwood"))
    alone("Fernville", 150)
    staged = read_again(first)

    publish(staged)

    assert Notice.objects.filter(submission=staged, person=parkwood).exists()
    assert not Notice.objects.filter(submission=staged, person=fernville).exists()
