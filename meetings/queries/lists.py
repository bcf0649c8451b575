"""The lists of actions: mine, and those of an organisation, one view an address."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q
from django.urls import reverse

from meetings.models import Action, State
from meetings.models.action import holder_of
from meetings.queries.rows import EDIT, VIEW, Reader
from pbc.core import access, periods
from pbc.core.kept_lists import kept_list, total, totals
from pbc.core.kept_rows import kept_rows
from pbc.core.models import Commissioner, Group, GroupMembership, Locality, Practice
from pbc.core.models import PracticeLocality as Place

KINDS = {"pct": Commissioner, "locality": Locality, "group": Group, "practice": Practice}
SOON = timedelta(days=7)


class NoSuchList(Exception):
    """There is no such organisation, or its actions are not the user's to see."""


@dataclass(frozen=True)
class Tab:
    """One view of a list, with how many it holds."""

    name: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class ListPage:
    """A list of actions: the finding, its views, and the actions that this one shows."""

    caption: str
    heading: str
    tabs: list[Tab]
    actions: object
    empty: str
    take_url: str
    new_url: str = ""
    named: bool = True


def soon(today):
    """The last day that is said to be due soon: a week ahead, or the end of the month."""
    end = today.replace(day=monthrange(today.year, today.month)[1])
    return max(today + SOON, end)


def pressing(actions, today):
    """Of these, the open ones that are late or due soon, the longest overdue first."""
    return actions.open().filter(due__lte=soon(today)).late_first()


def my_page(user, *, view, today):
    """My actions: open, those that I wait for, and those that were closed this year; all there are
    for whoever only reads."""
    if not access.may(user, EDIT):
        return _read_page(user, view, today)
    views = {
        "open": ("Open", _open(user)),
        "waiting": ("Waiting for others", _waited_for(user)),
        "closed": ("Closed this year", _closed_this_year(user, today)),
    }
    return ListPage(
        caption=f"{periods.weekday(today)} {today.year}",
        heading=f"My actions: {counts(_tally_of(user, today), today)}",
        new_url=reverse("meetings:action-new"),
        empty=EMPTY_OF_MINE[view if view in views else "open"],
        take_url=reverse("meetings:action-list-table"),
        named=view == "waiting",
        **_views(views, view, reverse("meetings:action-list")),
    )


def _read_page(user, view, today):
    """All that somebody may see who has none of their own: an auditor."""
    views = {
        "open": ("Open", _open(user)),
        "closed": ("Closed this year", _closed_this_year(user, today)),
    }
    return ListPage(
        caption=f"{periods.weekday(today)} {today.year}",
        heading=f"Actions: {counts(_tally_of(user, today), today)}",
        empty=EMPTY_OF_MINE["closed"] if view == "closed" else "No action is open.",
        take_url=reverse("meetings:action-list-table"),
        **_views(views, view, reverse("meetings:action-list")),
    )


def _own(user):
    """The user's actions; all that may be seen, of who has none of their own."""
    seen = Action.objects.visible_to(user)
    return seen.owned_by(user) if access.may(user, EDIT) else seen


@kept_list(VIEW)
def _open(user):
    return _own(user).open().late_first().with_names()


@kept_list(VIEW)
def _waited_for(user):
    raised = Action.objects.visible_to(user).open().filter(raised_by=user)
    return raised.exclude(pk__in=_own(user)).late_first().with_names()


@kept_list(VIEW)
def _closed_this_year(user, today):
    return _closed(_own(user), today).with_names()


@kept_rows(VIEW)
def _tally_of(user, today):
    return tally(_own(user), today)


def organisation_page(user, *, kind, code, view, today):
    """The actions of one organisation, and of its practices. Raises NoSuchList."""
    organisation = find(user, kind, code)
    seen = Action.objects.visible_to(user)
    own, practices = seen.of(organisation), _practices(organisation, today)
    views = {"open": ("Open", own.open().late_first().with_names())}
    if practices is not None:
        theirs = seen.filter(practice__in=practices)
        views["practices"] = ("Of its practices", theirs.open().late_first().with_names())
    views["closed"] = ("Closed this year", _closed(own, today).with_names())
    may_raise = within(access.reach(user, EDIT), organisation)
    return ListPage(
        caption=f"{organisation}, {periods.weekday(today)} {today.year}",
        heading=f"Actions of {organisation}: {counts(tally(own, today), today)}",
        new_url=new_url(organisation) if may_raise else "",
        empty=EMPTY_OF_OTHERS.get(view, EMPTY_OF_OTHERS["open"]),
        take_url=list_url(organisation, "action-of-table"),
        **_views(views, view, list_url(organisation)),
    )


