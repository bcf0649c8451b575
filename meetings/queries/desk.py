"""Actions where other pages show them: on the desk, and on the pages of an organisation."""

from dataclasses import dataclass, field

from django.db.models import Count, Window

from meetings.models import HOLDERS, Action
from meetings.models.action import holder_of
from meetings.queries.lists import list_url, new_url, pressing, soon, within
from meetings.queries.rows import EDIT, VIEW, Reader, Row
from meetings.queries.words import day
from pbc.core import access, clock
from pbc.core.kept_rows import kept_rows

SHOWN = 5


@dataclass(frozen=True)
class ActionCard:
    """My actions that are late or due soon, and what that comes to in words."""

    sentence: str
    needing: list[Row] = field(default_factory=list)
    more: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class ActionPanel:
    """What is open for an organisation, the longest overdue first, and where all of it stands."""

    actions: list[Row]
    count: int
    url: str
    new_url: str


def card(user):
    """The card of the desk; None for who has nothing to do.

    The desk hands a card its user alone, so that this is an edge: the day is read here.
    """
    if not access.may(user, VIEW):
        return None
    today = clock.today()
    count = next(iter(_how_many_open(user)), 0)
    if not count:
        return None
    found = _pressing(user, today)
    shown = Reader(user, today).rows(found[:SHOWN], named=False)
    more = f"All my actions, {count} open"
    late = any(action.days_late(today) for action in found)
    return ActionCard(sentence(found, today), shown, more, late)


@kept_rows(VIEW)
def _how_many_open(user):
    # Who may see any sees their own, wherever these are; each post that owns some may see them.
    mine = Action.objects.owned_by(user).open()
    return mine.values_list(Window(Count("pk")), flat=True)[:1]


@kept_rows(VIEW)
def _pressing(user, today):
    return pressing(Action.objects.owned_by(user), today).select_related("raised_by")


def sentence(pressing, today):
    """What is late, else what is due soon, for the heading of the desk."""
    by = f"by {day(soon(today))}"
    late = sum(action.due < today for action in pressing)
    if late:
        return f"{late} of your actions {'is' if late == 1 else 'are'} late"
    if pressing:
        return f"{len(pressing)} of your actions {'is' if len(pressing) == 1 else 'are'} due {by}"
    return f"None of your actions is late or due {by}"


def panel(*, user, organisation):
    """What the page of an organisation shows; None for who may not see its actions."""
    if holder_of(organisation) not in HOLDERS:
        return None
    if not within(access.reach(user, VIEW), organisation):
        return None
    waiting = Action.objects.visible_to(user).of(organisation).open()
    rows = waiting.late_first().with_names()[:SHOWN]
    return ActionPanel(
        actions=Reader(user, clock.today()).rows(rows),
        count=waiting.count(),
        url=list_url(organisation),
        new_url=new_url(organisation) if within(access.reach(user, EDIT), organisation) else "",
    )
