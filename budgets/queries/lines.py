"""The lines of a position: by heading, by practice, by month."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from budgets.queries.own import NOTHING
from pbc.core import money, periods


@dataclass(frozen=True)
class Line:
    """A heading, practice or month of a position. `code` None is the unassigned line, or money
    that the scope holds itself."""

    code: str | None
    name: str
    original_budget: Decimal
    budget: Decimal
    actual: Decimal
    to_month: int = 0

    @property
    def overspend(self):
        """Spend less budget. Plus is over."""
        return self.actual - self.budget

    @property
    def overspend_percent(self):
        """Of its budget, exact; None where it has none."""
        return money.percent(self.overspend, self.budget)


def worst_first(line):
    """The order of lines: largest overspend in pounds first."""
    return -line.overspend, line.code or ""


def by_heading(own):
    """Each heading, largest overspend first, with the last month it has figures of."""
    spent, latest = own.spent_on(lambda cell: cell.heading), defaultdict(int)
    for cell in own.spent_on_what:
        latest[cell.heading] = max(latest[cell.heading], cell.month)
    original, budget = own.budget_by(lambda b: b.heading)
    lines = [
        Line(heading.code, heading.name, original[pk], budget[pk], spent[pk], latest[pk])
        for pk, heading in own.book.headings.items()
    ]
    return tuple(sorted(lines, key=worst_first))


def by_practice(own):
    """Each practice, worst first; then what the scope holds itself; then unassigned."""
    spent = own.spent_by(lambda cell: cell.practice)
    original, budget = own.given_by(lambda given: given.practice)
    lines = [
        Line(p.code, p.name, original[p.pk], budget[p.pk], spent[p.pk])
        for p in own.book.organisations["practice"].values()
        if p.pk in spent or p.pk in budget
    ]
    lines.sort(key=worst_first)
    if budget[None] or original[None]:
        held_by = f"Held by {own.territory.name}"
        lines.append(Line(None, held_by, original[None], budget[None], NOTHING))
    if own.scope.kind != "practice":
        lines.append(Line(None, "Unassigned", NOTHING, NOTHING, spent[None]))
    return tuple(lines)


def by_month(own):
    """Each month to date; an opening figure stands whole in its last month."""
    spent = own.spent_by(lambda cell: cell.opening_to or cell.month)
    original, budget = own.given_by(lambda given: given.month)
    return tuple(
        Line(str(m), periods.month_name(m), original[m], budget[m], spent[m], m)
        for m in range(1, own.month + 1)
    )
