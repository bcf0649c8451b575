"""The months of a year: which are in force, each by itself against its budget, and the lag."""

from collections import defaultdict
from decimal import Decimal

from budgets.queries.asked import apart_in, held_in, named
from budgets.queries.figures import takes
from budgets.queries.own import NOTHING, derived
from budgets.queries.shown import ByMonth, Lag, LagRow, MonthFigures, MonthMark
from pbc.core import money, periods

OUTPATIENTS, ADMISSIONS = ("Outpatients",), ("Elective", "Emergency")


def state(book, territory, month):
    """IN force in every locality, in PART of them, or in NONE."""
    here = territory.localities[month]
    held = held_in(book, territory, month)
    some = held or apart_in(book, territory, month)
    return "NONE" if not some else "IN" if held == here else "PART"


def marks(found):
    """The twelve months of the bar; one that is in force somewhere opens its position."""
    book, there = found.book, found.whole.territory
    states = {m: state(book, there, m) for m in periods.MONTHS}
    return [
        MonthMark(m, is_in, found.address(month=m) if is_in != "NONE" else "", m == found.month)
        for m, is_in in states.items()
    ]


def note(found):
    """Which months are not there: "August, September: Stevenage missing. October to March: ..."."""
    book, there = found.book, found.whole.territory
    lacking = defaultdict(list)
    for month in periods.MONTHS:
        held, opening = held_in(book, there, month), _opening(found.whole, month)
        here = there.localities[month] - opening
        if opening and not here - held:
            lacking["known in one figure only"].append(month)
        elif not held:
            lacking["not received"].append(month)
        elif here - held:
            lacking[f"{_names(book, here - held)} missing"].append(month)
    return ". ".join(f"{spelt(months)}: {what}" for what, months in lacking.items())


def _opening(whole, month):
    """Localities for which a month lies in the opening figure of a later report."""
    book, here = whole.book, whole.territory.localities[month]
    return {loc for loc in here if month < book.openings.get(loc, 0)}


def _names(book, localities):
    names = sorted(named(book, "locality")[locality] for locality in localities)
    return names[0] if len(names) == 1 else f"{len(names)} localities"


def spelt(months):
    """Months by name: April; April, May; April to June."""
    names = [periods.month_name(month) for month in months]
    follow_on = months[-1] - months[0] == len(months) - 1
    return f"{names[0]} to {names[-1]}" if follow_on and len(names) > 2 else ", ".join(names)


class Monthly:
    """Spending and budget of a year by month and heading, of the months known by themselves."""

    def __init__(self, whole):
        self.whole, self.book = whole, whole.book
        self.has_budget = any(self.book.entries.get(holder) for holder in whole.holders())
        self.budgets, self.spent = defaultdict(Decimal), defaultdict(Decimal)
        for budgeted in whole.budgets:
            self.budgets[budgeted.month, budgeted.heading] += budgeted.amount
        self.opening = NOTHING
        for cell in whole.spent_on_what:
            if cell.opening_to:
                self.opening += cell.actual_cost
            else:
                self.spent[cell.month, cell.heading] += cell.actual_cost

    def is_whole(self, month):
        """Whether every locality of the scope is in force in that month."""
        return state(self.book, self.whole.territory, month) == "IN"

    def budget(self, month, headings=None):
        """The budget of a month, of some headings or all."""
        return self._sum(self.budgets, month, headings)

    def spend(self, month, headings=None):
        """The spending of a month; None where it is not known whole."""
        return self._sum(self.spent, month, headings) if self.is_whole(month) else None

    def overspend(self, month, headings=None):
        """Spending less budget of a month; None where either is not known."""
        spend = self.spend(month, headings)
        if spend is None or not self.has_budget:
            return None
        return spend - self.budget(month, headings)

    @staticmethod
    def _sum(amounts, month, headings):
        return sum(
            (a for (m, h), a in amounts.items() if m == month and (not headings or h in headings)),
            NOTHING,
        )

    def no_spend(self, month):
        """Why the spending of a month is not there."""
        if month in _in_one_figure(self.whole):
            return "not by month"
        return "incomplete" if held_in(self.book, self.whole.territory, month) else "not received"


monthly_of = derived(Monthly)


def _in_one_figure(whole):
    return {m for m in periods.MONTHS if _opening(whole, m)}


def by_month(found):
    """The twelve months, as far as they are known on the day."""
    monthly = monthly_of(found.whole)
    rows = [
        MonthFigures(
            month,
            monthly.overspend(month),
            monthly.budget(month) if monthly.has_budget else None,
            monthly.spend(month),
            monthly.no_spend(month),
        )
        for month in periods.MONTHS
    ]
    known = [row for row in rows if row.overspend is not None]
    return ByMonth(
        heading=_heading(known),
        finding=_finding(known),
        caption=f"Budget and spending by month of {periods.year_name(found.book.year)}, £; "
        "plus is over",
        opening=_opening_words(found, monthly),
        rows=rows,
        takes=takes(found, "month", "by month"),
    )


def _heading(known):
    over = [row for row in known if row.overspend > 0]
    if not known:
        return "Budget and spending by month"
    if len(over) == len(known) > 1:
        return "Every month so far has been over budget"
    were = "month was" if len(over) == 1 else "months were"
    return f"{len(over) or 'No'} {were} over budget, of {len(known)} known"


def _finding(known):
    if not known:
        return "No month is known by itself against a budget."
    worst = max(known, key=lambda row: row.overspend)
    name, over = periods.month_name(worst.month), money.over_words(worst.overspend)
    return f"Furthest over was {name}: {over}." if worst.overspend > 0 else "No month was over."


def _opening_words(found, monthly):
    months = sorted(_in_one_figure(found.whole))
    if not months:
        return ""
    return (
        f"{spelt(months)} came as one figure of {money.pounds(monthly.opening)}, "
        "which counts in the total: they are not known by month."
    )


def lag(found):
    """Outpatients and admissions on one time axis: do admissions follow? (B05)"""
    monthly = monthly_of(found.whole)
    keys = {heading.name: key for key, heading in found.book.headings.items()}
    first = {keys[name] for name in OUTPATIENTS if name in keys}
    second = {keys[name] for name in ADMISSIONS if name in keys}
    if not first or not second or not monthly.has_budget:
        return None
    rows = [
        LagRow(month, monthly.overspend(month, first), monthly.overspend(month, second))
        for month in periods.MONTHS
        if monthly.is_whole(month)
    ]
    if len(rows) < 2:
        return None
    return Lag(
        heading="Do admissions follow outpatients?",
        finding=_lag_finding(rows),
        first="Outpatients",
        second="Admissions",
        rows=rows,
        note="Admissions are planned and emergency ones together. Somebody seen in outpatients "
        "may be admitted some months later.",
        takes=takes(found, "lag", "outpatients and admissions"),
    )


def _lag_finding(rows):
    outpatients = max(rows, key=lambda row: row.first)
    admissions = max(rows, key=lambda row: row.second)
    return (
        f"Outpatients were furthest over in {periods.month_name(outpatients.month)} "
        f"({money.over_words(outpatients.first)}), admissions in "
        f"{periods.month_name(admissions.month)} ({money.over_words(admissions.second)})."
    )
