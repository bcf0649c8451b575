"""The events of the demonstration, as those who are invited and those who keep them see them."""

from django.urls import reverse

from meetings.models import Event
from pbc.core.models import Person
from tests.pages import said


def page_of(client, username, title):
    client.force_login(Person.objects.get(username=username))
    event = Event.objects.get(meeting__title=title)
    return said(client.get(reverse("events:event-detail", args=[event.pk])))


def test_the_lead_sees_who_came_to_the_event_by_practice_a13(shown, client):
    page = page_of(client, "gp.lead", "Legal aspects of a limited company")

    assert "4 of 19 practices came, 5 people" in page
    assert "Saddlers Walk Surgery 2 came Dr Owen Tidmarsh, Paula Denning" in page


def test_the_practice_manager_can_book_the_last_place_of_the_next_event_a13(
    shown, client, monkeypatch
):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")

    page = page_of(client, "practice", "Writing a business plan")

    assert "3 of 4 places are taken" in page
    assert "Book a place for Saddlers Walk Surgery" in page
