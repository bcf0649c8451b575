"""What the service notes of itself: its sweeps, and how often somebody was not let in."""

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Now

from pbc.core import clock
from pbc.core.models import RefusedSignIns, Sweep

LOOKED_BACK = 7  # days
KEPT = timedelta(days=90)


def swept(*, name, worker, note=""):
    """A sweep came to its end in that worker, with a word about what somebody should look at."""
    said = {"worker": worker, "ended_at": Now(), "note": note[:200]}
    Sweep.objects.update_or_create(name=name, defaults=said)


def refused_sign_in():
    """A name and a password did not go together. Whose they were is not written down."""
    today = _today()
    RefusedSignIns.objects.filter(day__lt=today - KEPT).delete()
    RefusedSignIns.objects.get_or_create(day=today)
    RefusedSignIns.objects.filter(day=today).update(count=F("count") + 1)


def refused_of_late():
    """[(day, how often)] of the last days on which somebody was not let in, newest first."""
    since = _today() - timedelta(days=LOOKED_BACK - 1)
    rows = RefusedSignIns.objects.filter(day__gte=since).order_by("-day")
    return list(rows.values_list("day", "count"))


def _today():
    """The day by the wall clock: a demonstration's own day is not the one of its visitors."""
    return clock.now().astimezone(clock.LONDON).date()
