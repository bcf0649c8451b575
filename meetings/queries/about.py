"""What an action is about: a figure or a line by its code, as the app that knows it says it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models.functions import Collate
from django.urls import reverse

from meetings.models import Action
from meetings.queries.rows import EDIT, VIEW, Reader, Row
from pbc.core import access, registry
from pbc.core.statements import kept_for_anybody
from pbc.core.values import Figure, Scope

LAST = "\U0010ffff"  # no sign comes after it
SECTION = "what an action is about"  # upper apps answer under this name: read(user=, code=)


@dataclass(frozen=True)
class About:
    """A figure or a line in words, its page, and the organisation whose it is (None: many). `todo`
    is what the form of an action about it begins with."""

    code: str
    said: str
    url: str
    scope: Scope | None = None
    todo: str = ""


def find(user, code):
    """The figure or line that has the code, where the user may see it; None else."""
    for entry in registry.sections:
        if entry.name == SECTION:
            found = entry.read(user=user, code=code)
            if found:
                return found
    return None


def raised(user, code):
    """Actions that the user may see about a figure or a line, the longest overdue first.

    A figure is the same on whatever day it is known: the actions stay when it is restated.
    """
    found = _about(Action.objects.visible_to(user), *_between(code))
    return found.late_first().with_names()


def _between(code):
    """The first and the last code by which a figure or a line can be told: a figure has one for
    each day on which it is known, a line its own alone."""
    try:
        Figure.of(code)
    except ValueError:
        return code, code
    figure = code.rsplit("-", 2)[0] + "-"
    return figure, figure + LAST


def _about(actions, first, last):
    """Of these actions those that are about one of these codes, in the order of their signs: in
    that of a language a minus may count for nothing."""
    return actions.alias(code=Collate("about", "C")).filter(code__range=(first, last))


@dataclass(frozen=True)
class Raised:
    """What is being done about a figure or a line, and where to raise more."""

    actions: list[Row]
    new_url: str


def section(user, code, today):
    """What a page shows under a figure or a line; None where there is no code or no right."""
    if not code or not access.may(user, VIEW):
        return None
    # Of most figures nothing was raised, and that is quicker to know than what the user may see.
    rows = Reader(user, today).rows(raised(user, code)) if _one_raised(*_between(code)) else []
    asked = urlencode({"about": code})
    may_raise = access.may(user, EDIT)
    return Raised(rows, f"{reverse('meetings:action-new')}?{asked}" if may_raise else "")


@kept_for_anybody(blank=("first", "last"))
def _one_raised(first, last):
    return _about(Action.objects, first, last).values_list("pk")[:1]
