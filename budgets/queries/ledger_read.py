"""The budgets of a year as the ledger has them on one day, holder by holder.

Entries are added and never changed, so that the same number of them up to the same last one are
the same entries: what a process has read of them is not read again. The moment at which the last
was written down tells it from another of its number, after a backup was restored.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Max, Q

from budgets.models import BudgetEntry, Kind
from budgets.queries.recent import Recent

kept, kept_of_realms = Recent(8), Recent(16)


class Entry(NamedTuple):
    """What the ledger has for one holder, heading and kind: twelve months and a thirteenth."""

    holder: tuple[str, int]
    heading: int
    kind: str
    months: tuple[Decimal, ...]
    month_13: Decimal


@dataclass(frozen=True)
class Entries:
    """{holder: its entries}, and what they come to."""

    of: dict[tuple[str, int], list[Entry]] = field(default_factory=dict)

    @cached_property
    def given(self):
        """{holder: (original budget, budget) of each of the twelve months}, all its entries."""
        found = {}
        for holder, entries in self.of.items():
            original = [e.months for e in entries if e.kind != Kind.SAVINGS_PLAN]
            sums = (_by_month(months) for months in (original, [e.months for e in entries]))
            found[holder] = tuple(zip(*sums, strict=True))
        return found


def _by_month(twelves):
    """The sum of many times twelve months: twelve amounts."""
    return [
        sum(amounts, Decimal("0.00"))
        for amounts in zip([Decimal("0.00")] * 12, *twelves, strict=True)
    ]


def read_entries(*, year, known_on, without, recorded_by, realm=None):
    """The entries of a year as known on a day, kinds left out apart; of a realm its holders'."""
    entries = BudgetEntry.objects.known_on(known_on).filter(year=year).exclude(kind__in=without)
    if realm:
        entries = entries.filter(
            Q(practice__in=realm.practice)
            | Q(group__in=realm.group)
            | Q(locality__in=realm.locality)
            | Q(commissioner__in=realm.pct)
        )
    if recorded_by:
        entries = entries.filter(recorded_at__lte=recorded_by)
    last = entries.aggregate(how_many=Count("pk"), last=Max("pk"), at=Max("recorded_at"))
    key = (year, known_on, tuple(without), recorded_by, realm, *last.values())
    of = kept_of_realms if realm else kept
    found = of.get(key)
    if found is None:
        found = _read(entries)
        of.put(key, found)
    return found


def _read(entries):
    rows = entries.values_list(
        "practice", "group", "locality", "commissioner", "heading", "kind", "months", "month_13"
    )
    found = defaultdict(list)
    for *holders, heading, kind, months, month_13 in rows:
        names = zip(("practice", "group", "locality", "commissioner"), holders, strict=True)
        holder = next((name, pk) for name, pk in names if pk)
        found[holder].append(Entry(holder, heading, kind, tuple(months), month_13))
    return Entries(dict(found))
