"""Places at events: booked in one step, a list of those who wait, and the next is told (A13)."""

from datetime import date

import pytest
from django.core import mail as outbox
from django.urls import reverse
from icalendar import Calendar

from meetings.diary.queries import calendars
from meetings.diary.queries.invited import invited
from meetings.diary.rules import NotKept
from meetings.diary.services.invitations import invite
from meetings.diary.services.meetings import cancel_meeting
from meetings.events import booking, services
from meetings.events.booking import uninvite
from meetings.events.places import nth, places
from meetings.models import BookingState, EventKind
from meetings.newsletters.services.audiences import add_to_audience, leave_audience
from pbc.core import errands
from pbc.core.models import Mail, Role
from pbc.core.tasks import run_errand
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 4, 2)


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """A site from which mail leaves, five weeks before the event of 8 May."""
    monkeypatch.setenv("PBC_TODAY", TODAY.isoformat())
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"


@pytest.fixture
def practices():
    """Fernville, Haverfield and Parkwood, members of DacCom."""
    names = ("Fernville", "Haverfield", "Parkwood")
    return [make.practice(f"{name} Surgery", group=make.group()) for name in names]


@pytest.fixture
def managers(practices):
    """The practice manager of each, whom a mail reaches."""
    return make.reached_by_mail(*(make.practice_manager(one) for one in practices))


@pytest.fixture
def lead(practices):
    return make.gp_lead(make.group(), first_name="Peter", last_name="Sim")


def page_of(client, event):
    return said(client.get(reverse("events:event-detail", args=[event.pk])))


def press(client, name, event, practice):
    """Press the button of a practice on the page of an event; the page that follows, in words."""
    place = event.invitations.get(practice=practice)
    return said(client.post(reverse(f"events:{name}", args=[place.pk]), follow=True))


def states(event):
    """{name of a practice: how it stands}, of those that did not give it up."""
    return {str(one.practice): one.state for one in event.bookings.live()}


def send_mails():
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)


def test_places_go_in_order_and_the_rest_wait_in_order_a13(client, practices, managers):
    event = make.event(practices, places=1)
    pages = []
    for practice, manager in zip(practices, managers, strict=True):
        client.force_login(manager)
        pages.append(press(client, "place-book", event, practice))

    first, second, third = pages
    assert "Fernville Surgery: has a place" in first
    assert "1 of 1 place is taken" in first
    assert "Haverfield Surgery: 1st on the waiting list" in second
    assert "Parkwood Surgery: 2nd on the waiting list" in third
    assert "1 of 1 place is taken, 2 practices wait" in third
    assert "Leave the waiting list for Parkwood Surgery" in third
    assert list(states(event).values()) == ["PLACE", "WAITING", "WAITING"]


def test_a_place_that_falls_free_is_kept_for_the_next_who_is_told_a13(client, practices, managers):
    fernville, haverfield, parkwood = practices
    event = make.event(practices, places=1)
    for practice, manager in zip(practices, managers, strict=True):
        make.booking(event, practice, by=manager)

    client.force_login(managers[0])
    after = press(client, "place-give-up", event, fernville)
    send_mails()

    assert "Fernville Surgery: it has no place" in after
    assert states(event) == {str(haverfield): "OFFERED", str(parkwood): "WAITING"}
    [told] = outbox.outbox
    assert told.to == [managers[1].email]
    assert "It is kept for Haverfield Surgery: take it, or let the next have it." in told.body
    assert reverse("events:event-detail", args=[event.pk]) in told.body
    client.force_login(managers[1])
    assert "A place has fallen free and is kept for it." in page_of(client, event)
    assert "Haverfield Surgery: has a place" in press(client, "place-book", event, haverfield)


def test_who_lets_an_offer_pass_hands_it_to_the_next_and_comes_last_again_a13(practices, managers):
    fernville, haverfield, parkwood = practices
    event = make.event(practices, places=1)
    for practice, manager in zip(practices, managers, strict=True):
        make.booking(event, practice, by=manager)
    given = {"event": event, "on": TODAY}
    booking.give_up_place(practice=fernville, by=managers[0], **given)

    booking.give_up_place(practice=haverfield, by=managers[1], **given)
    booking.book_place(practice=haverfield, by=managers[1], **given)

    assert states(event) == {str(parkwood): "OFFERED", str(haverfield): "WAITING"}
    told = Mail.objects.filter(subject__startswith="A place is free").order_by("pk")
    assert [one.person for one in told] == [managers[1], managers[2]]


