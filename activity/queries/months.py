"""Which months a file brings, against those that are published: new, restated or the same."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.urls import reverse

from activity.models import InForce, PositionRollUp
from activity.queries import words
from activity.queries.changes import lines_changed, money_of
from activity.queries.publication import FOR_EVER
from activity.queries.slices import lies_in, place_names
from activity.queries.versions import REPLACED, brings, held_before, share
from pbc.core import money, periods

NEW, RESTATED, SAME = "NEW", "RESTATED", "SAME"
NOTHING = (Decimal("0.00"), 0)


@dataclass(frozen=True)
class MonthRow:
    """One month of one locality. `before` None says that nothing was held."""

    name: str
    year: int
    month: int
    change: str
    lines_changed: int
    before: Decimal | None
    after: Decimal
    rows: int

    @property
    def difference(self):
        """In this file less before; plus is more."""
        return self.after - (self.before or 0)


@dataclass(frozen=True)
class MonthGroup:
    """The months of one locality."""

    name: str
    rows: list[MonthRow]


@dataclass(frozen=True)
class Months:
    """All months that a file covers, by locality."""

    heading: str
    caption: str
    before_name: str
    opening: str
    changes_url: str
    groups: list[MonthGroup]
    total: MonthRow

    @property
    def rows(self):
        """Every month of every locality."""
        return [row for group in self.groups for row in group.rows]


def months(submission):
    """Compare what a file brings with the version before; None where it covers nothing."""
    slices = brings(submission)
    if not slices:
        return None
    before = held_before(submission)
    rows = _rows(submission, slices, before)
    names = place_names(slices)
    groups = [
        MonthGroup(names[place], [rows[key] for key in slices if key[2:] == place])
        for place in sorted(names, key=names.get)
    ]
    changed = [row for row in rows.values() if row.change == RESTATED]
    url = reverse("activity:submission-changes", args=[submission.pk])
    return Months(
        heading=_heading(rows.values(), groups, slices),
        caption=_caption(groups),
        before_name="Before" if submission.state in REPLACED else "Published now",
        opening=_opening(submission),
        changes_url=url if changed else "",
        groups=groups,
        total=_total(rows, slices),
    )


def _rows(submission, slices, before):
    ours, theirs = money_of(share(submission)), money_of(before)
    lines = lines_changed(submission, before)
    rows = {}
    for key in slices:
        after, count = ours.get(key, NOTHING)
        parts = [part for part, held in before.items() if held and lies_in(part, key)]
        changed = sum(lines.get(part, 0) for part in parts)
        change = NEW if not parts else RESTATED if changed else SAME
        was = sum((theirs.get(part, NOTHING)[0] for part in parts), Decimal("0.00"))
        name = periods.month_name(key[1])
        before_it = was if parts else None
        rows[key] = MonthRow(name, key[0], key[1], change, changed, before_it, after, count)
    return rows


def _total(rows, slices):
    known = [row.before for row in rows.values() if row.before is not None]
    return MonthRow(
        name=words.sentence_case(periods.span_in_words({month for _, month, *_ in slices})),
        year=slices[0][0],
        month=slices[-1][1],
        change="",
        lines_changed=sum(row.lines_changed for row in rows.values()),
        before=sum(known) if known else None,
        after=sum((row.after for row in rows.values()), Decimal("0.00")),
        rows=sum(row.rows for row in rows.values()),
    )


def _heading(rows, groups, slices):
    """One month new, one restated, four the same; of several localities, in how many."""
    counts = defaultdict(int)
    for row in rows:
        counts[row.change] += 1
    said = [
        (counts[NEW], "new"),
        (counts[RESTATED], "restated"),
        (counts[SAME], "the same"),
    ]
    said = [(count, word) for count, word in said if count]
    (count, word), *others = said
    first = f"{words.counted(count, 'month')} {word}"
    rest = "".join(f", {words.number_in_words(count)} {word}" for count, word in others)
    one, many = ("practice", "") if any(key[3] for key in slices) else ("locality", "localities")
    where = f", in {words.counted(len(groups), one, many)}" if len(groups) > 1 else ""
    return words.sentence_case(first + rest + where)


def _caption(groups):
    place = groups[0].name if len(groups) == 1 else "By place"
    return f"{place}, staged money by month, £; plus is more than before"


def _opening(submission):
    """What a report says of the months before its own, as one figure, and whether it counts."""
    rows = PositionRollUp.objects.filter(submission=submission, first_month=0)
    sums = list(rows.values_list("year", "month", "locality").annotate(money=Sum("actual_cost")))
    if not sums:
        return ""
    held = _held_by_themselves(submission, sums)
    counts = [s for s in sums if not held & {(s[0], m, s[2]) for m in range(1, s[1] + 1)}]
    said = money.pence(sum(s[3] for s in sums))
    span = periods.span_in_words(range(1, max(s[1] for s in sums) + 1))
    first = f"The file also gives {span} as one figure, {said}."
    if len(counts) == len(sums):
        return f"{first} It counts, with their budget, as long as none of them is in force."
    if not counts:
        return f"{first} It does not count: some of these months are in force by themselves."
    part = money.pence(sum(s[3] for s in counts))
    return f"{first} {part} of it counts: elsewhere some of these months are in force."


def _held_by_themselves(submission, sums):
    """Slices of the months before the report's own that are in force by themselves."""
    moves = InForce.objects.known_on(FOR_EVER).filter(
        feed=submission.feed_id,
        year__in={s[0] for s in sums},
        locality__in={s[2] for s in sums},
        practice=None,
    )
    return {(m.year, m.month, m.locality_id) for m in moves if m.submission_id}
