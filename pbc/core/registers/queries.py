"""Registers as their pages show them: organisations by name, and a group month by month (A01)."""

from dataclasses import dataclass

from django.urls import reverse

from pbc.core import access, periods, queries
from pbc.core.models import (
    Commissioner,
    Group,
    GroupMembership,
    Locality,
    Practice,
    PracticeLocality,
    Provider,
)
from pbc.core.pages.frame import counted, practice_url
from pbc.core.registers import spans
from pbc.core.values import Scope

KEEPING = "core.keep_register"
NAMED = {"groups": Group, "providers": Provider, "localities": Locality, "pcts": Commissioner}
ONE = {"groups": "group", "providers": "provider", "localities": "locality", "pcts": "PCT"}
MANY = {kind: kind for kind in ONE} | {"pcts": "PCTs"}


@dataclass(frozen=True)
class Named:
    """An organisation of a register."""

    code: str
    name: str
    url: str
    edit_url: str


@dataclass(frozen=True)
class Month:
    """Who was in a group in a month, who came and who went."""

    name: str
    members: int
    joined: list[str]
    left: list[str]


@dataclass(frozen=True)
class GroupPage:
    """A group in a financial year, month by month, and its members on the day."""

    name: str
    code: str
    heading: str
    year: str
    months: list[Month]
    members: list[tuple[str, str]]


def practices(user):
    """Practices whose row in the register the user may change."""
    reach = access.reach(user, KEEPING)
    everything = Practice.objects.order_by("name", "code")
    return everything if reach.everything else everything.filter(pk__in=reach.practices)


def groups():
    """Every group: a practice may be in one of another area."""
    return Group.objects.order_by("name")


def localities(user):
    """Localities to which the user may put a practice."""
    reach = access.reach(user, KEEPING)
    everything = Locality.objects.order_by("name")
    return everything if reach.everything else everything.filter(pk__in=reach.localities)


def commissioners(user):
    """Commissioners under which the user may put a locality."""
    reach = access.reach(user, KEEPING)
    everything = Commissioner.objects.order_by("name")
    return everything if reach.everything else everything.filter(pk__in=reach.commissioners)


def named(kind, user):
    """Every organisation of a register, by name; `edit_url` only of those the user may rename."""
    every = NAMED[kind].objects.order_by("name", "code")
    own = set(localities(user)) if kind == "localities" else set(every)
    return [
        Named(one.code, one.name, _url(kind, one), _edit_url(kind, one) if one in own else "")
        for one in every
    ]


def _url(kind, one):
    if kind == "groups":
        return reverse("registers:group-detail", kwargs={"code": one.code})
    if kind == "localities":
        return reverse("core:locality-detail", kwargs={"code": one.code})
    return ""


def _edit_url(kind, one):
    return reverse("registers:organisation-edit", kwargs={"kind": kind, "code": one.code})


def group_page(group, *, day, today):
    """The members of a group on a day, and in each month of the year that it lies in (A01)."""
    year = periods.year_of(day)
    register = queries.register(year=year, known_on=today)
    by_month = {
        month: {p for p, held in register.groups[month].items() if held == group.pk}
        for month in periods.MONTHS
    }
    ids = set().union(*by_month.values())
    names = dict(Practice.objects.filter(pk__in=ids).values_list("pk", "name"))
    now = by_month[periods.month_of(day)]
    there = Practice.objects.filter(pk__in=now).order_by("name")
    return GroupPage(
        name=group.name,
        code=group.code,
        heading=f"{group.name} has {counted(len(now), 'member', 'members')}",
        year=periods.year_name(year),
        months=[_month(year, month, by_month, names) for month in periods.MONTHS],
        members=[(one.name, practice_url(one)) for one in there],
    )


def _month(year, month, by_month, names):
    """Who came and went since the month before; the first month of a year is compared to none."""
    before = by_month.get(month - 1, by_month[month])
    return Month(
        name=f"{month}, {periods.month_and_year(year, month)}",
        members=len(by_month[month]),
        joined=sorted(names[p] for p in by_month[month] - before),
        left=sorted(names[p] for p in before - by_month[month]),
    )


def scopes_touched(practice, day, also=()):
    """The scopes whose figures a change of a practice may move, groups first."""
    stands = practice.memberships.filter(known_until=None).in_force(day).first()
    place = practice.localities.filter(known_until=None).in_force(day).first()
    groups = {stands.group} if stands and stands.group else set()
    places = {place.locality} if place else set()
    groups |= {one for one in also if isinstance(one, Group)}
    places |= {one for one in also if isinstance(one, Locality)}
    found = [Scope("group", one.code) for one in sorted(groups, key=str)]
    return found + [Scope("locality", one.code) for one in sorted(places, key=str)]


def is_closing(practice):
    """Whether a last day of it is written down."""
    return spans.last_day(practice) is not None


def touched_by_reopening(practice, *, today):
    """From when an undone closing counts, and the scopes whose figures it may move; of an open
    practice none."""
    closed_on = spans.last_day(practice)
    if closed_on is None:
        return periods.next_month(today), []
    found = [
        row
        for model in (PracticeLocality, GroupMembership)
        for row in spans.as_before(practice, model, closed_on)
        if row["to_date"] is None or row["to_date"] > closed_on
    ]
    also = [row.get("locality") or row["group"] for row in found]
    return periods.next_month(closed_on), scopes_touched(practice, closed_on, also)


def touched_by_move(locality, said):
    """From when a move of a locality counts, and the scopes whose figures it may move: both
    PCTs, and the locality itself."""
    held = locality.commissioners.filter(known_until=None).in_force(said["from_date"]).first()
    pcts = {said["commissioner"]} | ({held.commissioner} if held else set())
    scopes = [Scope("pct", one.code) for one in sorted(pcts, key=str)]
    return said["from_date"], [*scopes, Scope("locality", locality.code)]


def may_move(user, locality):
    """Whether there is another PCT under which the user may put a locality."""
    return commissioners(user).count() > 1 and locality in localities(user)


def commissioner_scopes():
    """The scopes of all commissioners, by name."""
    return [Scope("pct", one.code) for one in Commissioner.objects.order_by("name")]
