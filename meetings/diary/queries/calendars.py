"""What a person's calendar reads."""

import hashlib
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse

from meetings.models import CalendarFeed, Event, Meeting

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
    """The meetings with a day that a person sees, and the events to which a practice of theirs is
    invited, a year back and all to come: the latest first, so that of very many the oldest are left
    out."""
    seen = Q(pk__in=Meeting.objects.visible_to(person).values("pk"))
    seen |= Q(event__in=Event.objects.visible_to(person))
    found = Meeting.objects.filter(seen, day__gte=today - BACK).with_names()
    return found.select_related("event").order_by("-day", "-pk")[:MOST]


def path_of(meeting):
    """The page of a meeting; that of the event, where it is one, which more people see."""
    event = getattr(meeting, "event", None)
    if event:
        return reverse("events:event-detail", args=[event.pk])
    return reverse("diary:meeting-detail", args=[meeting.pk])


def feed_of(person):
    """What is known of a person's address: when it was made. None where they have none."""
    return CalendarFeed.objects.filter(person=person).first()