def test_booked_twice_it_is_one_place_and_nobody_books_past_who_waits_a13(practices, managers):
    fernville, haverfield, parkwood = practices
    event = make.event(practices, places=1)

    first, again = make.booking(event, fernville), make.booking(event, fernville)
    make.booking(event, haverfield)
    booking.give_up_place(event=event, practice=fernville, on=TODAY, by=managers[0])
    late = make.booking(event, parkwood)

    assert first == again
    assert late.state == BookingState.WAITING


def test_more_places_are_offered_in_order_and_fewer_than_are_taken_refused_a13(practices, lead):
    event = make.event(practices, places=1)
    for practice in practices:
        make.booking(event, practice)
    said_of = {"kind": EventKind.TRAINING, "practices": practices, "audience": None}
    said_of |= {"event": event, "on": TODAY, "by": lead}

    changed = services.change_event(version=1, places=2, **said_of)

    assert list(states(event).values()) == ["PLACE", "OFFERED", "WAITING"]
    with pytest.raises(NotKept, match="2 places are taken already"):
        services.change_event(version=changed.version, places=1, **said_of)
    services.change_event(version=changed.version, places=None, **said_of)
    assert list(states(event).values()) == ["PLACE", "OFFERED", "OFFERED"]


def test_a_practice_that_is_not_invited_any_more_loses_its_place_to_the_next_a13(practices, lead):
    fernville, haverfield, _ = practices
    event = make.event([fernville, haverfield], places=1)
    make.booking(event, fernville)
    make.booking(event, haverfield)
    said_of = {"kind": EventKind.TRAINING, "audience": None, "places": 1, "on": TODAY}

    services.change_event(event=event, version=1, practices=[haverfield], **said_of, by=lead)

    assert states(event) == {str(haverfield): "OFFERED"}
    with pytest.raises(NotKept, match="is not invited"):
        make.booking(event, fernville)


def test_an_offer_is_told_to_who_may_book_today_and_else_the_event_says_so_a13(
    client, practices, managers, lead
):
    fernville, haverfield, _ = practices
    event = make.event(practices, places=1)
    gone = make.reached_by_mail(make.gp_lead(make.group("Stev")))[0]
    for practice in practices:
        make.booking(event, practice, by=gone)
    managers[2].email = ""
    managers[2].save()

    booking.give_up_place(event=event, practice=fernville, on=TODAY, by=lead)
    client.force_login(lead)
    told = page_of(client, event)
    booking.give_up_place(event=event, practice=haverfield, on=TODAY, by=lead)
    untold = page_of(client, event)

    assert [one.person for one in Mail.objects.all()] == [managers[1]]
    assert "no mail went out" not in told
    assert "A place is kept for Parkwood Surgery, and no mail went out about it" in untold
    client.force_login(managers[0])
    assert "no mail went out" not in page_of(client, event)


def test_nobody_books_for_another_practice_and_the_lead_for_all_a13(
    client, practices, managers, lead
):
    fernville, haverfield, parkwood = practices
    event = make.event([fernville, haverfield], places=2)
    place = event.invitations.get(practice=haverfield)
    book = reverse("events:place-book", args=[place.pk])

    for stranger in (managers[0], managers[2], make.auditor()):
        client.force_login(stranger)
        assert client.post(book).status_code in (403, 404)
    client.force_login(lead)
    after = press(client, "place-book", event, haverfield)

    assert "Haverfield Surgery: has a place" in after
    assert "Book a place for Fernville Surgery" in after
    assert str(parkwood) not in after
    assert client.get(book).status_code == 302
    assert len(states(event)) == 1


def test_nothing_is_booked_once_it_is_cancelled_or_over_a13(client, practices, managers, lead):
    fernville = practices[0]
    over = make.event(practices, day=date(2007, 4, 1))
    off = make.event(practices)
    cancel_meeting(meeting=off.meeting, version=1, why="Too few", by=lead)
    client.force_login(managers[0])

    for event in (over, off):
        assert "Places are not booked" in press(client, "place-book", event, fernville)
        assert "Book a place" not in page_of(client, event)
        assert states(event) == {}


def test_a_list_invites_the_practices_of_whom_it_reaches_a13(client, practices, managers, lead):
    make.practice_manager(make.practice("Stanmore", group=make.group("Stev")))
    audience = make.audience()
    client.force_login(lead)
    typed = {"title": "Business plans", "kind": "BUSINESS_PLAN", "body": make.body().pk}
    typed |= {"day": "2007-05-08", "places": "2", "audience": audience.pk}
    empty = make.audience("Finance", roles=[Role.FINANCE])

    refused = said(client.post(reverse("events:event-new"), typed | {"audience": empty.pk}))
    page = said(client.post(reverse("events:event-new"), typed, follow=True))

    assert "“Finance” reaches nobody of a practice today" in refused
    assert "Business plans, 8 May 2007: 3 practices are invited" in page
    assert "0 of 2 places are taken" in page
    assert "Stanmore" not in page


