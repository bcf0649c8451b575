"""The card of what was left undone in the background, and what a person may do about it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from pbc.core import access
from pbc.core.models import Errand
from pbc.core.registry import about


@dataclass(frozen=True)
class Undone:
    """An errand that was set aside: what it was to do, about what, for whom, and when it ended."""

    number: int
    what: str
    about: str
    asked_by: str
    asked_at: datetime
    given_up_at: datetime


@dataclass(frozen=True)
class LeftUndone:
    """Work in the background that was set aside of late, for whom it concerns."""

    needing: list[Undone]
    may_retry: bool

    @property
    def sentence(self):
        """Why the desk says so."""
        many = len(self.needing) > 1
        return "Work was left undone" if many else "A piece of work was left undone"


def concerning(user):
    """Errands that concern somebody: all for those who keep the service, else what they had
    asked for or tried again."""
    if access.may(user, "core.edit_register"):
        return Errand.objects.all()
    return Errand.objects.filter(Q(by=user) | Q(retried_by=user))


def left_undone(user):
    """The card of the desk; None where nothing that concerns the user was set aside."""
    errands = concerning(user).left_undone().prefetch_related("by", "retried_by")
    found = [_undone(errand) for errand in errands.order_by("pk")]
    return LeftUndone(found, access.may(user, "core.retry_errand")) if found else None


def _undone(errand):
    of = about.get(errand.kind)
    return Undone(
        number=errand.pk,
        what=in_words(errand),
        about=of(errand.key) if of else "",
        asked_by=str(errand.retried_by or errand.by),
        asked_at=errand.asked_at,
        given_up_at=errand.finished_at,
    )


def in_words(errand):
    """What an errand is to do, as a sentence begins."""
    return f"{errand.kind[:1].upper()}{errand.kind[1:]}"
