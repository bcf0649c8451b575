"""What was spent in a year, as in force: the cells that every position is added up from.

A roll-up stands as it was written for as long as its reading does, so what a process has read of
the same readings, in force for the same slices, is not read again. Which those are is asked of the
database each time; nothing that anybody could change is kept.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from operator import add
from typing import NamedTuple

from django.db import connection

from activity.models import PositionRollUp, ResolvedHeading
from budgets.queries.recent import Recent

MEASURES = ("plan_activity", "actual_activity", "actual_cost", "rows")
# Any row of each reading, and the transaction that wrote it: where `recompute` writes roll-ups anew
# or a backup is restored under a running site, it is another one.
WRITTEN = """
SELECT one, (
    SELECT r.id || '/' || r.xmin FROM activity_positionrollup r WHERE r.submission_id = one LIMIT 1
)
FROM unnest(%s::bigint[]) one ORDER BY one
"""
NOTHING = (*[Decimal(0)] * 3, 0)
kept, kept_of_realms = Recent(4), Recent(16)


class Cell(NamedTuple):
    """What one practice, or nobody, spent in a month on one heading, as in force.

    `month` is the month it counts in; an opening figure counts in the month of its report.
    """

    month: int
    locality: int
    practice: int | None
    heading: int
    plan_activity: Decimal
    actual_activity: Decimal
    actual_cost: Decimal
    rows: int
    submission: int
    opening_to: int = 0


@dataclass(frozen=True)
class Spend:
    """The cells of a year, and how they add up where a heading or a practice does not matter.

    `held` is of whom each reading has rows, counted or not: {submission: {(whether it is an
    opening figure, month): {locality: practices}}}.
    """

    cells: list[Cell] = field(default_factory=list)
    held: dict[int, dict[tuple[bool, int], dict[int, set[int | None]]]] = field(
        default_factory=dict
    )
    reports: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()

    @cached_property
    def by_practice(self):
        """{practice, or None for nobody: its cells}."""
        index = defaultdict(list)
        for cell in self.cells:
            index[cell.practice].append(cell)
        return dict(index)

    @cached_property
    def of_all_headings(self):
        """The cells of each practice, whatever the heading; theirs is 0."""
        return _added(self.cells, lambda cell: cell._replace(heading=0))

    @cached_property
    def of_all_practices(self):
        """The cells of each locality by heading, whoever spent them; their practice is None."""
        return _added(self.cells, lambda cell: cell._replace(practice=None))


def _added(cells, alike):
    """Cells that are alike but for their measures, added up."""
    found = {}
    for cell in cells:
        like = alike(cell)
        key = (like.month, like.locality, like.practice, like.heading, like[8], like[9])
        found[key] = tuple(map(add, found.get(key, NOTHING), cell[4:8]))
    return [Cell(*key[:4], *sums, *key[4:]) for key, sums in found.items()]


def read_spend(book):
    """The spend of a book whose pointers are read; sets which opening figures count in it."""
    key, of = _in_force(book), kept_of_realms if book.realm else kept
    spend = of.get(key)
    if spend is None:
        spend, by_register = _read(book)
        if not by_register:
            of.put(key, spend)
    book.openings = {loc: month for loc, month in book.openings.items() if loc in spend.reports}
    book.openings_apart = {p: m for p, m in book.openings_apart.items() if p in spend.apart}
    return spend


def _in_force(book):
    """All that the cells depend on, but for the register where there are opening figures."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [sorted(book.submissions)])
        written = tuple(cursor.fetchall())
    return book.year, frozenset(book.held.items()), frozenset(book.apart.items()), written


def _read(book):
    """(the spend, whether it depends on where the register has a practice)."""
    held = book.submissions
    headings = _headings(held)
    rows = PositionRollUp.objects.filter(year=book.year, submission__in=held).values_list(
        "submission", "first_month", "month", "locality", "practice", "point_of_delivery", *MEASURES
    )
    cells, reports, apart, by_register = [], set(), set(), False
    of = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for submission, first, month, locality, practice, pod, *measures in rows:
        of[submission][not first, month][locality].add(practice)
        counts_in = month if first else month + 1
        if book.holder(counts_in, locality, practice) != submission:
            continue
        if not first:
            by_register = True
            if book.opening_of(locality, practice) != counts_in:
                continue
            is_apart = practice in book.first_apart
            (apart if is_apart else reports).add(practice if is_apart else locality)
            if practice and not book.opening_counts(practice, counts_in, locality):
                continue
        key = (counts_in, locality, practice, headings[submission, pod])
        cells.append(Cell(*key, *measures, submission, 0 if first else month))
    return Spend(cells, of, frozenset(reports), frozenset(apart)), by_register


def _headings(submissions):
    """{(submission, point of delivery): heading} as each reading resolved it."""
    resolved = ResolvedHeading.objects.filter(submission__in=submissions)
    return {
        (submission, pod): heading
        for submission, pod, heading in resolved.values_list(
            "submission", "point_of_delivery", "heading"
        )
    }
