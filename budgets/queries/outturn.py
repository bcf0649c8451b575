"""The forecast outturn of a scope: of each set of localities that hold the same months."""

from collections import defaultdict

from django.conf import settings

from budgets.forecast import forecast, together
from budgets.queries.own import NOTHING


class Part:
    """What localities that hold the same months spent, by month and in the opening figure."""

    def __init__(self):
        self.by_month = defaultdict(lambda: NOTHING)
        self.opening = NOTHING


def foretold(own, budget_held):
    """Forecast the year of a scope, like with like; None where nothing is held.

    `budget_held` is the budget of the months held. The method that lets the overspend stop
    needs one budget for all, so it is left out where localities hold different months.
    """
    parts = _parts(own)
    alone = len(parts) == 1 and own.has_budget
    budget = own.full_year_budget if alone else None
    held = budget_held if alone else None
    each = [_forecast(own, *key, part, budget, held) for key, part in parts.items()]
    return together(each, method=settings.PBC_FORECAST_METHOD)


def _parts(own):
    """{(months held, month of the report that has an opening figure or 0): Part}"""
    parts = defaultdict(Part)
    for cell in own.spent_by_whom:
        report = own.book.opening_of(cell.locality, cell.practice)
        part = parts[own.months_of(cell), report if report <= own.month else 0]
        if cell.opening_to:
            part.opening += cell.actual_cost
        else:
            part.by_month[cell.month] += cell.actual_cost
    return parts


def _forecast(own, known, report, part, budget, budget_held):
    return forecast(
        {m: part.by_month[m] for m in known if m >= report},
        year=own.book.year,
        opening=(report - 1, part.opening) if report > 1 else None,
        method=settings.PBC_FORECAST_METHOD,
        budget=budget,
        budget_held=budget_held,
    )
