"""What a year will come to, from the months that are known. Pure: no rows, no clock.

Like with like: what is known is set against the share of the year that the same months carry, so
that a missing month is not a zero. Outturns are rounded to the penny, half up, once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from budgets.phasing import Phasing, share_of_months, weights
from pbc.core.money import Exact, exact, to_the_penny
from pbc.core.periods import MONTHS, YEAR_END, check_month

STRAIGHT_LINE = "straight-line"
WORKING_DAYS = "working-days"
CALENDAR_DAYS = "calendar-days"
PROFILE = "profile"
RUN_RATE = "run-rate"
BUDGET_PLUS_VARIANCE = "budget-plus-variance"

METHOD_WORDS = {
    STRAIGHT_LINE: "if the months so far repeat",
    WORKING_DAYS: "by working days",
    CALENDAR_DAYS: "by calendar days",
    PROFILE: "by the profile of past years",
    RUN_RATE: "if the last three months go on",
    BUDGET_PLUS_VARIANCE: "if the overspend stops here",
}
SPREAD = (STRAIGHT_LINE, WORKING_DAYS, RUN_RATE)
MONTHS_FOR_A_PROFILE = 3  # the national prescribing method keeps silent in months 1 and 2
MONTHS_FOR_A_RUN_RATE = 3


@dataclass(frozen=True)
class Forecast:
    """A year's outturn in pounds, by one method; `low` and `high` are the spread of several."""

    method: str
    outturn: Decimal
    low: Decimal
    high: Decimal
    range: str = "spread of methods"
    by_method: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """The spend that is known: by month, and months 1 to n together as an opening figure."""

    by_month: Mapping[int, Decimal]
    opening: tuple[int, Decimal] | None = None

    def __post_init__(self):
        """Refuse a month that is both by itself and inside the opening figure."""
        for month in self.by_month:
            check_month(month)
            if month in self.opening_months:
                raise ValueError(f"Month {month} is known by itself and in the opening figure")

    @property
    def opening_months(self):
        """The months that the opening figure holds together."""
        return range(1, self.opening[0] + 1) if self.opening else range(0)

    @cached_property
    def ordinary(self):
        """The amounts known by month, month 13 apart, in order."""
        return [exact(self.by_month[month]) for month in MONTHS if month in self.by_month]

    @cached_property
    def months(self):
        """Every month that is known, by itself or in the opening figure."""
        return {*self.opening_months, *self.by_month} - {YEAR_END}

    @cached_property
    def total(self) -> Fraction:
        """What was spent in the months that are known, month 13 apart."""
        return sum(self.ordinary, exact(self.opening[1] if self.opening else 0))

    @property
    def year_end(self):
        """Month 13, which is counted whole and never scaled up."""
        return exact(self.by_month.get(YEAR_END, 0))


def forecast(
    months: Mapping[int, Decimal],
    *,
    year: int,
    opening: tuple[int, Decimal] | None = None,
    method: str = WORKING_DAYS,
    profile: Sequence[Exact] | None = None,
    budget: Decimal | None = None,
    budget_held: Decimal | None = None,
) -> Forecast | None:
    """Forecast the year from {month: spend} and an opening figure (to_month, spend).

    `profile` is twelve shares of the year; `budget` is the whole year's, `budget_held` that of the
    months known. A method whose data is missing is left out, and working days stand for it: the
    forecast names the method used. Nothing known is None.
    """
    held = Held(months, opening)
    if not held.months:
        return None
    estimates = {
        **{name: _whole_year(held, by) for name, by in _known_weights(year).items()},
        PROFILE: _by_profile(held, profile),
        RUN_RATE: _run_rate(held),
        BUDGET_PLUS_VARIANCE: _budget_plus_variance(held, budget, budget_held),
    }
    return _chosen(method, _to_the_penny(held, estimates))


def together(forecasts, *, method=WORKING_DAYS):
    """Add the forecasts of parts, method by method, each part from the months it holds.

    Only methods that every part has are added. A part without a forecast (None) is not in the sum,
    and the caller says so; no part at all is None.
    """
    parts = [part.by_method for part in forecasts if part is not None]
    if not parts:
        return None
    common = [name for name in parts[0] if all(name in part for part in parts)]
    return _chosen(method, {name: sum(part[name] for part in parts) for name in common})


def _chosen(method, by_method):
    method = method if method in by_method else WORKING_DAYS
    spread = [by_method[name] for name in SPREAD if name in by_method]
    return Forecast(method, by_method[method], min(spread), max(spread), by_method=by_method)


def _to_the_penny(held, estimates):
    if len(held.months) == len(MONTHS):
        estimates = dict.fromkeys(estimates, held.total)
    return {
        name: to_the_penny(estimate + held.year_end)
        for name, estimate in estimates.items()
        if estimate is not None
    }


def _known_weights(year):
    return {
        STRAIGHT_LINE: weights(Phasing.TWELFTHS, year),
        WORKING_DAYS: weights(Phasing.WORKING_DAYS, year),
        CALENDAR_DAYS: weights(Phasing.CALENDAR_DAYS, year),
    }


def _whole_year(held, by):
    """What is known over the share of the year it covers; None where that share is nothing."""
    share = share_of_months(held.months, by)
    return held.total / share if share > 0 else None


def _by_profile(held, profile):
    if profile is None or len(held.months) < MONTHS_FOR_A_PROFILE:
        return None
    return _whole_year(held, profile)


def _run_rate(held):
    """The rest of the year at the mean of the last three months known by month."""
    last = held.ordinary[-MONTHS_FOR_A_RUN_RATE:]
    if not last:
        return None
    return held.total + (len(MONTHS) - len(held.months)) * sum(last) / len(last)


def _budget_plus_variance(held, budget, budget_held):
    if budget is None or budget_held is None:
        return None
    return exact(budget) + held.total - exact(budget_held)
