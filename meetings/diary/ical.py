"""Meetings as a calendar reads them (iCalendar, RFC 5545), in the time zone of London.

An event has no attendees: nobody's address goes to somebody else.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

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
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", method)
    if name:
        made.add("x-wr-calname", name)
    made.add_component(_zone())
    for meeting in meetings:
        if meeting.day:
            made.add_component(_event(meeting, address(meeting), now))
    return made.to_ical()


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
    if meeting.starts is None:
        event.add("dtstart", meeting.day)
        return
    event.add("dtstart", datetime.combine(meeting.day, meeting.starts, LONDON))
    if meeting.ends:
        event.add("dtend", datetime.combine(meeting.day, meeting.ends, LONDON))