def find(user, kind, code):
    """The organisation by its address, where the user may see its actions."""
    found = KINDS[kind].objects.filter(code=code).first() if kind in KINDS else None
    if found is None or not within(access.reach(user, VIEW), found):
        raise NoSuchList(f"There are no actions of {kind} {code}")
    return found


def within(reach, organisation):
    """Whether an organisation lies where a permission reaches."""
    ids = {
        "commissioner": reach.commissioners,
        "locality": reach.localities,
        "group": reach.groups,
        "practice": reach.practices,
    }
    return reach.everything or organisation.pk in ids[holder_of(organisation)]


def tally(actions, today):
    """Of the open ones of these: how many there are, are late, and are due soon."""
    late, due = Q(due__lt=today), Q(due__gte=today, due__lte=soon(today))
    number = (Count("pk"), Count("pk", filter=late), Count("pk", filter=due))
    return totals(actions.open(), *number)


def counts(tally, today):
    """1 late, 2 due by 31 March, 3 more open; none open."""
    number, late, due = total(tally, (0, 0, 0))
    more = number - late - due
    last = f"{soon(today).day} {periods.month_name(periods.month_of(soon(today)))}"
    said = [f"{late} late"] if late else []
    said += [f"{due} due by {last}"] if due else []
    said += [f"{more} {'more ' if said else ''}open"] if more else []
    return ", ".join(said) or "none open"


def kind_of(organisation):
    """What an address calls an organisation of that kind: pct, locality, group, practice."""
    return next(kind for kind, model in KINDS.items() if isinstance(organisation, model))


def list_url(organisation, name="action-of"):
    """The address of an organisation's actions, as a page or as a file."""
    which = {"kind": kind_of(organisation), "code": organisation.code}
    return reverse(f"meetings:{name}", kwargs=which)


def new_url(organisation):
    """The address of a new action for an organisation."""
    return f"{reverse('meetings:action-new')}?of={kind_of(organisation)}:{organisation.code}"


def shown(page, rows, user, today):
    """The actions of one page of a list, as it shows them."""
    return Reader(user, today).rows(rows, named=page.named)


def _views(views, view, url):
    """The tabs, and the actions of the one that is asked for; the first where it is none."""
    current = view if view in views else next(iter(views))
    tabs = [
        Tab(name, rows.count(), f"{url}?show={key}", key == current)
        for key, (name, rows) in views.items()
    ]
    return {"tabs": tabs, "actions": views[current][1]}


def _closed(actions, today):
    """Done or dropped in the financial year of the day, newest first."""
    since = periods.first_day(periods.year_of(today), 1)
    rows = actions.exclude(state=State.OPEN).filter(closed_on__gte=since)
    return rows.order_by(F("closed_on").desc(), "-pk")


def _practices(organisation, today):
    """The practices that are in a group or a locality today; None of what has none."""
    if isinstance(organisation, Group):
        rows = GroupMembership.objects.filter(group=organisation)
    elif isinstance(organisation, Locality):
        rows = Place.objects.filter(locality=organisation)
    else:
        return None
    return rows.known_on(today).in_force(today).values("practice")


EMPTY_OF_MINE = {
    "open": "Nothing waits for you. An action that is given to you, or to the post you hold, "
    "stands here until it is done. You raise one from a figure, from a line, or here.",
    "waiting": "You wait for nobody. What you raise and give to somebody else stands here.",
    "closed": "Nothing was closed since April. What is done or dropped stands here.",
}
EMPTY_OF_OTHERS = {
    "open": "Nothing is to be done. Raise an action from one of its figures, or here.",
    "practices": "Nothing is to be done by one of its practices alone.",
    "closed": "Nothing was closed since April. What is done or dropped stands here.",
}
