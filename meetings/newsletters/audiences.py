"""The pages of audiences: which there are, whom each reaches, and whose mail somebody gets."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from meetings.models import Audience, Newsletter, OptOut
from meetings.models.audience import EDIT, VIEW
from meetings.models.held import holders
from meetings.newsletters import reach
from pbc.core import access, periods
from pbc.core.clock import LONDON
from pbc.core.pages.frame import counted


@dataclass(frozen=True)
class AudienceRow:
    """An audience of the list: whose it is, its rule in words, how many it reaches today."""

    name: str
    whose: str
    rule: str
    reaches: str
    last: str
    url: str


@dataclass(frozen=True)
class Named:
    """Somebody who is in an audience by name; `off_url` is empty where this user keeps it not."""

    name: str
    off_url: str


@dataclass(frozen=True)
class AudiencePage:
    """An audience: whom it reaches today and whom not."""

    audience: Audience
    caption: str
    heading: str
    lead: str
    rule: str
    named: list[Named]
    vacant: list[str]
    reached: list[reach.Listed]
    not_reached: list[reach.Listed]
    may_edit: bool


@dataclass(frozen=True)
class OwnRow:
    """An audience in which the user is, or which they left: since when, and the way to change."""

    name: str
    whose: str
    because: str
    left: str
    url: str


def audience_rows(user, today):
    """The audiences that the user sees, by name."""
    rows = Audience.objects.visible_to(user, VIEW).with_names().order_by("name", "pk")
    last = Newsletter.objects.sent().filter(audience__in=rows).order_by("sent_on", "pk")
    sent = dict(last.values_list("audience", "sent_on"))
    return [_row(one, today, sent.get(one.pk)) for one in rows]


def _row(audience, today, last):
    there = reach.listed(audience, today)
    reaches = counted(sum(one.gets_it for one in there), "person", "people")
    return AudienceRow(
        name=audience.name,
        whose=str(audience.organisation),
        rule=rule_in_words(audience) or "Those who are named",
        reaches=reaches,
        last=periods.day(last) if last else "nothing yet",
        url=reverse("newsletters:audience-detail", args=[audience.pk]),
    )


def rule_in_words(audience):
    """Practice manager of Dacorum; GP lead of West Hertfordshire."""
    rows = audience.rules.select_related(*holders()).order_by("pk")
    return "; ".join(map(str, rows))


def audience_page(user, audience, today):
    """The AudiencePage of an audience that the user may see."""
    there = reach.listed(audience, today)
    reached = [one for one in there if one.gets_it]
    may_edit = may(user, audience)
    rule = rule_in_words(audience)
    return AudiencePage(
        audience=audience,
        caption=f"An audience of {audience.organisation}",
        heading=f"{audience}: {counted(len(reached), 'person', 'people')} today",
        lead=_lead(there),
        rule=rule or "Nobody by rule: those who are named alone",
        named=_named(audience, may_edit),
        vacant=reach.vacant(audience, today),
        reached=reached,
        not_reached=[one for one in there if not one.gets_it],
        may_edit=may_edit,
    )


def may(user, audience):
    """Whether the user keeps that audience."""
    return (
        access.may(user, EDIT)
        and Audience.objects.visible_to(user, EDIT).filter(pk=audience.pk).exists()
    )


def _lead(there):
    """How many get a mail, and how many do not and why."""
    by_fate = Counter(one.fate for one in there)
    said = [f"{fate.label}: {by_fate[fate]}" for fate in reach.Fate if by_fate[fate]]
    return ". ".join(said) + "." if said else "Nobody is in it."


def _named(audience, may_edit):
    rows = audience.members.select_related("person", "post").order_by("pk")
    return [
        Named(
            f"Whoever is {one.post}" if one.post else str(one.person),
            reverse("newsletters:member-off", args=[one.pk]) if may_edit else "",
        )
        for one in rows
    ]


def own_rows(user, today):
    """The audiences in which the user is today, and those that they left."""
    return [row for _, row in _own_audiences(user, today)]


def own_audience(user, pk, today):
    """An audience in which the user is, or which they left; None for any other."""
    return next((one for one, _ in _own_audiences(user, today) if one.pk == pk), None)


def _own_audiences(user, today):
    left = {one.audience_id: one for one in OptOut.objects.visible_to(user).in_force()}
    roles = [held.role for held in access.appointments(user)]
    near = Audience.objects.filter(
        Q(rules__role__in=roles)
        | Q(members__person=user)
        | Q(members__post__tenures__person=user)
        | Q(pk__in=left)
    )
    for audience in near.distinct().with_names().order_by("name", "pk"):
        mine = [one for one in reach.listed(audience, today) if one.person == user]
        is_in = bool(mine) and mine[0].fate != reach.Fate.GONE
        if is_in or audience.pk in left:
            yield audience, _own(audience, mine, left.get(audience.pk))


def _own(audience, mine, left):
    view = "newsletters:rejoin" if left else "newsletters:leave"
    return OwnRow(
        name=audience.name,
        whose=str(audience.organisation),
        because=mine[0].because if mine else "",
        left=periods.day(left.left_at.astimezone(LONDON).date()) if left else "",
        url=reverse(view, args=[audience.pk]),
    )
