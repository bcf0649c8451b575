"""Spending for tests of positions: evenly over months, and Dacorum as it stood at month 6."""

from budgets.models import Kind
from pbc.core import money
from tests import make

MONTHS = range(1, 7)
FIRST_HALF = (1,) * 6 + (0,) * 6


def spent(practice, total, *, months=MONTHS, **details):
    """Lines of a practice, or of nobody, that share a total evenly over months."""
    each = money.shares(total, (1,) * len(months))
    costs = zip(months, each, strict=True)
    return [make.line(practice, month=month, cost=cost, **details) for month, cost in costs]


def dacorum_at_month_6():
    """Budget £33.295m less a savings plan of £1.19m; spend £33.325m, £1.0m of it nobody's."""
    first, second = make.practice("Fernville Surgery"), make.practice("Parkwood Surgery")
    for practice, amount, plan in ((first, 20_000_000, 700_000), (second, 13_295_000, 490_000)):
        make.budget_entry(practice, amount=amount, phasing=FIRST_HALF)
        make.budget_entry(practice, amount=-plan, phasing=FIRST_HALF, kind=Kind.SAVINGS_PLAN)
    make.published_file(
        spent(first, 19_500_000) + spent(second, 12_825_000) + spent(None, 1_000_000)
    )
    return make.locality("Dacorum")
