"""Positions: plan against fact, derived from a book. Plus is over."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from budgets.forecast import Forecast
from budgets.queries import beside, lines
from budgets.queries.lines import Line
from budgets.queries.outturn import foretold
from budgets.queries.own import NOTHING, derived, own_of
from budgets.reading import read_year
from pbc.core import money
from pbc.core.values import Scope


@dataclass(frozen=True)
class Position:
    """Where a scope stands: spend against the same months of its budget, as known on one day.

    Year to date to `month`, of the slices that are held; `missing` names the rest and
    `budget_missing` is their budget. Money in pounds.
    """

    scope: Scope
    name: str
    year: int
    month: int
    known_on: date
    missing: tuple[str, ...]
    budget_missing: Decimal
    original_budget: Decimal
    savings_plan: Decimal
    has_budget: bool
    budget_complete: bool
    actual: Decimal
    unassigned: Decimal
    unassigned_beside: Decimal
    unassigned_rule: str
    parked: Decimal
    below_the_line: Decimal
    plan_activity: Decimal
    actual_activity: Decimal
    allocation: Decimal | None
    control_total: Decimal | None
    other_spend: Decimal
    over_control_total: Decimal | None
    over_break_even: Decimal | None
    reading: str
    full_year_budget: Decimal
    forecast: Forecast | None
    by_heading: tuple[Line, ...]
    by_practice: tuple[Line, ...]
    by_month: tuple[Line, ...]
    months_known: tuple[int, ...]

    @property
    def complete(self):
        """Whether every month of every locality in it is known, and any month is at all."""
        return not self.missing and bool(self.months_known)

    @property
    def budget(self):
        """The budget in force: the original one with the savings plan taken off."""
        return self.original_budget + self.savings_plan

    @property
    def overspend(self):
        """Spend less budget; None where no budget has been set. Plus is over."""
        return self.actual - self.budget if self.has_budget else None

    @property
    def overspend_percent(self):
        """Of the budget, exact; a percentage of nothing is None."""
        return money.percent(self.overspend, self.budget)

    @property
    def overspend_before_savings_plan(self):
        """Spend less the original budget, as if there were no savings plan."""
        return self.actual - self.original_budget if self.has_budget else None


def position(book, scope, month):
    """Derive the position of one scope to one month from a book."""
    return position_of(own_of(book, scope, month))


@derived
def position_of(own):
    """Put together the position of what is a scope's own."""
    held = [given for given in own.given if given.held]
    original = sum((given.original for given in held), NOTHING)
    budget = sum((given.budget for given in held), NOTHING)
    return Position(
        scope=own.scope,
        name=own.territory.name,
        year=own.book.year,
        month=own.month,
        known_on=own.book.known_on,
        missing=own.missing,
        budget_missing=sum((g.budget for g in own.given if not g.held), NOTHING),
        original_budget=original,
        savings_plan=budget - original,
        has_budget=own.has_budget,
        budget_complete=own.budget_complete,
        actual=own.sum_spent("actual_cost"),
        unassigned=own.unassigned,
        unassigned_beside=beside.unassigned_beside(own),
        unassigned_rule=settings.PBC_UNASSIGNED_TO_GROUPS,
        parked=beside.parked(own),
        below_the_line=beside.below_the_line(own),
        plan_activity=own.sum_spent("plan_activity"),
        actual_activity=own.sum_spent("actual_activity"),
        full_year_budget=own.full_year_budget,
        by_heading=lines.by_heading(own),
        by_practice=lines.by_practice(own),
        by_month=lines.by_month(own),
        months_known=tuple(m for m in range(1, own.month + 1) if own.holds_whole(m)),
        **_against_limits(own, budget),
    )


def _against_limits(own, budget_held):
    """The year foretold, and set against its allocation and control total."""
    year, limits = foretold(own, budget_held), beside.targets(own)
    read = read_year(
        forecast=year.outturn if year else None,
        other_spend=limits.get("other_spend", NOTHING),
        allocation=limits.get("allocation"),
        control_total=limits.get("control_total"),
        budget=own.full_year_budget if own.has_budget else None,
    )
    return {
        "forecast": year,
        "allocation": limits.get("allocation"),
        "control_total": limits.get("control_total"),
        "other_spend": limits.get("other_spend", NOTHING),
        "over_control_total": read.over_control_total,
        "over_break_even": read.over_break_even,
        "reading": read.reading,
    }
