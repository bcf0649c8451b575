"""What is asked of the ground."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, When

from pbc.core import periods
from pbc.core.models import (
    FinancialYear,
    GroupMembership,
    Locality,
    LocalityCommissioner,
    PracticeLocality,
    Standing,
)


class NotOpened(ValueError):
    """A financial year that finance has not opened: only an opened one takes figures."""


def opened_year(year):
    """That financial year, once finance has opened it; raises NotOpened, fit to show."""
    if not FinancialYear.objects.filter(year=year).exists():
        raise NotOpened(f"The financial year {periods.year_name(year)} has not been opened")
    return year


def by_month(spans, year):
    """{month: {who: what}} of spans (who, what, first day, last day or None), as each counts for
    a month: that of its last day, else the latest that held on some day of it."""
    days = {m: (periods.first_day(year, m), periods.last_day(year, m)) for m in periods.MONTHS}
    found = {m: {} for m in days}
    for who, what, since, until in sorted(spans, key=lambda span: span[2]):
        for month, (first, last) in days.items():
            if since <= last and (until is None or until >= first):
                found[month][who] = what
    return found


@dataclass(frozen=True)
class Register:
    """Who was where in each month of a year, as known on one day. Ids throughout.

    `localities[month]` is {practice: locality}, `groups[month]` {practice: group} (members
    only), `commissioners[month]` {locality: commissioner}.
    """

    year: int
    localities: dict[int, dict[int, int]] = field(default_factory=dict)
    groups: dict[int, dict[int, int]] = field(default_factory=dict)
    commissioners: dict[int, dict[int, int]] = field(default_factory=dict)

    def practices_of(self, locality, month):
        """Practices that the locality has in that month, closed ones left out."""
        return {p for p, there in self.localities[month].items() if there == locality}

    def localities_of(self, commissioner, month):
        """Localities of a commissioner for a year to date: those it has in the month, else those
        of the whole year. The successor takes over the year's books."""
        of = {
            m: {locality for locality, pct in held.items() if pct == commissioner}
            for m, held in self.commissioners.items()
        }
        return of[month] or set().union(*of.values())


def register(*, year, known_on, recorded_by=None):
    """Read who was where in each month of that year, as known at the end of that day, or only
    as far as it was written down by a moment."""
    known = {"day": known_on, "by": recorded_by}
    span = periods.first_day(year, 1), periods.last_day(year, 12)

    def read(model, *fields):
        rows = model.objects.known_on(**known).touching(*span)
        return by_month(rows.values_list(*fields, "from_date", "to_date"), year)

    there = read(PracticeLocality, "practice", "locality")
    member = Case(When(standing=Standing.MEMBER, then="group"))
    stands = read(GroupMembership, "practice", member)
    groups = {
        m: {p: group for p, group in held.items() if group and p in there[m]}
        for m, held in stands.items()
    }
    return Register(year, there, groups, read(LocalityCommissioner, "locality", "commissioner"))


@dataclass(frozen=True)
class Participation:
    """How the practices of a locality stand towards commissioning on one day (A02)."""

    locality: Locality
    day: date
    members: list[GroupMembership]
    provider_only: list[GroupMembership]
    not_involved: list[GroupMembership]
    not_stated: list[PracticeLocality]

    @property
    def practices(self):
        """How many practices there are; the parts always add up to it."""
        parts = (self.members, self.provider_only, self.not_involved, self.not_stated)
        return sum(map(len, parts))


def participation(*, locality, day, known_on):
    """Read how each practice of the locality stands on that day."""
    there = list(
        PracticeLocality.objects.known_on(known_on)
        .in_force(day)
        .filter(locality=locality)
        .select_related("practice")
        .order_by("practice__name")
    )
    stands = {
        row.practice_id: row
        for row in GroupMembership.objects.known_on(known_on)
        .in_force(day)
        .filter(practice__in=[row.practice_id for row in there])
        .select_related("practice", "group")
        .order_by("practice__name")
    }
    by_standing = {
        standing: [row for row in stands.values() if row.standing == standing]
        for standing in Standing
    }
    return Participation(
        locality,
        day,
        by_standing[Standing.MEMBER],
        by_standing[Standing.PROVIDER_ONLY],
        by_standing[Standing.NOT_INVOLVED],
        [row for row in there if row.practice_id not in stands],
    )
