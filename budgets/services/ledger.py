"""Putting money into the ledger and taking it out: entries are added, never changed."""

from decimal import Decimal

from activity.models import PointOfDelivery
from budgets.drafts import reversal
from budgets.models import BudgetEntry, Kind
from pbc.core import money, periods, reference
from pbc.core.deeds import deed
from pbc.core.models import Practice
from pbc.core.services import open_year
from pbc.core.years import written_to

COLUMNS = {"original_budget": Kind.BASELINE, "savings_plan_adj": Kind.SAVINGS_PLAN}
REASONS = {
    Kind.BASELINE: "Budget as issued",
    Kind.SAVINGS_PLAN: "Savings plan as issued",
}


class UnknownCode(Exception):
    """A budget names a practice or point of delivery that the register does not have."""


def stated(folder):
    """The budgets of a folder: {(year, practice code, pod, kind): twelve amounts}.

    A month that stands twice is refused: whether it is meant once or twice nobody can say.
    """
    found, seen = {}, set()
    for row in reference.rows(folder, "budgets.csv"):
        with reference.at(row):
            _state(row, found, seen)
    return found


def _state(row, found, seen):
    year = periods.parse_year(row["financial_year"])
    month = periods.check_month(reference.whole(row["month"]), year_end=False)
    what = year, row["practice_code"], row["pod"]
    if (*what, month) in seen:
        raise reference.NotReadable(_twice(*what, month))
    seen.add((*what, month))
    for column, kind in COLUMNS.items():
        months = found.setdefault((*what, kind), [Decimal(0)] * 12)
        months[month - 1] = money.parse_pounds(row.get(column) or "0")


def _twice(year, practice, pod, month):
    return f"{practice}, {pod}, month {month} of {periods.year_name(year)} stands twice"


@deed
def load_budgets(*, folder, known_from, by):
    """Enter the budgets of a folder, opening the years that they name.

    A budget that differs from what the folder said before is reversed and entered anew; the
    same budget again changes nothing. Known from 1 April of its year, or from `known_from`.
    """
    found = stated(folder)
    for year in sorted({key[0] for key in found}):
        open_year(year=year, on=periods.first_day(year, 1), by=by)
    practices = dict(Practice.objects.values_list("code", "pk"))
    pods = {pod.code: pod for pod in PointOfDelivery.objects.all()}
    held = _issued({key[0] for key in found})
    new, gone = [], []
    for key, months in found.items():
        _, code, pod, _ = key
        if code not in practices or pod not in pods:
            raise UnknownCode(f"budgets.csv: {code if code not in practices else pod} is not known")
        before = held.get((key[0], practices[code], pods[pod].pk, key[3]))
        if before is None or list(before.months) != months:
            gone += [before] if before else []
            if any(months):
                new.append(_entry(key, practices[code], pods[pod], months, known_from, by))
    for year in sorted({entry.year for entry in (*gone, *new)}):
        written_to(year)
    BudgetEntry.objects.bulk_create([reversal(e, known_from, by) for e in gone])
    BudgetEntry.objects.bulk_create(new, batch_size=2000)
    return len(new)


def _issued(years):
    """What folders issued before and is not reversed."""
    entries = BudgetEntry.objects.filter(
        year__in=years, source="budgets.csv", reversed_by=None, reverses=None
    )
    return {(e.year, e.practice_id, e.point_of_delivery_id, e.kind): e for e in entries}


def _entry(key, practice, pod, months, known_from, by):
    year, _, _, kind = key
    return BudgetEntry(
        year=year,
        practice_id=practice,
        heading_id=pod.heading_id,
        point_of_delivery=pod,
        kind=kind,
        amount=sum(months),
        profile="stated",
        months=months,
        reason=REASONS[kind],
        source="budgets.csv",
        author=by,
        known_from=known_from or periods.first_day(year, 1),
    )
