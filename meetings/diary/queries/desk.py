"""Meetings where other pages show them: on the desk, and on the page of a group."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q

from meetings.diary.queries.lists import VIEW, BodyRow, MeetingRow, body_rows, rows_of
from meetings.models import ORGANISATIONS, Body, Meeting, SeatPost
from pbc.core import access, clock
from pbc.core.kept_rows import kept_rows

SHOWN = 3
AHEAD = timedelta(days=31)


@dataclass(frozen=True)
class MeetingCard:
    """Meetings whose day the person has to arrange, and the next ones to come."""

    sentence: str
    needing: list[MeetingRow] = field(default_factory=list)
    coming: list[MeetingRow] = field(default_factory=list)


@dataclass(frozen=True)
class MeetingPanel:
    """The bodies of an organisation, each with its next meeting."""

    bodies: list[BodyRow]


def card(user):
    """The card of the desk; None for who has no meeting within a month and none to arrange.

    The desk hands a card its user alone, so that this is an edge: the day is read here.
    """
    if not access.may(user, VIEW):
        return None
    found = _soon(user, clock.today())
    coming = [one for one in found if one.day][:SHOWN]
    waiting = [one for one in found if one.day is None]
    if not found:
        return None
    return MeetingCard(_sentence(waiting), rows_of(waiting), rows_of(coming))


@kept_rows(VIEW)
def _soon(user, today):
    """Meetings within a month, and of bodies that the user chairs those without a day."""
    chaired = user.seats.in_force(today).filter(post=SeatPost.CHAIR).values("body")
    soon = Q(day__lte=today + AHEAD) | Q(day=None, body__in=chaired)
    to_come = Meeting.objects.visible_to(user).to_come(today)
    return to_come.filter(soon).next_first().with_body()


def _sentence(waiting):
    """1 meeting that you chair has no day yet."""
    has = "meeting that you chair has" if len(waiting) == 1 else "meetings that you chair have"
    return f"{len(waiting)} {has} no day yet"


def panel(*, user, organisation):
    """The bodies of a group, locality or PCT that somebody sees; None where there are none."""
    if type(organisation).__name__.lower() not in ORGANISATIONS or not access.may(user, VIEW):
        return None
    own = Body.objects.visible_to(user).of(organisation).order_by("name", "pk").with_names()
    bodies = body_rows(list(own), clock.today())
    return MeetingPanel(bodies) if bodies else None
