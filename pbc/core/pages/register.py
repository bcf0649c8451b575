"""The page of the register: who was where on a day, and in which group."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from pbc.core.models import (
    GroupMembership,
    LocalityCommissioner,
    Practice,
    PracticeLocality,
    Standing,
)
from pbc.core.pages.frame import (
    NOT_STATED,
    counted,
    in_a_group,
    locality_url,
    patients_on,
    practice_url,
    shown,
)
from pbc.core.paging import paged


@dataclass(frozen=True)
class PracticePart:
    """A practice in a locality on a day, and how it stands towards commissioning."""

    name: str
    code: str
    url: str
    standing: str
    standing_code: str
    reason: str
    from_date: date | None
    to_date: date | None
    patients: int | None


@dataclass(frozen=True)
class LocalityPart:
    """A locality with its practices; `since` is the day from which it is under this body, `number`
    how many practices it has, on whatever pages."""

    name: str
    code: str
    url: str
    since: date | None
    sentence: str
    patients: int | None
    number: int
    practices: list[PracticePart]


@dataclass(frozen=True)
class CommissionerPart:
    """A commissioner with its localities."""

    name: str
    localities: list[LocalityPart]


@dataclass(frozen=True)
class RegisterPage:
    """The register as it was on a day."""

    day: date
    heading: str
    shown: str
    commissioners: list[CommissionerPart]


@dataclass(frozen=True)
class Day:
    """The register of one day, read once: who was there, and how they stood."""

    day: date
    today: date
    practices: dict[int, list[Practice]]
    standing: dict[int, GroupMembership]


def read_day(day, today):
    """Read where practices were on that day, and how they stood."""
    rows = PracticeLocality.objects.known_on(today).in_force(day).select_related("practice")
    rows = rows.prefetch_related("practice__list_sizes").order_by("practice__name")
    practices = defaultdict(list)
    for row in rows:
        practices[row.locality_id].append(row.practice)
    standing = GroupMembership.objects.known_on(today).in_force(day).select_related("group")
    return Day(day, today, dict(practices), {row.practice_id: row for row in standing})


def register_page(*, day, today):
    """Every commissioner, locality and practice as on that day."""
    read = read_day(day, today)
    under = defaultdict(list)
    rows = LocalityCommissioner.objects.known_on(today).in_force(day)
    for row in rows.select_related("locality", "commissioner").order_by("locality__name"):
        under[row.commissioner].append(_locality(row, read))
    commissioners = [
        CommissionerPart(one.name or one.code, localities)
        for one, localities in sorted(under.items(), key=lambda pair: str(pair[0]))
    ]
    return RegisterPage(day, _counts(read), shown(day, today), commissioners)


def one_page(register, number):
    """The register with the practices of one page alone, and that page. What is said of a
    locality, its total too, is said of the whole of it."""
    every = [
        (locality.code, practice.code)
        for commissioner in register.commissioners
        for locality in commissioner.localities
        for practice in locality.practices
    ]
    page = paged(every, number)
    shown, is_first = set(page.object_list), page.number == 1
    parts = [
        replace(one, localities=_shown(one.localities, shown, is_first))
        for one in register.commissioners
    ]
    return replace(register, commissioners=[one for one in parts if one.localities]), page


def _shown(localities, shown, is_first):
    """Localities with those of their practices that are shown; without any on the first page."""
    kept = [
        replace(one, practices=[p for p in one.practices if (one.code, p.code) in shown])
        for one in localities
    ]
    return [one for one in kept if one.practices or (is_first and not one.number)]


def _counts(read):
    there = {practice.pk for practices in read.practices.values() for practice in practices}
    groups = {
        row.group_id for row in read.standing.values() if row.practice_id in there and row.group_id
    }
    return (
        f"{counted(len(there), 'practice', 'practices')} in "
        f"{counted(len(read.practices), 'locality', 'localities')} and "
        f"{counted(len(groups), 'group', 'groups')}"
    )


def _locality(row, read):
    """A locality of the register, its practices by name."""
    practices = [_practice(one, read) for one in read.practices.get(row.locality_id, [])]
    sizes = [one.patients for one in practices if one.patients is not None]
    members = sum(one.standing_code == Standing.MEMBER for one in practices)
    return LocalityPart(
        name=row.locality.name,
        code=row.locality.code,
        url=locality_url(row.locality),
        since=row.from_date,
        sentence=_taking_part(members, len(practices)),
        patients=sum(sizes) if sizes else None,
        number=len(practices),
        practices=practices,
    )


def _taking_part(members, practices):
    if not practices:
        return "No practice was there on that day."
    return f"{in_a_group(members, practices)}."


def _practice(practice, read):
    stands = read.standing.get(practice.pk)
    return PracticePart(
        name=practice.name,
        code=practice.code,
        url=practice_url(practice),
        standing=_standing(stands),
        standing_code=stands.standing if stands else "",
        reason=stands.reason if stands else "",
        from_date=stands.from_date if stands else None,
        to_date=stands.to_date if stands else None,
        patients=patients_on(practice, read.day, read.today),
    )


def _standing(stands):
    """The group, or how a practice outside one stands."""
    if stands is None:
        return NOT_STATED
    return str(stands.group) if stands.group else stands.get_standing_display()
