"""A form that came too late, or came back, is kept for its person, and goes when it is used."""

from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from pbc.core.deeds import deed
from pbc.core.models import KeptForm
from pbc.core.sign_ins import sessions

AT_MOST = 5  # forms of one person: the oldest goes


@deed
def keep_form(*, token, path, page, sealed, by):
    """Keep what somebody typed; more than a few of one person are not kept."""
    _make_room(KeptForm.objects.not_sent().filter(person=by))
    return KeptForm.objects.create(person=by, token=token, path=path, page=page, sealed=sealed)


@deed
def keep_what_came_back(*, session, token, path, page, sealed, by):
    """Keep a form that came back, as its page was, until its session ends; of one person a few."""
    _make_room(KeptForm.objects.come_back().filter(person=by))
    return KeptForm.objects.create(
        person=by, session_id=session, token=token, path=path, page=page, sealed=sealed
    )


def _make_room(mine):
    KeptForm.objects.stale().delete()
    newest = mine.order_by("-pk").values_list("pk", flat=True)[: AT_MOST - 1]
    mine.exclude(pk__in=list(newest)).delete()


@deed
def discard_form(*, kept, by):
    """Throw away what somebody typed; the same as when it was sent."""
    return KeptForm.objects.filter(person=by, pk=kept).delete()[0]


@deed
def clear_up(*, by):
    """Remove sessions that have ended, forms that are a day old, and what was kept
    long enough of who signed in."""
    KeptForm.objects.stale().delete()
    Session.objects.filter(expire_date__lt=Now()).delete()
    sessions.clear_up()
