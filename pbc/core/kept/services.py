"""A form that came too late is kept for its person, and goes when it is used."""

from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from pbc.core.deeds import deed
from pbc.core.models import KeptForm

AT_MOST = 5  # forms of one person: the oldest goes


@deed
def keep_form(*, token, path, page, fields, files, by):
    """Keep what somebody typed; more than a few of one person are not kept."""
    mine = KeptForm.objects.filter(person=by)
    mine.stale().delete()
    newest = mine.order_by("-pk").values_list("pk", flat=True)[: AT_MOST - 1]
    mine.exclude(pk__in=list(newest)).delete()
    return KeptForm.objects.create(
        person=by, token=token, path=path, page=page, fields=fields, files=files
    )


@deed
def discard_form(*, kept, by):
    """Throw away what somebody typed; the same as when it was sent."""
    return KeptForm.objects.filter(person=by, pk=kept).delete()[0]


@deed
def clear_up(*, by):
    """Remove sessions that have ended, and forms that are a day old."""
    KeptForm.objects.stale().delete()
    Session.objects.filter(expire_date__lt=Now()).delete()
