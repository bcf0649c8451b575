"""Mail to those who are invited: one a person, and another only when the meeting moves."""

from django.urls import reverse

from meetings.diary import rules
from meetings.diary.queries.calendars import path_of
from meetings.diary.queries.invited import invited, occasion
from meetings.models import MeetingState
from pbc.core import clock, mail
from pbc.core.deeds import deed

BECAUSE = "You have a seat on this body, or are invited. Meetings in your own calendar:"


@deed
def invite(*, meeting, on, by):
    """Write to everybody who is invited and was not told since it last moved; return how many.

    Sent after the commit, and once, however often it is asked for. Raises NotKept for a meeting
    that was held.
    """
    held = rules.alone(meeting)
    if held.state == MeetingState.HELD:
        raise rules.NotKept("It was held already")
    told = invited(held, on)
    about = {
        "occasion": occasion(held),
        "subject": told.subject,
        "things": [mail.Thing(told.text, path_of(held))],
        "because": mail.Thing(BECAUSE, reverse("diary:calendar")),
    }
    sent = [mail.write(to=one, calendar=_entry(held, one), **about, by=by) for one in told.mailed]
    return len(sent)


def _entry(meeting, person):
    """What the mail tells the person's own calendar."""
    from meetings.diary import ical  # its library is loaded by who writes a calendar

    address = mail.address(path_of(meeting))
    return ical.invitation(meeting, address, now=clock.now(), person=person)
