"""Who speaks for each group on a body, on one day (A09)."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from meetings.models import Body, Nomination
from pbc.core import access, periods
from pbc.core.models import Group, GroupMembership, LocalityCommissioner, PracticeLocality
from pbc.core.pages.frame import counted

VIEW, EDIT = "meetings.view_meeting", "meetings.edit_meeting"


@dataclass(frozen=True)
class Seat:
    """Who speaks for a group, for how long, and who comes after; `holder` empty is nobody."""

    group: str
    holder: str
    term: str
    following: str
    nominate_url: str
    end_url: str


@dataclass(frozen=True)
class Representation:
    """The groups of a body on a day, and who speaks for each."""

    pk: int
    name: str
    caption: str
    heading: str
    seats: list[Seat]


@dataclass(frozen=True)
class BodyLine:
    """A body, and how many of its groups have nominated somebody."""

    name: str
    note: str
    url: str
    is_whole: bool


def groups_of(body, day):
    """The groups that have a member where the body acts on that day; of a group, itself."""
    if body.group_id:
        return Group.objects.filter(pk=body.group_id)
    places = PracticeLocality.objects.known_on(day).in_force(day)
    if body.locality_id:
        there = places.filter(locality=body.locality_id)
    else:
        rows = LocalityCommissioner.objects.known_on(day).in_force(day)
        own = rows.filter(commissioner=body.commissioner_id).values("locality")
        there = places.filter(locality__in=own)
    members = GroupMembership.objects.known_on(day).in_force(day)
    ids = members.filter(practice__in=there.values("practice"), group__isnull=False)
    return Group.objects.filter(pk__in=ids.values("group")).order_by("name", "code")


def bodies(user, today):
    """The bodies that the user may see, those that lack somebody first."""
    seen = list(Body.objects.visible_to(user).with_names())
    there = Nomination.objects.filter(body__in=seen).in_force(today)
    groups, spoken_for = _groups_of_each(seen, today), set(there.values_list("body", "group"))
    found = [_line(body, groups[body.pk], spoken_for) for body in seen]
    return sorted(found, key=lambda line: (line.is_whole, line.name))


def representation(user, pk, *, day):
    """Who speaks for each group on a body that day; None where the body is not the user's to
    see."""
    body = Body.objects.visible_to(user).with_names().filter(pk=pk).first()
    if body is None:
        return None
    may_edit = may(user, pk)
    rows = Nomination.objects.filter(body=body).exclude(to_date__lt=day)
    by_group = {}
    for one in rows.select_related("person").order_by("from_date"):
        by_group.setdefault(one.group_id, []).append(one)
    seats = [_seat(body, g, by_group.get(g.pk, []), day, may_edit) for g in groups_of(body, day)]
    held = sum(bool(seat.holder) for seat in seats)
    return Representation(
        pk=body.pk,
        name=body.name,
        caption=f"{body.get_kind_display()}, {body.organisation}",
        heading=_heading(body.name, held, len(seats)),
        seats=sorted(seats, key=lambda seat: bool(seat.holder)),
    )


def may(user, pk):
    """Whether the user may nominate for that body."""
    return access.may(user, EDIT) and (
        Body.objects.visible_to(user, to=EDIT).filter(pk=pk).exists()
    )


def _heading(name, held, groups):
    if not groups:
        return f"{name}: no group is a member where it acts"
    return f"{name}: {held} of {counted(groups, 'group has', 'groups have')} a representative"


def _groups_of_each(bodies, day):
    """As `groups_of` has them, of many bodies by three statements: {body: ids of groups}."""
    members = GroupMembership.objects.known_on(day).in_force(day).filter(group__isnull=False)
    of_practice, of_locality, of_pct = defaultdict(set), defaultdict(set), defaultdict(set)
    for practice, group in members.values_list("practice", "group"):
        of_practice[practice].add(group)
    places = PracticeLocality.objects.known_on(day).in_force(day)
    for locality, practice in places.values_list("locality", "practice"):
        of_locality[locality] |= of_practice[practice]
    rows = LocalityCommissioner.objects.known_on(day).in_force(day)
    for pct, locality in rows.values_list("commissioner", "locality"):
        of_pct[pct] |= of_locality[locality]
    return {
        one.pk: (one.group_id and {one.group_id})
        or of_locality[one.locality_id] | of_pct[one.commissioner_id]
        for one in bodies
    }


def _line(body, groups, spoken_for):
    there = sum((body.pk, group) in spoken_for for group in groups)
    url = reverse("decisions:representation", args=[body.pk])
    note = f"{there} of {counted(len(groups), 'group has', 'groups have')} a representative"
    return BodyLine(f"{body.name}, {body.organisation}", note, url, there == len(groups))


def _seat(body, group, terms, day, may_edit):
    now = next((one for one in terms if one.from_date <= day), None)
    later = [one for one in terms if one.from_date > day]
    asked = f"{reverse('decisions:nominate', args=[body.pk])}?{urlencode({'group': group.code})}"
    nominate = asked if may_edit else ""
    end = reverse("decisions:nomination-end", args=[now.pk]) if may_edit and now else ""
    return Seat(
        group=group.name,
        holder=now.holder if now else "",
        term=_term(now) if now else "",
        following=f"{later[0].holder} from {periods.short_day(later[0].from_date)}"
        if later
        else "",
        nominate_url=nominate,
        end_url=end,
    )


def _term(nomination):
    first = periods.short_day(nomination.from_date)
    last = nomination.to_date and periods.short_day(nomination.to_date)
    return f"{first} to {last}" if last else f"from {first}"
