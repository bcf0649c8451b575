"""Practices of a lead's group that are over budget, and with which nobody was in contact (A14)."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from budgets.queries import parts
from budgets.queries.asked import Asked, find_book
from meetings.models.support import EDIT
from meetings.support.queries import last_contacts
from pbc.core import access, clock, money, periods
from pbc.core.pages.frame import counted
from pbc.core.values import Scope

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """A practice, how far over it is, when somebody was last in contact, and where one writes the
    next contact down."""

    practice: str
    over: str
    last: str
    url: str


@dataclass(frozen=True)
class Uncontacted:
    """Practices that wait for a word, those furthest over first."""

    sentence: str
    needing: list[Line]
    more: int


def card(user):
    """The card of a lead's desk; None for who keeps no log, and where nobody waits.

    The desk hands a card its user alone, so that this is an edge: the day is read here.
    """
    if not access.may(user, EDIT):
        return None
    today, reach = clock.today(), access.reach(user, EDIT)
    over = [one for group in _groups(user) for one in _over(group, reach, today)]
    last = last_contacts([part.key for part, _ in over])
    waits = [_line(*one, last.get(one[0].key)) for one in over if _waits(last, one[0], today)]
    if not waits:
        return None
    return Uncontacted(_sentence(len(waits)), waits[:SHOWN], len(waits[SHOWN:]))


def _groups(user):
    """The groups whose log the user keeps, by code."""
    held = [one for one in access.appointments(user) if EDIT in access.PERMISSIONS[one.role]]
    return sorted({one.group for one in held if one.group}, key=lambda group: group.code)


def _over(group, reach, today):
    """The practices of the group that are over the budget of the months known, worst first, each
    with the month to which that is so."""
    found = find_book(Asked(Scope("group", group.code), today))
    if not found.month:
        return []
    there = [one for one in parts.by_practice(found.stands).parts if one.key in reach.practices]
    return [(one, found.month) for one in there if one.has_budget and one.overspend > 0]


def _waits(last, part, today):
    day = last.get(part.key)
    return day is None or (today - day).days > settings.PBC_CONTACT_WITHIN_DAYS


def _line(part, month, last):
    share = money.percent(part.overspend, part.budget)
    of_budget = f", {money.show_percent(share)} of its budget" if share is not None else ""
    return Line(
        practice=part.name,
        over=f"{money.pounds(part.overspend)} over{of_budget} to month {month}",
        last=f"last contact on {periods.day(last)}" if last else "no contact is written down",
        url=reverse("support:contact-new", kwargs={"code": part.code}),
    )


def _sentence(number):
    said = counted(number, "practice over budget has", "practices over budget have")
    return f"{said} had no contact for {settings.PBC_CONTACT_WITHIN_DAYS} days"
