"""What the review of a file says about the plan figures inside it."""

import pytest

from budgets.queries.review import plan_against_the_ledger
from tests import make

pytestmark = pytest.mark.django_db


def warnings(submission):
    return [problem.code for problem in plan_against_the_ledger(submission)]


def test_a_plan_that_is_not_the_ledgers_is_said_and_the_ledger_stays():
    practice = make.practice("Fernville Surgery")
    make.budget_entry(practice, amount=120_000, phasing=make.TWELFTHS)

    same = make.staged_file([make.line(practice, month=1, cost=11_000, budget=10_000)])
    other = make.staged_file([make.line(practice, month=1, cost=11_000, budget=9_000)])

    assert warnings(same) == []
    assert warnings(other) == ["plan-differs-from-ledger"]


def test_amounts_a_hundred_times_the_budget_look_like_pence():
    practice = make.practice("Fernville Surgery")
    make.budget_entry(practice, amount=120_000, phasing=make.TWELFTHS)

    pence = make.staged_file([make.line(practice, month=1, cost=1_100_000, budget=1_000_000)])

    assert warnings(pence) == ["amounts-a-hundredfold"]


def test_a_row_that_was_parked_is_no_difference_of_plan():
    practice = make.practice("Fernville Surgery")
    make.budget_entry(practice, amount=120_000, phasing=make.TWELFTHS)
    lines = [make.line(practice, month=1, cost=11_000, budget=9_000)]

    submission = make.staged_file(lines, parked=[{"money": 900, "practice": practice, "month": 1}])

    assert warnings(submission) == []
