"""What an action is about: a figure or a line by its code, as the app that knows it says it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from meetings.models import Action
from meetings.queries.rows import EDIT, VIEW, Reader, Row
from pbc.core import access, registry
from pbc.core.statements import kept_for_anybody
from pbc.core.values import Figure, Scope

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
    field, text = _about(code)
    found = Action.objects.visible_to(user).filter(**{field: text})
    return found.late_first().with_names()


def _about(code):
    """In which field to look for an action about a figure or a line, and for what."""
    try:
        Figure.of(code)
    except ValueError:
        return "about", code
    return "about__startswith", code.rsplit("-", 2)[0] + "-"


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
    rows = Reader(user, today).rows(raised(user, code)) if _one_raised(*_about(code)) else []
    asked = urlencode({"about": code})
    may_raise = access.may(user, EDIT)
    return Raised(rows, f"{reverse('meetings:action-new')}?{asked}" if may_raise else "")


@kept_for_anybody(blank=("text",))
def _one_raised(field, text):
    return Action.objects.filter(**{field: text}).values_list("pk")[:1]
