"""What somebody was told, for their desk."""

from dataclasses import dataclass
from datetime import date

from activity.models import Notice
from pbc.core.kept_rows import kept_rows

SHOWN = 5


@dataclass(frozen=True)
class Told:
    """One thing that somebody was told, and when."""

    sentence: str
    on: date


@dataclass(frozen=True)
class Card:
    """The newest things that somebody was told."""

    told: list[Told]
    needs_you: bool = False


def card(*, user):
    """The card of the desk; None for who was told nothing."""
    told = [Told(*one) for one in _newest(user)]
    return Card(told) if told else None


@kept_rows()
def _newest(user):
    newest = Notice.objects.visible_to(user).order_by("-pk")
    return newest.values_list("sentence", "told_on")[:SHOWN]
