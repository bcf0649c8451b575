"""What the pages of the register show: who was where on a day, and how practices take part."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse

from pbc.core import access, money, periods, queries, registry
from pbc.core.models import (
    GroupMembership,
    LocalityCommissioner,
    Practice,
    PracticeLocality,
    Standing,
)

NOT_STATED = "Not stated"


@dataclass(frozen=True)
class Crumb:
    """A step of the way up."""

    name: str
    url: str


@dataclass(frozen=True)
class Panel:
    """What an upper app shows on the page of an organisation."""

    name: str
    template: str
    content: object


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
    """A locality with its practices; `since` is the day from which it is under this body."""

    name: str
    code: str
    url: str
    since: date | None
    sentence: str
    patients: int | None
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
class Member:
    """A practice of a locality, and since when it stands as it does."""

    practice: str
    url: str
    group: str
    reason: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True)
class Part:
    """Practices that stand alike; all parts of a locality add up to its practices (A02)."""

    name: str
    percent: Fraction
    members: list[Member]


@dataclass(frozen=True)
class LocalityPage:
    """How the practices of a locality take part on a day."""

    name: str
    day: date
    heading: str
    shown: str
    practices: int
    parts: list[Part]


@dataclass(frozen=True)
class Spell:
    """Where a practice was, or in which group, from when to when."""

    name: str
    url: str
    reason: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True)
class PracticePage:
    """What the register knows of a practice."""

    name: str
    code: str
    town: str
    sentences: list[str]
    position_url: str
    localities: list[Spell]
    groups: list[Spell]
    list_sizes: list


def patients_on(practice, day, known_on):
    """How many patients a practice had on a day, by the last count until then (A03)."""
    counted = [
        size
        for size in practice.list_sizes.all()
        if size.counted_on <= day and size.known_from <= known_on
    ]
    return max(counted, key=lambda size: (size.counted_on, size.pk)).patients if counted else None


def shown(day, today):
    """The day that is shown, for the line that opens the choice of another."""
    return "As it is today" if day == today else f"As it was on {periods.day(day)}"


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
        CommissionerPart(queries.commissioner_name(one), localities)
        for one, localities in sorted(under.items(), key=lambda pair: str(pair[0]))
    ]
    return RegisterPage(day, _counts(read), shown(day, today), commissioners)


def _counts(read):
    there = {practice.pk for practices in read.practices.values() for practice in practices}
    groups = {
        row.group_id for row in read.standing.values() if row.practice_id in there and row.group_id
    }
    return (
        f"{_counted(len(there), 'practice', 'practices')} in "
        f"{_counted(len(read.practices), 'locality', 'localities')} and "
        f"{_counted(len(groups), 'group', 'groups')}"
    )


def _counted(number, one, many):
    return f"{number:,} {one if number == 1 else many}"


def _locality(row, read):
    """A locality of the register, its practices by name."""
    practices = [_practice(one, read) for one in read.practices.get(row.locality_id, [])]
    sizes = [one.patients for one in practices if one.patients is not None]
    members = sum(one.standing_code == Standing.MEMBER for one in practices)
    return LocalityPart(
        name=row.locality.name,
        code=row.locality.code,
        url=_locality_url(row.locality),
        since=row.from_date,
        sentence=_taking_part(members, len(practices)),
        patients=sum(sizes) if sizes else None,
        practices=practices,
    )


def _taking_part(members, practices):
    if not practices:
        return "No practice was there on that day."
    return f"{_in_a_group(members, practices)}."


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


def practice_url(practice):
    """The address of a practice's page."""
    return reverse("core:practice-detail", kwargs={"code": practice.code})


def _locality_url(locality):
    return reverse("core:locality-detail", kwargs={"code": locality.code})


def locality_page(locality, *, day, today):
    """How the practices of a locality take part: the parts always add up to them (A02)."""
    takes = queries.participation(locality=locality, day=day, known_on=today)
    practices = takes.practices
    parts = [
        _part(str(Standing.MEMBER.label), takes.members, practices),
        _part(str(Standing.PROVIDER_ONLY.label), takes.provider_only, practices),
        _part(str(Standing.NOT_INVOLVED.label), takes.not_involved, practices),
        _part(NOT_STATED, takes.not_stated, practices),
    ]
    return LocalityPage(
        name=locality.name,
        day=day,
        heading=_heading(len(takes.members), practices),
        shown=shown(day, today),
        practices=practices,
        parts=parts,
    )


def _heading(members, practices):
    if not practices:
        return "No practice was there on that day"
    return _in_a_group(members, practices)


def _in_a_group(members, practices):
    share = money.show_percent(money.percent(members, practices))
    return f"{members} of {_counted(practices, 'practice is', 'practices are')} in a group, {share}"


def _part(name, rows, practices):
    members = [
        Member(
            practice=row.practice.name,
            url=practice_url(row.practice),
            group=str(getattr(row, "group", None) or ""),
            reason=getattr(row, "reason", ""),
            from_date=row.from_date,
            to_date=row.to_date,
        )
        for row in rows
    ]
    return Part(name, money.percent(len(members), practices) or Fraction(0), members)


def practice_page(practice, *, user, today):
    """Where a practice was and in which group, and how many patients it had by date (A03)."""
    places = practice.localities.known_on(today).select_related("locality").order_by("-from_date")
    groups = practice.memberships.known_on(today).select_related("group").order_by("-from_date")
    sizes = practice.list_sizes.filter(known_from__lte=today).order_by("-counted_on", "-pk")
    return PracticePage(
        name=practice.name,
        code=practice.code,
        town=practice.town,
        sentences=_sentences(practice, places, groups, today),
        position_url=_position_url(practice, user),
        localities=[_spell(row.locality, _locality_url(row.locality), row) for row in places],
        groups=[_spell(row.group or row.get_standing_display(), "", row) for row in groups],
        list_sizes=list(sizes),
    )


def _spell(name, url, row):
    reason = getattr(row, "reason", "")
    return Spell(str(name), url, reason, row.from_date, row.to_date)


def _sentences(practice, places, groups, today):
    """Where it is today and in which group, or when it closed."""
    place = next((row for row in places if _holds(row, today)), None)
    if place is None:
        return [_closed(practice, places, today)]
    stands = next((row for row in groups if _holds(row, today)), None)
    patients = patients_on(practice, today, today)
    where = f"It is in {place.locality}, {_in_group(stands)}"
    return [f"{where}, with {patients:,} patients." if patients is not None else f"{where}."]


def _closed(practice, places, today):
    last = max((row.to_date for row in places if row.to_date), default=None)
    if last is None or last >= today:
        return "It is not open yet."
    merger = getattr(practice, "merger", None)
    into = f", into {merger.into}" if merger else ""
    return f"It closed on {periods.day(last)}{into}."


def _holds(row, day):
    return row.from_date <= day and (row.to_date is None or row.to_date >= day)


def _in_group(stands):
    if stands is None:
        return "and how it stands towards commissioning is not stated"
    if stands.group:
        return f"and a member of {stands.group}"
    return f"and in no group: {stands.get_standing_display().lower()}"


def _position_url(practice, user):
    """The address of its position, for those whose appointment reaches it."""
    reach = access.reach(user, "budgets.view_practice")
    if not (reach.everything or practice.pk in reach.practices):
        return ""
    return reverse("budgets:position-scope", kwargs={"kind": "practice", "code": practice.code})


def panels(user, organisation):
    """What upper apps show on the page of an organisation; those that have nothing are left out."""
    read = [(entry, entry.read(user=user, organisation=organisation)) for entry in registry.panels]
    return [Panel(entry.name, entry.template, content) for entry, content in read if content]
