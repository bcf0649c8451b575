"""The mail about a meeting goes into its reader's own calendar (E14, RFC 5545 and 5546)."""

from datetime import UTC, date, datetime, time

import pytest
from django.core import mail as outbox
from django.urls import reverse
from icalendar import Calendar

from meetings.diary.services import meetings
from meetings.diary.services.invitations import invite
from pbc.core import errands
from pbc.core.tasks import run_errand
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)
APRIL = {"day": date(2007, 4, 4), "starts": time(13), "ends": time(14, 15)}
TO = {"month": None, "place": "", "lunch": "", "why": "The surgery is closed"}


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """A site from which mail leaves."""
    monkeypatch.setenv("PBC_TODAY", TODAY.isoformat())
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    settings.DEFAULT_FROM_EMAIL = "DacCom <pbc@example.nhs.uk>"


@pytest.fixture
def lead(client):
    person = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    person.email = "peter@example.nhs.uk"
    person.save()
    make.seat(person)
    client.force_login(person)
    return person


def mailed(meeting, by):
    """The mail that the lead gets, and the calendar in it as its library reads it."""
    invite(meeting=meeting, on=TODAY, by=by)
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)
    message = outbox.outbox[-1].message()
    parts = {part.get_content_type(): part for part in message.walk()}
    entry = parts.get("text/calendar")
    if entry is None:
        return message, None
    made = Calendar.from_ical(entry.get_payload(decode=True))
    assert entry.get_param("method") == made["METHOD"]
    as_file = parts["application/ics"]
    assert as_file.get_filename() == "invitation.ics"
    assert Calendar.from_ical(as_file.get_payload(decode=True)) == made
    return message, made


def test_an_invitation_puts_the_meeting_into_the_readers_calendar_e14(lead):
    meeting = make.meeting(**APRIL)

    message, made = mailed(meeting, lead)

    [event] = made.walk("VEVENT")
    assert "At Fernville Surgery" in str(message)
    assert (made["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("REQUEST", "CONFIRMED", 0)
    assert event["UID"] == str(meeting.uid)
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2007, 4, 4, 12, 0, tzinfo=UTC)
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2007, 4, 4, 13, 15, tzinfo=UTC)
    assert [str(zone["TZID"]) for zone in made.walk("VTIMEZONE")] == ["Europe/London"]
    assert event["ORGANIZER"] == "mailto:pbc@example.nhs.uk"
    assert event["URL"] == f"https://pbc.example.nhs.uk/meetings/{meeting.pk}/"


def test_the_calendar_of_a_mail_names_its_reader_and_nobody_else_e14(lead):
    other = make.practice_manager(make.practice(group=make.group("DacCom")))
    other.email = "bob@example.nhs.uk"
    other.save()
    make.seat(other)

    invite(meeting=make.meeting(**APRIL), on=TODAY, by=lead)

    told = {
        one.person: Calendar.from_ical(one.calendar)
        for one in [*lead.mails.all(), *other.mails.all()]
    }
    for person, made in told.items():
        [event] = made.walk("VEVENT")
        assert event["ATTENDEE"] == f"mailto:{person.email}"
    assert len(told) == 2
    assert "bob@" not in lead.mails.get().calendar


def test_a_move_and_a_cancellation_go_to_the_same_event_e14(lead):
    meeting = make.meeting(**APRIL)
    _, first = mailed(meeting, lead)
    to = APRIL | TO | {"day": date(2007, 4, 11), "by": lead}
    moved = meetings.move_meeting(meeting=meeting, version=1, **to)
    _, second = mailed(moved, lead)
    off = meetings.cancel_meeting(meeting=moved, version=2, why="Nobody can come", by=lead)
    _, third = mailed(off, lead)

    found = [(made["METHOD"], *made.walk("VEVENT")) for made in (first, second, third)]
    assert [method for method, _ in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event["SEQUENCE"] for _, event in found] == [0, 1, 2]
    assert {event["UID"] for _, event in found} == {str(meeting.uid)}
    assert [event["DTSTART"].dt.day for _, event in found] == [4, 11, 11]
    assert found[2][1]["STATUS"] == "CANCELLED"


def test_a_meeting_that_loses_its_day_is_taken_out_until_it_has_another_e14(lead):
    meeting = make.meeting(**APRIL)
    mailed(meeting, lead)
    no_day = TO | {"month": date(2007, 5, 1), "day": None, "starts": None, "ends": None}
    moved = meetings.move_meeting(meeting=meeting, version=1, **no_day, by=lead)
    _, out = mailed(moved, lead)
    to = APRIL | TO | {"day": date(2007, 5, 2), "by": lead}
    again = meetings.move_meeting(meeting=moved, version=2, **to)
    _, back = mailed(again, lead)

    [gone], [there] = out.walk("VEVENT"), back.walk("VEVENT")
    assert (out["METHOD"], gone["SEQUENCE"], "DTSTART" in gone) == ("CANCEL", 1, False)
    assert (back["METHOD"], there["SEQUENCE"]) == ("REQUEST", 2)
    assert there["DTSTART"].dt.date() == date(2007, 5, 2)


def test_a_meeting_to_be_arranged_is_told_of_without_a_calendar_e14(lead):
    message, made = mailed(make.meeting(month=date(2007, 7, 1)), lead)

    assert made is None
    assert message.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        (APRIL, "It puts the meeting into their calendar."),
        (APRIL | {"sequence": 1}, "It moves the meeting in their calendar."),
        (APRIL | {"state": "CANCELLED"}, "It takes the meeting out of their calendar."),
    ],
)
def test_the_page_says_what_the_mail_does_in_a_calendar_e14(client, lead, meeting, words):
    there = make.meeting(**meeting)

    page = said(client.get(reverse("diary:meeting-invite", args=[there.pk])))

    assert words in page
