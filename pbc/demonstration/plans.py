"""The invented plans: budgets by practice, month and point of delivery, and what is to be hit."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pbc.core import periods
from pbc.core.money import shares
from pbc.demonstration.chance import wobble
from pbc.demonstration.organisations import LOCALITIES, YEAR

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Target:
    """What a PCT or locality was given for the year, and the over- or underspend that it must
    hit. Plus is over."""

    kind: str
    code: str
    allocation: Decimal
    control_total: Decimal


TARGETS = (
    Target("locality", "DAC", Decimal("66990000.00"), Decimal("-790000.00")),
    Target("pct", "5P4", Decimal("255740000.00"), Decimal("6500000.00")),
    Target("pct", "5P3", Decimal("173500000.00"), Decimal("3500000.00")),
)


@cache
def weight(practice, care):
    """How much a practice needs of a kind of care: by its patients, and a little by chance."""
    return practice.patients * care.share * wobble(60, practice.code, care.code)


def month_budget(locality, month):
    """The budget of a locality in a month, and what its savings plan takes off. Both by working
    days, to the penny."""
    days = periods.working_days(YEAR, month)
    saved = locality.savings * days if month in locality.savings_months else 0
    return locality.budget * days, -saved


@cache
def budgets(locality):
    """{(month, practice code, point of delivery): (budget, savings plan)} of twelve months."""
    cells = [(practice, care) for practice in locality.practices for care in locality.cares]
    weights = [weight(*cell) for cell in cells]
    found = {}
    for month in periods.MONTHS:
        parts = [shares(amount, weights) for amount in month_budget(locality, month)]
        for (practice, care), *amounts in zip(cells, *parts, strict=True):
            found[month, practice.code, care.code] = tuple(amounts)
    return found


def budget_to_date(locality, months):
    """The budget of some months with the savings plan taken off."""
    return sum((sum(month_budget(locality, month)) for month in months), NOTHING)


def rows():
    """Every budget of the year, as a folder of reference has them."""
    for locality in LOCALITIES:
        for (month, practice, care), (budget, savings) in budgets(locality).items():
            yield locality, month, practice, care, budget, savings
