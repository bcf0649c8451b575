"""The address at which a person's calendar reads their meetings: made and renewed."""

import secrets

from django.utils import timezone

from meetings.diary.queries.calendars import digest
from meetings.models import CalendarFeed
from pbc.core.deeds import deed


@deed
def renew_calendar(*, by):
    """Make the person's private address, or another in its place; return its secret part.

    Only the SHA-256 of it is kept, so that it is shown once.
    """
    token = secrets.token_urlsafe(32)
    kept = {"token_sha256": digest(token), "renewed_at": timezone.now()}
    CalendarFeed.objects.update_or_create(person=by, defaults=kept)
    return token
