"""The page of a practice: where it was, in which group, and how many patients it had (A03)."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from pbc.core import access, periods
from pbc.core.pages.frame import locality_url, patients_on


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
    closes: bool


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
        localities=[_spell(row.locality, locality_url(row.locality), row) for row in places],
        groups=[_spell(row.group or row.get_standing_display(), "", row) for row in groups],
        list_sizes=list(sizes),
        closes=bool(places and places[0].to_date),
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
    merger = practice.merger
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