def test_each_who_is_invited_gets_one_mail_with_the_event_for_their_calendar_a13(
    practices, managers, lead
):
    event = make.event([], audience=make.audience(), places=2)
    make.seat(lead, event.meeting.body)
    given = {"meeting": event.meeting, "on": TODAY, "by": lead}

    assert [invite(**given), invite(**given)] == [3, 0]

    told = Mail.objects.order_by("pk")
    assert {one.person for one in told} == set(managers)
    [entry] = Calendar.from_ical(told[0].calendar).walk("VEVENT")
    address = f"https://pbc.example.nhs.uk{reverse('events:event-detail', args=[event.pk])}"
    assert entry["URL"] == address
    assert address in told[0].body


def test_who_left_the_list_gets_no_mail_and_may_book_all_the_same_a13(
    client, practices, managers, lead
):
    audience = make.audience()
    leave_audience(audience=audience, by=managers[0])
    event = make.event(practices, audience=audience)

    sent = invite(meeting=event.meeting, on=TODAY, by=lead)

    assert sent == 2
    assert not managers[0].mails.exists()
    client.force_login(managers[0])
    assert "Book a place for Fernville Surgery" in page_of(client, event)


def test_a_practice_of_which_nobody_is_written_to_is_told_by_hand_a13(practices, managers, lead):
    fernville, haverfield, _ = practices
    partner = make.reached_by_mail(make.practice_manager(fernville))[0]
    audience = make.audience(roles=[], places=[])
    add_to_audience(audience=audience, person=partner, by=lead)
    leave_audience(audience=audience, by=partner)
    empty = make.practice("Stanmore", group=make.group())
    event = make.event([fernville, haverfield, empty], audience=audience)

    told = invited(event.meeting, TODAY)

    # Fernville's one in the list left it, so that its manager is written to, as Haverfield's is.
    assert set(told.mailed) == set(managers[:2])
    assert told.by_hand == ["Stanmore"]


def test_who_had_a_mail_and_is_invited_no_more_is_named_a13(client, practices, managers, lead):
    event = make.event(practices[:2])
    invite(meeting=event.meeting, on=TODAY, by=lead)
    page = reverse("diary:meeting-invite", args=[event.meeting_id])
    client.force_login(lead)
    before = said(client.get(page))

    uninvite(event, practices[:1])

    assert "not invited any more" not in before
    after = said(client.get(page))
    assert f"until somebody tells them: {managers[1]}." in after
    assert f"Told already: {managers[0]}." in after


def test_without_a_list_the_practice_managers_are_written_to_a13(practices, managers, lead):
    event = make.event(practices[:2])

    sent = invite(meeting=event.meeting, on=TODAY, by=lead)

    assert sent == 2
    assert {one.person for one in Mail.objects.all()} == set(managers[:2])


def test_who_is_invited_reads_the_agenda_and_papers_of_the_event_of_a_pct_a13(
    client, practices, managers
):
    event = make.event(practices[:1], of=make.body("Leads", make.commissioner()))
    item = make.item(event.meeting, "How a plan is written")
    paper = make.paper(item)
    handed = reverse("events:paper", args=[paper.pk])

    client.force_login(managers[0])
    page = page_of(client, event)
    answer = client.get(handed)

    assert "Agenda and papers How a plan is written" in page
    assert paper.name in page
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("diary:paper", args=[paper.pk])).status_code == 404
    client.force_login(managers[1])
    assert client.get(handed).status_code == 404
    item.number = None
    item.save()
    client.force_login(managers[0])
    assert client.get(handed).status_code == 404


def test_who_is_invited_has_the_event_in_their_calendar_a13(practices, managers):
    event = make.event(practices[:1], of=make.body("Leads", make.commissioner()))

    shown = [list(calendars.meetings_of(one, TODAY)) for one in managers[:2]]

    assert shown == [[event.meeting], []]
    assert calendars.path_of(shown[0][0]) == reverse("events:event-detail", args=[event.pk])


def test_the_places_of_many_events_are_one_statement_a13(practices, django_assert_num_queries):
    events = [make.event(practices, title=f"Event {number}", places=1) for number in range(3)]
    for event in events:
        make.booking(event, practices[0])

    with django_assert_num_queries(1):
        found = places(events)

    assert {one.said for one in found.values()} == {"1 of 1 place is taken"}


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd")],
)
def test_a_turn_on_the_waiting_list_is_said_as_people_say_it_a13(number, words):
    assert nth(number) == words
