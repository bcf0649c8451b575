"""The sessions that somebody has open, and their end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.functions import Now

from pbc.core.models import OpenSession, SignInRecord
from pbc.core.models.sign_in import OF_THE_SECOND_STEP


@dataclass(frozen=True)
class Opened:
    """One of them: by which browser and from where, since when, and when it last asked."""

    pk: int
    device: str
    address: str
    since: datetime
    seen_at: datetime
    is_here: bool


def of(person, key):
    """Those of somebody that still stand, the one with this key first, then the latest seen."""
    live = Session.objects.filter(expire_date__gt=Now()).values("session_key")
    rows = OpenSession.objects.filter(person=person, session_key__in=live).order_by("-seen_at")
    found = [_opened(one, key) for one in rows]
    return sorted(found, key=lambda one: not one.is_here)


def _opened(one, key):
    here = one.session_key == key
    return Opened(one.pk, one.device, one.address or "", one.since, one.seen_at, here)


@transaction.atomic
def end(rows):
    """End these sessions at once; return how many there were. One that gets a new key in the same
    moment is waited for, and ended under that."""
    held = dict(rows.select_for_update().values_list("pk", "session_key"))
    Session.objects.filter(session_key__in=held.values()).delete()
    return OpenSession.objects.filter(pk__in=held).delete()[0]


def end_all(person, but=""):
    """End every session of somebody, but that with this key; return how many there were."""
    return end(OpenSession.objects.filter(person=person).exclude(session_key=but))


def clear_up():
    """Forget the rows whose session has ended, and what was kept long enough; what changed of
    somebody's second step stays."""
    kept = timedelta(days=settings.PBC_SIGN_INS_KEPT_DAYS)
    old = SignInRecord.objects.filter(at__lt=Now() - kept)
    old.exclude(what__in=OF_THE_SECOND_STEP).delete()
    OpenSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
