"""What happens when an event is arranged, and when others are invited to it (A13)."""

from meetings.diary import rules
from meetings.events.booking import offer, uninvite
from meetings.events.people import practices_reached
from meetings.models import Event, Invitation, Meeting, month_of
from pbc.core import versions
from pbc.core.deeds import deed


@deed
def arrange_event(*, kind, body, title, practices, audience, places, on, by, **when):
    """Arrange an event of a body, on a day or in a month whose day is to be arranged, and invite
    practices, and those of whoever an audience reaches today. It is a meeting of no series, with an
    empty agenda. `when` is its day or month, from when to when, the place and lunch. Raises NotKept
    where the audience brings nobody.
    """
    invited = _with_those_of(audience, practices, on=on, by=by)
    month = month_of(when["day"]) if when["day"] else when["month"]
    held = Meeting.objects.create(body=body, title=title, **when | {"month": month})
    event = Event.objects.create(meeting=held, kind=kind, audience=audience, places=places)
    _invite(event, invited)
    return event


@deed
def change_event(*, event, version, kind, practices, audience, places, on, by):
    """Say anew what it is about, which practices are invited and how many can come. Who came stays;
    who is not invited any more loses their place, and what is free then is offered to who waits.

    An audience that is another than before brings its practices too. Raises ChangedMeanwhile, and
    NotKept for one that is cancelled or locked, where nobody is invited, or more places are taken.
    """
    held = versions.held(event, version=version)
    rules.not_cancelled(rules.alone(held.meeting))
    if audience and audience.pk != held.audience_id:
        practices = _with_those_of(audience, practices, on=on, by=by)
    if not practices:
        raise rules.NotKept("Choose a practice that is invited", "practices")
    uninvite(held, practices)
    _refuse_fewer(held, places)
    held.kind, held.audience, held.places = kind, audience, places
    versions.keep(held, by=by)
    there = set(held.invitations.values_list("practice", flat=True))
    _invite(held, [one for one in practices if one.pk not in there])
    offer(held, on=on, by=by)
    return held


def _with_those_of(audience, practices, *, on, by):
    """The practices chosen, and those that an audience brings. Raises NotKept."""
    reached = practices_reached(by, audience, on) if audience else []
    if audience and not reached:
        raise rules.NotKept(f"“{audience}” reaches nobody of a practice today", "audience")
    return list(dict.fromkeys([*practices, *reached]))


def _refuse_fewer(event, places):
    taken = event.bookings.taken().count()
    if places is not None and taken > places:
        raise rules.NotKept(f"{taken} places are taken already", "places")


def _invite(event, practices):
    Invitation.objects.bulk_create(Invitation(event=event, practice=one) for one in practices)
