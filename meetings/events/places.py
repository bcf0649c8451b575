"""The places at events: who has one, who waits for one, and who may book (A13)."""

from dataclasses import dataclass, field

from meetings.diary.queries.lists import EDIT
from meetings.models import Booking, BookingState, Event, MeetingState
from meetings.models.event import BOOK
from pbc.core import access
from pbc.core.models import Mail, Practice
from pbc.core.pages.frame import counted

ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True)
class Places:
    """How many places an event has (None: as many as come), how many are taken, and how each
    practice stands: {id of a practice: how, in words}."""

    limit: int | None = None
    taken: int = 0
    waiting: int = 0
    stands: dict[int, str] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)

    @property
    def is_full(self):
        """Whether who books now has to wait."""
        return self.limit is not None and (self.taken >= self.limit or self.waiting > 0)

    @property
    def said(self):
        """5 of 6 places are taken, 2 practices wait; empty where nobody booked and all may."""
        if self.limit is None:
            return counted(self.taken, "place is", "places are") + " booked" if self.taken else ""
        of = counted(self.limit, "place", "places")
        taken = f"{self.taken} of {of} {'is' if self.limit == 1 else 'are'} taken"
        if not self.waiting:
            return taken
        return f"{taken}, {counted(self.waiting, 'practice waits', 'practices wait')}"


@dataclass(frozen=True)
class Chance:
    """What somebody can do about the place of a practice: `book` and `give_up` are what the
    buttons say, empty where there is none."""

    invitation: int
    practice: Practice
    sentence: str
    book: str
    give_up: str


def places(events):
    """{event id: its Places}, in one statement however many events."""
    rows = {one.pk: [] for one in events}
    for one in Booking.objects.filter(event__in=list(rows)).live():
        rows[one.event_id].append(one)
    return {one.pk: _places(one.places, rows[one.pk]) for one in events}


def _places(limit, bookings):
    waiting = [one for one in bookings if one.state == BookingState.WAITING]
    stands = {one.practice_id: one.get_state_display().lower() for one in bookings}
    for number, one in enumerate(waiting, 1):
        stands[one.practice_id] = f"{nth(number)} on the waiting list"
    states = {one.practice_id: one.state for one in bookings}
    return Places(limit, len(bookings) - len(waiting), len(waiting), stands, states)


def nth(number):
    """1st, 2nd, 3rd, 11th, 21st."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else ENDINGS.get(number % 10, 'th')}"


def bookable(user, event):
    """The invitations of practices for which the user may book: all to whoever keeps the event,
    else those of their own."""
    invited = event.invitations.select_related("practice").order_by("practice__name", "pk")
    if Event.objects.visible_to(user, to=EDIT).filter(pk=event.pk).exists():
        return invited
    held = [one for one in access.appointments(user) if BOOK in access.PERMISSIONS[one.role]]
    return invited.filter(practice__in=[one.practice_id for one in held if one.practice_id])


def invitation(user, pk):
    """An invitation to an event that the user sees, of a practice for which they may book; None
    for any other."""
    event = Event.objects.visible_to(user).with_names().filter(invitations=pk).first()
    return bookable(user, event).filter(pk=pk).first() if event else None


def occasion(booking):
    """What the mails about a place that is kept are told apart by."""
    return f"place {booking.pk}"


def not_told(event):
    """The practices for which a place is kept, of which nobody got a mail, by name."""
    kept = event.bookings.filter(state=BookingState.OFFERED).select_related("practice")
    kept = list(kept.order_by("practice__name", "pk"))
    mails = Mail.objects.filter(occasion__in=[occasion(one) for one in kept])
    told = set(mails.values_list("occasion", flat=True))
    return [str(one.practice) for one in kept if occasion(one) not in told]


def is_open(event, today):
    """Whether places are booked and given up still."""
    meeting = event.meeting
    is_over = meeting.day is not None and meeting.day < today
    return meeting.state == MeetingState.PLANNED and not is_over


def chances(user, event, there, today):
    """What the user can do about the places of practices; nothing once it is over. `there` are
    its Places."""
    if not access.may(user, BOOK) or not is_open(event, today):
        return []
    found = bookable(user, event)
    return [Chance(one.pk, one.practice, *_chance(one.practice, there)) for one in found]


def _chance(practice, there):
    """How a practice stands, and what the buttons say."""
    state = there.states.get(practice.pk)
    if state is None:
        full = "All places are taken." if there.is_full else "A place is free."
        words = "Go on the waiting list" if there.is_full else "Book a place"
        return (full, words, "")
    sentence = f"It {there.stands[practice.pk]}."
    if state == BookingState.WAITING:
        sentence = f"It is {there.stands[practice.pk]}."
        return (sentence, "", "Leave the waiting list")
    if state == BookingState.OFFERED:
        sentence = "A place has fallen free and is kept for it."
        return (sentence, "Take the place", "Let the next have it")
    return (sentence, "", "Give the place up")
