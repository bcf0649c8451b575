"""Meetings as a calendar reads them (iCalendar, RFC 5545), in the time zone of London.

An event has no attendees: nobody's address goes to somebody else. An invitation by mail (RFC 5546)
names the one person who gets it, and the site as its organiser.
"""

from datetime import datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vRecur,
)

from meetings.models import MeetingState

ZONE = "Europe/London"
LONDON = ZoneInfo(ZONE)
PRODUCT = "-//Practice-based commissioning//Meetings//EN"
HOUR = timedelta(hours=1)
# The clocks go forward at 1am on the last Sunday of March, back at 2am on that of October: times
# of the wall clock, as the standard writes them.
SUMMER = (TimezoneDaylight, "BST", datetime(1996, 3, 31, 1), timedelta(0), HOUR, 3)  # noqa: DTZ001
WINTER = (TimezoneStandard, "GMT", datetime(1996, 10, 27, 2), HOUR, timedelta(0), 10)  # noqa: DTZ001


def calendar(meetings, address, *, now, name="", method="PUBLISH"):
    """A calendar of those meetings that have a day, as bytes.

    `address` gives the page of a meeting, `now` is when this was written.
    """
    made = _begun(method)
    if name:
        made.add("x-wr-calname", name)
    for meeting in meetings:
        if meeting.day:
            made.add_component(_event(meeting, address(meeting), now))
    return made.to_ical()


def invitation(meeting, address, *, now, person):
    """What a mail to a person tells their calendar of a meeting, as text: to put it in or to move
    it, and to take it out where it is cancelled or has no day any more. Empty for one that never
    had a day. `address` is the page of the meeting.
    """
    if not meeting.day and not meeting.sequence:
        return ""
    is_off = not meeting.day or meeting.state == MeetingState.CANCELLED
    event = _event(meeting, address, now)
    event["status"] = "CANCELLED" if is_off else "CONFIRMED"
    event.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
    attendee = vCalAddress(f"mailto:{person.email}")
    attendee.params["CN"] = str(person)
    attendee.params["RSVP"] = "FALSE"  # nobody here reads the answers of calendars
    event.add("attendee", attendee)
    made = _begun("CANCEL" if is_off else "REQUEST")
    made.add_component(event)
    return made.to_ical().decode()


def _begun(method):
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", method)
    made.add_component(_zone())
    return made


def _zone():
    zone = Timezone()
    zone.add("tzid", ZONE)
    for kind, name, since, before, after, month in (SUMMER, WINTER):
        part = kind()
        part.add("tzname", name)
        part.add("dtstart", since)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        zone.add_component(part)
    return zone


def _event(meeting, address, now):
    event = Event()
    event.add("uid", str(meeting.uid))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now)
    event.add("summary", f"{meeting.title or meeting.body.name}, {meeting.body.organisation}")
    _span(event, meeting)
    if meeting.place:
        event.add("location", meeting.place)
    cancelled = meeting.state == MeetingState.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    said = [f"Lunch: {meeting.lunch}" if meeting.lunch else "", address]
    event.add("description", "\n".join(filter(None, said)))
    event.add("url", address)
    return event


def _span(event, meeting):
    """From when to when; a day without a time is the whole day."""
    if meeting.day is None:
        return
    if meeting.starts is None:
        event.add("dtstart", meeting.day)
        return
    event.add("dtstart", datetime.combine(meeting.day, meeting.starts, LONDON))
    if meeting.ends:
        event.add("dtend", datetime.combine(meeting.day, meeting.ends, LONDON))
