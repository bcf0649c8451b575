"""What is asked of the ground."""

from dataclasses import dataclass, field
from datetime import date

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


def of_month(rows, year, month, key):
    """Of dated rows, the one that counts for a month: that of its last day, else the latest
    that held on some day of it. Returns {key of the row: row}."""
    first, last = periods.first_day(year, month), periods.last_day(year, month)
    found = {}
    for row in rows:
        if row.from_date <= last and (row.to_date is None or row.to_date >= first):
            held = found.get(key(row))
            if held is None or row.from_date > held.from_date:
                found[key(row)] = row
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
    there = list(PracticeLocality.objects.known_on(**known).touching(*span))
    stands = list(GroupMembership.objects.known_on(**known).touching(*span))
    under = list(LocalityCommissioner.objects.known_on(**known).touching(*span))
    read = Register(year)
    for month in range(1, 13):
        here = of_month(there, year, month, lambda row: row.practice_id)
        read.localities[month] = {p: row.locality_id for p, row in here.items()}
        how = of_month(stands, year, month, lambda row: row.practice_id)
        members = {p: row.group_id for p, row in how.items() if row.standing == Standing.MEMBER}
        read.groups[month] = {p: group for p, group in members.items() if p in here}
        held = of_month(under, year, month, lambda row: row.locality_id)
        read.commissioners[month] = {loc: row.commissioner_id for loc, row in held.items()}
    return read


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
