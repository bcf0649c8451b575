"""Three variances, never mixed: against plan, break-even and control total. Plus is over."""

from dataclasses import dataclass
from decimal import Decimal


def overspend(*, actual, plan):
    """Spend less the plan for the same months."""
    return actual - plan


def over_break_even(*, forecast, other_spend, allocation):
    """What the year is heading for, with the spend that no feed brings, less what there is."""
    return forecast + other_spend - allocation


def over_control_total(*, over_break_even, control_total):
    """What is over break-even less the overspend planned; a planned underspend is minus."""
    return over_break_even - control_total


def planned(control_total):
    """What a control total plans, in words."""
    if control_total == 0:
        return "planned break-even"
    return "planned overspend" if control_total > 0 else "planned underspend"


@dataclass(frozen=True)
class Reading:
    """A year against its limits, in pounds; `reading` says what was read as which limit."""

    over_break_even: Decimal | None
    over_control_total: Decimal | None
    reading: str


def read_year(*, forecast, other_spend, allocation, control_total, budget):
    """Set a year's forecast against its allocation and control total, and say which stand in.

    All are for the whole year, None where not known or not set. Without an allocation the budget
    stands for it, without a control total 0 does; with neither set there is nothing to be over.
    """
    nothing = _why_nothing(forecast, allocation, control_total, budget)
    if nothing:
        return Reading(None, None, nothing)
    limit = budget if allocation is None else allocation
    over = over_break_even(forecast=forecast, other_spend=other_spend, allocation=limit)
    over_control = over_control_total(over_break_even=over, control_total=control_total or 0)
    return Reading(over, over_control, _what_stands_in(allocation, control_total))


def _why_nothing(forecast, allocation, control_total, budget):
    if allocation is None and control_total is None:
        return "no allocation or control total is set"
    if allocation is None and budget is None:
        return "no allocation is set, and no budget is known to stand for it"
    if forecast is None:
        return "no month is known yet to forecast the year from"
    return None


def _what_stands_in(allocation, control_total):
    if allocation is None:
        return "no allocation is set: the budget stands for it"
    if control_total is None:
        return "no control total is set: 0 stands for it"
    return "against the allocation and the control total as set"
