"""The invented spending, line by line. Every total is shared out from above, so that the figures
which the demonstration promises are met to the penny."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from pbc.core import periods
from pbc.core.money import shares
from pbc.demonstration.care import BY_CODE, LOST_UNDER
from pbc.demonstration.chance import wobble
from pbc.demonstration.organisations import YEAR
from pbc.demonstration.plans import NOTHING, budget_to_date, budgets, weight


@dataclass(frozen=True)
class Line:
    """What one practice, or nobody, had of one kind of care at one hospital in one month."""

    month: int
    locality: str
    practice: str
    name: str
    provider: str
    care: str
    specialty: str
    plan_activity: Decimal
    actual_activity: int
    budget: Decimal
    savings: Decimal
    cost: Decimal

    @property
    def revised(self):
        """The budget with the savings plan taken off."""
        return self.budget + self.savings


@cache
def lines(locality, month):
    """Every line of a locality in a month: those of its practices, then the unassigned ones."""
    found = []
    for care in locality.cares:
        spent, lost = _of_month(locality, month)[care.code]
        found += _of_practices(locality, month, care, spent)
        found += _of_nobody(locality, month, care, lost)
    order = {practice.code: number for number, practice in enumerate(locality.practices)}
    return tuple(sorted(found, key=lambda line: order.get(line.practice, len(order))))


@cache
def _of_month(locality, month):
    """{point of delivery: (money of practices, money of nobody)} in one month."""
    return {c: money for (m, c), money in _of_span(locality, month).items() if m == month}


@cache
def _of_span(locality, month):
    """The same of all months that are spent together with this one, by (month, care)."""
    span = locality.span_of(month)
    cells = [(m, care) for m in span.months for care in locality.cares]
    total = budget_to_date(locality, span.months) + span.overspend
    spent = shares(total, [_pressure(locality, *cell) for cell in cells])
    lost = shares(
        span.unassigned,
        [int(money * 100) * care.lost for money, (_, care) in zip(spent, cells, strict=True)],
    )
    return {
        (m, care.code): (money - gone, gone)
        for (m, care), money, gone in zip(cells, spent, lost, strict=True)
    }


def _pressure(locality, month, care):
    days = periods.working_days(YEAR, month)
    return care.share * days * care.course[month - 1] * wobble(4, locality.code, month, care.code)


def _of_practices(locality, month, care, spent):
    costs = shares(spent, [_need(p, month, care) for p in locality.practices])
    for practice, cost in zip(locality.practices, costs, strict=True):
        planned = budgets(locality)[month, practice.code, care.code]
        yield from _split(locality, month, practice, care, planned, cost)


def _need(practice, month, care):
    """What a practice spends beside the others: its plan, its habits, and the month's chance."""
    habit = wobble(45, practice.code) * wobble(30, practice.code, care.heading, "habit")
    return weight(practice, care) * habit * wobble(50, practice.code, care.code, month)


def _split(locality, month, practice, care, planned, cost):
    """One practice's month of one kind of care, split among hospitals and specialties."""
    usual = _usual(practice, care)
    actual = [part * wobble(120, practice.code, month, i, part) for i, part in enumerate(usual)]
    parts = [shares(planned[0], usual), shares(planned[1], usual), shares(cost, actual)]
    for (place, specialty, _), budget, savings, spent in zip(care.mix, *parts, strict=True):
        hospital = locality.hospitals[place]
        yield _line(locality, month, practice, hospital, care, specialty, budget, savings, spent)


@cache
def _usual(practice, care):
    """How a practice divides a kind of care among the places of its mix, the year round."""
    return [
        part * wobble(250, practice.code, care.code, number)
        for number, (_, _, part) in enumerate(care.mix)
    ]


def _line(locality, month, practice, hospital, care, specialty, budget, savings, cost):
    return Line(
        month,
        locality.name,
        practice.code,
        practice.name,
        hospital,
        care.code,
        specialty,
        (budget / care.price).quantize(NOTHING),
        activity(cost, care),
        budget,
        savings,
        cost,
    )


def activity(cost, care):
    """How many attendances a cost stands for: at least one where there is any."""
    return max(1, round(cost / care.price)) if cost else 0


def _of_nobody(locality, month, care, lost):
    """Spending that came without a practice: under the three default codes, no plan."""
    place, specialty, _ = care.mix[0]
    parts = [part * wobble(90, code, month, care.code) for code, _, part in LOST_UNDER]
    for (code, name, _), cost in zip(LOST_UNDER, shares(lost, parts), strict=True):
        hospital = locality.hospitals[place]
        yield Line(
            month, locality.name, code, name, hospital, care.code, specialty,
            NOTHING, activity(cost, care), NOTHING, NOTHING, cost,
        )  # fmt: skip


def corrected(locality, month):
    """The lines of a month in which most of what had no practice has found one since.

    Each line under the first default code goes to one practice, on top of its own line there.
    The total stays the same to the penny.
    """
    lost = LOST_UNDER[0][0]
    kept = {_place(line): line for line in lines(locality, month) if line.practice != lost}
    for line in lines(locality, month):
        if line.practice == lost:
            number = wobble(999, line.care, month, "found") % len(locality.practices)
            place = (locality.practices[number].code, *_place(line)[1:])
            cost = kept[place].cost + line.cost
            more = activity(cost, BY_CODE[line.care])
            kept[place] = replace(kept[place], cost=cost, actual_activity=more)
    return tuple(kept.values())


def _place(line):
    return line.practice, line.provider, line.care, line.specialty
