"""What happens when a practice books a place at an event, and when it gives it up (A13).

Places go in the order in which they were booked. One that falls free is kept for the first who
waits, who is told by mail, until they take it or let the next have it.
"""

from django.urls import reverse

from meetings.diary import rules
from meetings.events.people import who_book
from meetings.events.places import is_open, occasion
from meetings.models import Booking, BookingState, Event
from pbc.core import mail
from pbc.core.deeds import deed

FREE = "A place is free at {event}. It is kept for {practice}: take it, or let the next have it."


@deed
def book_place(*, event, practice, on, by):
    """Book the place of an invited practice: the one that is kept for it, one that is free, or the
    end of the waiting list. Asked twice it is once. Raises NotKept."""
    held = _alone(event, on)
    if not held.invitations.filter(practice=practice).exists():
        raise rules.NotKept(f"{practice} is not invited")
    there = held.bookings.live().filter(practice=practice).first()
    if there is None:
        is_waiting = held.bookings.waiting().exists() or _free(held) == 0
        state = BookingState.WAITING if is_waiting else BookingState.PLACE
        return Booking.objects.create(event=held, practice=practice, person=by, state=state)
    if there.state == BookingState.OFFERED:
        there.state = BookingState.PLACE
        there.save(update_fields=["state"])
    return there


@deed
def give_up_place(*, event, practice, on, by):
    """Give up the place of a practice, or its turn on the waiting list; a place that falls free is
    offered to the next. Asked twice it is once. Raises NotKept."""
    held = _alone(event, on)
    held.bookings.live().filter(practice=practice).update(state=BookingState.GIVEN_UP)
    offer(held, on=on, by=by)
    return held


def uninvite(event, practices):
    """Take back the invitations of all others than these practices, and their places."""
    held = event.bookings.live().exclude(practice__in=practices)
    Booking.objects.filter(pk__in=list(held.values_list("pk", flat=True))).update(
        state=BookingState.GIVEN_UP
    )
    event.invitations.exclude(practice__in=practices).delete()


def offer(event, *, on, by):
    """Keep each place that is free for the next who waits, and tell them; none once it is over."""
    if not is_open(event, on):
        return
    waiting = event.bookings.waiting().select_related("practice")
    for one in waiting[: _free(event)]:
        one.state = BookingState.OFFERED
        one.save(update_fields=["state"])
        _tell(event, one, on, by)


def _alone(event, on):
    """The event as its row stands now; whoever else books waits. Raises NotKept once it is over."""
    held = Event.objects.select_for_update(of=("self",)).with_names().get(pk=event.pk)
    if not is_open(held, on):
        raise rules.NotKept("Places are not booked or given up any more")
    return held


def _free(event):
    """How many places are free; None where there is no limit."""
    if event.places is None:
        return None
    return max(0, event.places - event.bookings.taken().count())


def _tell(event, booking, on, by):
    """Write to those who can take the place today, whoever booked and whatever became of them."""
    text = FREE.format(event=event, practice=booking.practice)
    page, events = reverse("events:event-detail", args=[event.pk]), reverse("events:event-list")
    said = {
        "occasion": occasion(booking),
        "subject": f"A place is free: {event}",
        "things": [mail.Thing(text, page)],
        "because": mail.Thing("Your practice is on the waiting list. All events:", events),
    }
    for one in who_book(event, booking.practice, on):
        mail.write(to=one, **said, by=by)
