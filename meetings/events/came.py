"""Who came to events, by practice, as far as somebody may see it (A13)."""

from dataclasses import dataclass

from meetings.events.places import Places, places
from meetings.models import CAME, Attendance, Event, Invitation, MeetingState
from meetings.models.event import practices_of
from pbc.core.models import Practice

STATES = {MeetingState.PLANNED: "invited", MeetingState.CANCELLED: "cancelled"}


@dataclass(frozen=True)
class OfPractice:
    """A practice that was invited to an event or came, and who came of it."""

    practice: Practice
    invited: bool
    names: list[str]
    state: str
    place: str = ""

    @property
    def said(self):
        """How it stands: invited, 2 came, nobody came."""
        if self.state != MeetingState.HELD:
            return self.place or STATES[self.state]
        came = f"{len(self.names)} came" if self.names else "nobody came"
        return came if self.invited else f"{came}, not invited"


@dataclass(frozen=True)
class Told:
    """What somebody sees of who came to an event. `whole` is whether that is every practice, or
    their own alone; `others` came for no practice."""

    rows: list[OfPractice]
    others: list[str]
    whole: bool
    places: Places

    @property
    def invited(self):
        """The practices that were invited."""
        return [one for one in self.rows if one.invited]

    @property
    def there(self):
        """Those invited of which somebody came."""
        return [one for one in self.invited if one.names]

    @property
    def missing(self):
        """Those invited of which nobody came."""
        return [one for one in self.invited if not one.names]


def told(user, events):
    """{event id: what the user sees of who came}; as many statements however many events."""
    events = list(events)
    if not events:
        return {}
    seen = Event.objects.whole_to(user).filter(pk__in=_ids(events))
    whole = set(seen.values_list("pk", flat=True))
    own, invited, came = practices_of(user), _invited(events), _came(events)
    booked = places(events)
    found = {}
    for event in events:
        there, all_of_it = came.get(event.meeting_id, {}), event.pk in whole
        rows = _rows(event, invited.get(event.pk, ()), there, booked[event.pk].stands)
        seen = [one for one in rows if all_of_it or one.practice.pk in own]
        others = there.get(None, []) if all_of_it else []
        found[event.pk] = Told(seen, others, all_of_it, booked[event.pk])
    return found


def _ids(events):
    return [one.pk for one in events]


def _invited(events):
    """{event id: the practices that are invited}."""
    found = {}
    for one in Invitation.objects.filter(event__in=_ids(events)).select_related("practice"):
        found.setdefault(one.event_id, set()).add(one.practice)
    return found


def _came(events):
    """{meeting id: {practice, or None: the names of who came}}, of those that were held."""
    held = [one.meeting_id for one in events if one.meeting.state == MeetingState.HELD]
    found = {}
    rows = Attendance.objects.filter(meeting__in=held, how__in=CAME).select_related("practice")
    for one in rows.in_order():
        found.setdefault(one.meeting_id, {}).setdefault(one.practice, []).append(one.name)
    return found


def _rows(event, invited, came, stands):
    practices, state = {*invited, *filter(None, came)}, event.meeting.state
    place = {} if state == MeetingState.CANCELLED else stands
    return [
        OfPractice(one, one in invited, came.get(one, []), state, place.get(one.pk, ""))
        for one in sorted(practices, key=lambda one: (one.name, one.code))
    ]
