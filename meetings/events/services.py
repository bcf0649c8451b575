"""What happens when an event is arranged, and when others are invited to it (A13)."""

from meetings.diary import rules
from meetings.models import Event, Invitation, Meeting, month_of
from pbc.core import versions
from pbc.core.deeds import deed


@deed
def arrange_event(*, kind, body, title, month, day, starts, ends, place, lunch, practices, by):
    """Arrange an event of a body, on a day or in a month whose day is to be arranged, and invite
    practices. It is a meeting of no series, with an empty agenda."""
    held = Meeting.objects.create(
        body=body,
        title=title,
        month=month_of(day) if day else month,
        day=day,
        starts=starts,
        ends=ends,
        place=place,
        lunch=lunch,
    )
    event = Event.objects.create(meeting=held, kind=kind)
    _invite(event, practices)
    return event


@deed
def change_event(*, event, version, kind, practices, by):
    """Say anew what it is about, and which practices are invited. Who came stays.

    Raises ChangedMeanwhile, and NotKept for one that is cancelled or locked.
    """
    held = versions.held(event, version=version)
    rules.not_cancelled(rules.alone(held.meeting))
    held.kind = kind
    versions.keep(held, by=by)
    held.invitations.exclude(practice__in=practices).delete()
    there = set(held.invitations.values_list("practice", flat=True))
    _invite(held, [one for one in practices if one.pk not in there])
    return held


def _invite(event, practices):
    Invitation.objects.bulk_create(Invitation(event=event, practice=one) for one in practices)
