"""Training, legal and business-plan events, and who came to them by practice (A13)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.diary.rules import NotKept
from meetings.diary.services.meetings import cancel_meeting
from meetings.events import queries, services
from meetings.models import Event, EventKind, MeetingState
from pbc.core.versions import ChangedMeanwhile
from tests import make, taken
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-05-09")


@pytest.fixture
def practices():
    """Fernville, Haverfield and Parkwood, members of DacCom."""
    names = ("Fernville", "Haverfield", "Parkwood")
    return [make.practice(f"{name} Surgery", group=make.group()) for name in names]


@pytest.fixture
def lead(client, practices):
    person = make.gp_lead(make.group(), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


def page_of(client, event):
    return client.get(reverse("events:event-detail", args=[event.pk]))


def held(event, *came):
    """The event as it was held, with those who came: (name, practice)."""
    for name, practice in came:
        make.attendance(event.meeting, name, practice=practice)
    event.meeting.state = MeetingState.HELD
    event.meeting.save()
    return event


def test_a_lead_invites_a_whole_group_and_writes_down_who_came_a13(client, lead, practices):
    body, group = make.body(), make.group()
    typed = {"title": "Setting up a limited company", "kind": "LEGAL", "body": body.pk}
    new = reverse("events:event-new")
    nobody = said(client.post(new, {**typed, "day": "2007-05-08"}))
    assert "Choose a practice that is invited" in nobody

    client.post(new, {**typed, "day": "2007-05-08", "whole": [group.pk]})

    event = Event.objects.get()
    assert (event.kind, event.meeting.title) == (EventKind.LEGAL, typed["title"])
    coming = said(page_of(client, event))
    assert "3 practices are invited" in coming
    assert "Who is invited, by practice" in coming
    assert "Who came" not in coming
    assert "Download who is invited" in coming
    book = taken.book(client, "events:event-detail-table", event.pk)["Invited, by practice"]
    assert ["Haverfield Surgery", practices[1].code, "yes", "invited"] in list(map(list, book))
    there = [f"{name}, Fernville Surgery" for name in ("Avi Gupta", "Helen Orr")]
    who = {"version": 1, "account_how": "PRESENT", "others_present": "\n".join(there)}
    client.post(reverse("diary:attendance", args=[event.meeting_id]), who)
    page = said(page_of(client, event))
    assert "8 May 2007: 1 of 3 practices came, 2 people" in page
    assert "Nobody came from Haverfield Surgery and Parkwood Surgery." in page
    assert "Who is invited and came, by practice" in page
    assert "Fernville Surgery 2 came Avi Gupta, Helen Orr" in page
    assert "Haverfield Surgery Nobody came" in page


def test_whoever_came_uninvited_and_for_no_practice_is_named_a13(client, lead, practices):
    fernville, haverfield, _ = practices
    came = (("Avi Gupta", haverfield), ("Suzanne Novak", None))
    event = held(make.event([fernville]), *came)

    page = said(page_of(client, event))

    assert "0 of 1 practice came, 2 people" in page
    assert "Haverfield Surgery 1 came, not invited Avi Gupta" in page
    assert "No practice 1 came Suzanne Novak" in page


def test_an_invited_practice_sees_the_event_of_a_pct_and_itself_alone_a13(client, practices):
    fernville, haverfield, parkwood = practices
    leads = make.body("Leads", make.commissioner())
    came = (("Avi Gupta", fernville), ("Bob Day", haverfield), ("Suzanne Novak", None))
    event = held(make.event([fernville, haverfield], of=leads), *came)
    elsewhere = make.practice("Stanmore", group=make.group("Stev"))

    client.force_login(make.practice_manager(fernville))
    page = said(page_of(client, event))
    sheet = taken.cells(client, "events:event-detail-table", event.pk)
    matrix = said(client.get(reverse("events:matrix")))

    assert "1 of 1 practice of yours came, 1 person" in page
    assert "Avi Gupta" in page
    assert "Its agenda and papers" not in page
    for text in (page, matrix, *map(str, sheet)):
        assert not any(name in text for name in ("Haverfield", "Bob Day", "Suzanne Novak"))
    for other in (parkwood, elsewhere):
        client.force_login(make.practice_manager(other))
        assert page_of(client, event).status_code == 404
        assert "No event yet" in said(client.get(reverse("events:event-list")))


def test_an_observer_of_a_pct_sees_no_event_of_its_groups_a13(client, practices):
    event = make.event(practices)
    client.force_login(make.lmc_observer(make.commissioner()))

    assert page_of(client, event).status_code == 404


def test_the_matrix_says_how_each_practice_stands_in_each_event_a13(client, lead, practices):
    fernville, haverfield, _ = practices
    legal = make.event([fernville, haverfield], title="Company", day=date(2007, 4, 3))
    held(legal, ("Avi Gupta", fernville), ("Helen Orr", fernville))
    make.event([haverfield], title="Plans", day=date(2007, 6, 5))

    rows = taken.lines(client, "events:matrix-table")
    page = said(client.get(reverse("events:matrix")))

    assert ["Fernville Surgery", fernville.code, "not invited", "2 came"] in rows
    assert ["Haverfield Surgery", haverfield.code, "invited", "nobody came"] in rows
    assert "2 practices and their events" in page
    assert "Haverfield Surgery Invited Nobody came" in page


def test_who_came_is_taken_away_practice_by_practice_a13(client, lead, practices):
    fernville, haverfield, _ = practices
    came = (("Avi Gupta", fernville), ("Suzanne Novak", None))
    event = held(make.event([fernville, haverfield]), *came)

    lines = taken.lines(client, "events:event-detail-table", event.pk)
    book = taken.book(client, "events:event-detail-table", event.pk)["Who came, by practice"]

    assert ["Fernville Surgery", fernville.code, "yes", "1 came", "1", "Avi Gupta"] in lines
    assert ["Haverfield Surgery", haverfield.code, "yes", "nobody came", 0] in [
        row[:5] for row in book
    ]
    assert ["No practice", "", "no", "came", "1", "Suzanne Novak"] in lines


def test_the_page_of_a_practice_shows_the_events_to_which_it_is_invited_a13(client, practices):
    fernville, haverfield, _ = practices
    held(make.event([fernville, haverfield], title="Company"), ("Avi Gupta", haverfield))
    client.force_login(make.practice_manager(fernville))

    page = said(client.get(reverse("core:practice-detail", args=[fernville.code])))
    panel = queries.panel(user=make.auditor(), organisation=haverfield)

    assert "Company of Tuesday 8 May 2007" in page
    assert "Nobody came" in page
    assert [row.said for row in panel] == ["1 came"]


def test_who_is_invited_changes_once_and_not_for_what_is_cancelled_a13(lead, practices):
    fernville, haverfield, parkwood = practices
    event = make.event([fernville, haverfield])
    given = {"kind": EventKind.TRAINING, "audience": None, "places": None}
    given |= {"on": date(2007, 5, 9), "by": lead}

    services.change_event(event=event, version=1, practices=[haverfield, parkwood], **given)

    invited = event.invitations.order_by("practice__name")
    assert [one.practice for one in invited] == [haverfield, parkwood]
    with pytest.raises(ChangedMeanwhile):
        services.change_event(event=event, version=1, practices=[fernville], **given)
    cancel_meeting(meeting=event.meeting, version=1, why="Too few", by=lead)
    with pytest.raises(NotKept):
        services.change_event(event=event, version=2, practices=[fernville], **given)


def test_an_event_with_a_list_keeps_it_and_is_never_left_without_a_practice_a13(
    client, lead, practices
):
    make.practice_manager(practices[0])
    audience = make.audience("Of the PCT", make.commissioner(), places=[make.group()])
    event = make.event(practices, audience=audience)
    form = reverse("events:event-change", args=[event.pk])
    typed = {"version": 1, "kind": "LEGAL", "audience": audience.pk}

    refused = said(client.post(form, typed))
    offered = said(client.get(form))
    client.post(form, typed | {"practices": [practices[0].pk]})

    event.refresh_from_db()
    assert "Choose a practice that is invited" in refused
    assert "Of the PCT, " in offered
    assert event.audience == audience
    assert [one.practice for one in event.invitations.all()] == [practices[0]]


def test_what_goes_on_from_meeting_to_meeting_goes_past_an_event_a13(client, lead, practices):
    body = make.body()
    first = make.meeting(body, day=date(2007, 4, 4), state=MeetingState.HELD)
    make.attendance(first, "Bob Day")
    event = make.event(practices, of=body, day=date(2007, 5, 15))
    following = make.meeting(body, day=date(2007, 6, 6))

    of_event = said(client.get(reverse("diary:meeting-detail", args=[event.meeting_id])))
    of_next = said(client.get(reverse("diary:meeting-detail", args=[following.pk])))
    listed = said(client.get(reverse("diary:attendance", args=[event.meeting_id])))

    assert "Actions that go on to this meeting" not in of_event
    assert "Actions that go on to this meeting" in of_next
    assert "Who is invited and came, by practice" in of_event
    assert "Bob Day" not in listed


def test_a_list_of_events_asks_as_much_however_many_there_are_a13(lead, practices):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.event_list(lead, 1)
            queries.matrix(lead, 1)
        return len(asked)

    make.event(practices)
    few = statements()
    for number in range(6):
        held(make.event(practices, title=f"Event {number}"), ("Avi Gupta", practices[0]))

    assert statements() == few
