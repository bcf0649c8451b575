"""The desk's card of checks: what a practice was asked for, and how those of a group stand."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse

from budgets.checks import queries
from budgets.models import Check
from budgets.models.check import VIEW
from meetings.models import State
from meetings.queries import words
from pbc.core import access, clock, periods
from pbc.core.kept_rows import kept_rows
from pbc.core.models import Group


@dataclass(frozen=True)
class Line:
    """A sentence, and the page that says more."""

    text: str
    url: str
    link: str


@dataclass(frozen=True)
class ChecksCard:
    """How checks stand for whoever looks. `needing` is what waits for that person alone: a
    practice's are among its actions already."""

    lines: list[Line]
    sentence: str = ""
    needing: list = field(default_factory=list)


def card(user):
    """The card; None where no practice of the user's was asked for anything.

    The desk hands a card its user alone, so that this is an edge: the day is read here.
    """
    today = clock.today()
    lines = [_of_group(user, one, today) for one in _groups(user)]
    lines += _of_practices(user, today)
    lines = [one for one in lines if one]
    return ChecksCard(lines) if lines else None


@kept_rows(VIEW)
def _groups(user):
    reached = access.reach(user, VIEW).groups
    return Group.objects.filter(pk__in=reached).order_by("name", "pk")


def _of_group(user, group, today):
    grid = queries.grid(user, group, today=today)
    if not grid.rows:
        return None
    url = reverse("checks:grid", args=[group.code])
    return Line(grid.heading, url, "The practices and their checks")


def _of_practices(user, today):
    """The newest month of each practice of whose the user is."""
    newest = _newest_months(user)
    if not newest:
        return []
    own = _own_practices(user)
    which = (Q(practice=pk, year=year, month=month) for pk, year, month in newest)
    rows = _of_own(user).filter(reduce(or_, which)).select_related("action", "agreed__group")
    by_practice = {}
    for one in rows.order_by("pk"):
        by_practice.setdefault(one.practice_id, []).append(one)
    return [_of_practice(own[pk], of, today) for pk, of in by_practice.items()]


@kept_rows(VIEW)
def _newest_months(user):
    """(practice, year, month) of the newest month of each."""
    months = _of_own(user).order_by("practice_id", "-year", "-month").distinct("practice_id")
    return months.values_list("practice_id", "year", "month")


def _of_own(user):
    return Check.objects.visible_to(user).filter(practice__in=_own_practices(user))


def _own_practices(user):
    """{id: practice} of those for which the user is appointed."""
    return {one.practice_id: one.practice for one in access.appointments(user) if one.practice_id}


def _of_practice(practice, checks, today):
    waiting = [one.action for one in checks if one.action.state == State.OPEN]
    name = periods.month_and_year(checks[0].year, checks[0].month)
    group = checks[0].agreed.group
    url = reverse("checks:agreed-list", args=[group.code])
    link = f"What {group} agreed on"
    if not waiting:
        done = sum(one.action.state == State.DONE for one in checks)
        return Line(f"{practice}: {done} of {len(checks)} checks of {name} done", url, link)
    due = min(one.due for one in waiting)
    by = f"by {words.day(due)}" if due >= today else f"since {words.day(due)}"
    number = f"{len(waiting)} of {len(checks)} checks of {name}"
    return Line(f"{practice}: {number} to be done {by}", url, link)
