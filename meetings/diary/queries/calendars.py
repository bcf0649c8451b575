"""What a person's calendar reads."""

import hashlib
from datetime import timedelta

from meetings.models import CalendarFeed, Meeting

BACK = timedelta(days=366)  # how far back a calendar is told of meetings
MOST = 500


def digest(token):
    """The SHA-256 of the secret part of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


def whose(token):
    """Whose address it is; None where it leads nowhere, or they may not sign in any more."""
    found = CalendarFeed.objects.filter(token_sha256=digest(token), person__is_active=True)
    feed = found.select_related("person").first()
    return feed.person if feed else None


def meetings_of(person, today):
    """The meetings with a day that a person sees, a year back and all to come: the latest first,
    so that of very many the oldest are left out."""
    seen = Meeting.objects.visible_to(person).filter(day__gte=today - BACK)
    return seen.with_names().order_by("-day", "-pk")[:MOST]


def feed_of(person):
    """What is known of a person's address: when it was made. None where they have none."""
    return CalendarFeed.objects.filter(person=person).first()
