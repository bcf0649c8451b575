"""The three variances of a year, never mixed: plan, control total, break-even (B01)."""

from budgets.forecast import METHOD_WORDS, SPREAD
from budgets.queries.shown import Measure, Measures
from budgets.reading import planned
from pbc.core import money


def measures(stands, *, label, stated_url="", takes=()):
    """The variances to the month and at the year's end; None where nothing can be foretold."""
    if stands.forecast is None or not stands.has_budget:
        return None
    rows = [_budget(stands)]
    has_limits = stands.scope.kind in ("county", "pct", "locality")
    if has_limits and stands.over_break_even is not None:
        rows += [_control_total(stands, label), _break_even(stands)]
    return Measures(
        heading=_heading(stands),
        to_month_name=f"To month {stands.month}",
        rows=rows,
        forecast_words=_forecast_words(stands),
        reading=stands.reading if has_limits else "",
        stated_url=stated_url,
        takes=list(takes),
    )


def _range(stands, outturn_over):
    """The same variance by the forecast, its low and its high."""
    if outturn_over is None:
        return None, None, None
    foretold = stands.forecast
    less = foretold.outturn - outturn_over
    return outturn_over, foretold.low - less, foretold.high - less


def _budget(stands):
    over = stands.forecast.outturn - stands.full_year_budget
    return Measure(
        "The budget",
        stands.overspend,
        *_range(stands, over),
        stands.full_year_budget,
        "is what was given for the year, as the ledger has it.",
    )


def _control_total(stands, label):
    planned_words = "" if stands.control_total is None else f": a {planned(stands.control_total)}"
    return Measure(
        "The control total",
        None,
        *_range(stands, stands.over_control_total),
        stands.control_total,
        f"is what the {label} must hit at the end of the year, over or under the allocation"
        f"{planned_words}.",
    )


def _break_even(stands):
    return Measure(
        "Break-even",
        None,
        *_range(stands, stands.over_break_even),
        stands.allocation,
        "is spending the whole allocation and no more.",
    )


def _heading(stands):
    if stands.over_control_total is not None:
        over, limit = stands.over_control_total, "the control total"
    else:
        over, limit = stands.forecast.outturn - stands.full_year_budget, "the budget"
    said = money.over_or_under(over, show=money.pounds, neither="exactly")
    return f"The year is heading for {said.in_words} {limit}"


def _forecast_words(stands):
    """The outturn with its low and high, and what the range is."""
    foretold = stands.forecast
    words = f"{money.pounds(foretold.outturn)} {METHOD_WORDS[foretold.method]}"
    if foretold.low < foretold.high:
        low, high = _method(foretold, foretold.low), _method(foretold, foretold.high)
        words += (
            f"; low {money.pounds(foretold.low)} {low}, high {money.pounds(foretold.high)} {high}"
        )
        words += (
            ". The range is the spread of these ways to foretell a year, not what chance allows"
        )
    if stands.other_spend:
        words += f". {money.pounds(stands.other_spend)} that no file brings is added to it"
    return f"{words}."


def _method(foretold, outturn):
    name = next(name for name in SPREAD if foretold.by_method.get(name) == outturn)
    return METHOD_WORDS[name]
