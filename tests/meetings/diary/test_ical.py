"""A meeting in a calendar: the right time, one identity for good, nobody's address (E06)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from meetings.diary.queries import calendars
from meetings.diary.services import meetings
from meetings.diary.services.calendars import renew_calendar
from meetings.models import CalendarFeed, How
from tests import make

pytestmark = pytest.mark.django_db
APRIL = {"day": date(2007, 4, 4), "starts": time(13), "ends": time(14, 15)}


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def lead(client):
    person = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


def events(response):
    """The events of a calendar, as its library reads them."""
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def of(client, meeting):
    return client.get(reverse("diary:meeting-calendar", args=[meeting.pk]))


def feed(client, person):
    return reverse("diary:feed", args=[renew_calendar(by=person)])


def test_a_meeting_of_april_is_at_noon_and_a_quarter_past_one_of_greenwich_e06(client, lead):
    meeting = make.meeting(**APRIL, lunch="from 12.30pm")

    [event] = events(of(client, meeting))

    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2007, 4, 4, 12, 0, tzinfo=UTC)
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2007, 4, 4, 13, 15, tzinfo=UTC)
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event["LOCATION"] == "Fernville Surgery"
    assert "Lunch: from 12.30pm" in event["DESCRIPTION"]


def test_half_past_seven_on_17_april_is_half_past_six_of_greenwich_e06(client, lead):
    meeting = make.meeting(day=date(2007, 4, 17), starts=time(7, 30), ends=None)

    [event] = events(of(client, meeting))

    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2007, 4, 17, 6, 30, tzinfo=UTC)
    assert "DTEND" not in event


def test_the_clocks_change_when_they_do_in_london_e06(client, lead):
    calendar = Calendar.from_ical(of(client, make.meeting()).content)

    [zone] = calendar.walk("VTIMEZONE")
    there = zone.to_tz()

    said = {
        moment: datetime(2007, *moment, tzinfo=UTC).astimezone(there).utcoffset()
        for moment in ((3, 25, 0, 59), (3, 25, 1, 1), (10, 28, 0, 59), (10, 28, 1, 1))
    }
    none, hour = timedelta(0), timedelta(hours=1)
    assert list(said.values()) == [none, hour, hour, none]


def test_a_move_and_a_cancellation_change_the_same_event_e06(client, lead):
    meeting = make.meeting(**APRIL)
    [first] = events(of(client, meeting))
    to = {"month": None, "place": "", "lunch": "", "why": "The surgery is closed", "by": lead}
    moved = meetings.move_meeting(
        meeting=meeting, version=1, **APRIL | {"day": date(2007, 4, 11)}, **to
    )
    [second] = events(of(client, meeting))
    meetings.cancel_meeting(meeting=moved, version=2, why="Nobody can come", by=lead)
    [third] = events(of(client, meeting))

    assert first["UID"] == second["UID"] == third["UID"]
    assert [event["SEQUENCE"] for event in (first, second, third)] == [0, 1, 2]
    assert second["DTSTART"].dt.date() == date(2007, 4, 11)
    assert (second["STATUS"], third["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_a_meeting_to_be_arranged_is_in_no_calendar_e07(client, lead):
    meeting = make.meeting(month=date(2007, 7, 1))
    address = feed(client, lead)

    assert of(client, meeting).status_code == 404
    assert events(client.get(address)) == []


def test_a_feed_shows_a_person_what_they_may_see_without_signing_in_e06(client, lead):
    make.meeting(**APRIL)
    make.meeting(make.body("Executive", make.group("WatCom")), **APRIL)
    address = feed(client, lead)
    client.logout()

    [event] = events(client.get(address))

    assert event["SUMMARY"] == "Executive Committee, DacCom"


def test_of_very_many_meetings_the_oldest_are_left_out_of_a_feed_e06(lead, monkeypatch):
    monkeypatch.setattr(calendars, "MOST", 2)
    for month in (1, 4, 5):
        make.meeting(day=date(2007, month, 2))

    shown = calendars.meetings_of(lead, date(2007, 3, 13))

    assert [meeting.day.month for meeting in shown] == [5, 4]


def test_an_address_that_was_renewed_leads_nowhere_e06(client, lead):
    old, new = feed(client, lead), feed(client, lead)
    client.logout()

    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    assert client.get(reverse("diary:feed", args=["guess"])).status_code == 404


def test_only_the_digest_of_an_address_is_kept_and_it_cannot_be_guessed_e06(lead):
    first, second = renew_calendar(by=lead), renew_calendar(by=lead)

    assert len(first) >= 43  # 32 bytes, in letters
    assert first != second
    assert second not in CalendarFeed.objects.get(person=lead).token_sha256


def test_a_feed_that_is_asked_for_without_tls_is_not_there_and_leads_nowhere_e06(
    client, lead, settings
):
    settings.SECURE_SSL_REDIRECT = True
    path = reverse("diary:feed", args=[renew_calendar(by=lead)])
    stranger = Client()

    assert stranger.get(path).status_code == 404
    assert stranger.get(path, secure=True).status_code == 200
    assert stranger.get(reverse("diary:calendar")).status_code == 301


def test_who_has_left_loses_the_feed_e06(client, lead):
    address = feed(client, lead)
    lead.is_active = False
    lead.save()
    client.logout()

    assert client.get(address).status_code == 404


def test_who_is_appointed_to_nothing_any_more_loses_the_feed_e06(client, lead):
    address = feed(client, lead)
    lead.appointments.update(to_date=date(2007, 3, 12))
    client.logout()

    assert client.get(address).status_code == 404


def test_nobodys_mail_address_is_in_a_calendar_e06(client, lead):
    meeting = make.meeting(**APRIL)
    guest = make.person("Steve", "Laitner")
    guest.email = "steve@example.nhs.uk"
    guest.save()
    make.attendance(meeting, guest, How.BY_INVITATION)
    make.seat(lead)

    text = of(client, meeting).content.decode().lower()

    assert "mailto:" not in text
    assert "attendee" not in text
    assert "steve" not in text


def test_the_page_shows_the_address_once_e06(client, lead):
    page = reverse("diary:calendar")

    made = client.post(page, follow=True)

    assert made.context["address"].startswith("http://testserver/meetings/calendar/")
    assert client.get(made.context["address"]).status_code == 200
    assert client.get(page).context["address"] == ""
