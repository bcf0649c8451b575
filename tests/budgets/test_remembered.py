"""What a process keeps of what never changes: whatever moves is seen at once."""

from datetime import date

import pytest

from budgets.queries.book import read_book
from budgets.queries.positions import position
from budgets.queries.recent import Recent
from pbc.core.values import Scope
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2007, 3, 13)


def read():
    return read_book(year=2006, known_on=DAY)


def county():
    return position(read(), Scope("county"), 6)


def test_what_is_in_force_is_read_once_and_a_restatement_at_once():
    practice = make.practice()
    make.published_file([make.line(practice, cost=1000)])
    first = read().spend

    assert read().spend is first
    make.published_file([make.line(practice, cost=1250)])
    assert county().actual == 1250


def test_roll_ups_that_were_written_anew_are_read_anew(owner):
    file = make.published_file([make.line(make.practice(), cost=1000)])
    first = read().spend

    owner.execute("SELECT rebuild_roll_ups(%s)", [file.pk])

    assert read().spend is not first
    assert read().spend.cells == first.cells


def test_an_entry_of_the_ledger_counts_at_once():
    practice = make.practice()
    make.published_file([make.line(practice, cost=1000)])
    make.budget_entry(practice, amount=1200)

    assert county().budget == 100
    make.budget_entry(practice, amount=120)
    assert county().budget == 110


def test_another_day_has_its_own_entries():
    practice = make.practice()
    make.budget_entry(practice, amount=1200)
    make.budget_entry(practice, amount=120, known_from=date(2007, 3, 14))

    first = position(read(), Scope("county"), 12)
    then = position(read_book(year=2006, known_on=date(2007, 3, 14)), Scope("county"), 12)

    assert (first.full_year_budget, then.full_year_budget) == (1200, 1320)


def test_the_answer_that_was_not_asked_for_longest_is_let_go():
    recent = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    recent.get("a")
    recent.put("c", 3)

    assert [recent.get(key) for key in "abc"] == [1, None, 3]
