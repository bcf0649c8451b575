"""The same mail or the same tap from two places at the same moment counts once (E03)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.by_mail import links
from meetings.diary.rules import NotKept
from meetings.diary.services import bodies
from meetings.digests import write_digests
from meetings.events.booking import book_place
from meetings.models import ActionLinkUse, Booking, BookingState, Every, SeatPost
from pbc.core.models import Errand, Mail
from tests import make
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = date(2007, 4, 2)


@pytest.fixture
def lead():
    """Somebody of DacCom whom a mail reaches."""
    who = make.gp_lead(make.group("DacCom"))
    who.email = "lynn@example.nhs.uk"
    who.save()
    return who


def test_two_sweeps_at_once_write_one_mail_and_one_errand_e03(settings, lead):
    settings.PBC_MAIL = "smtp"
    make.action(owner=lead, due="16 Mar")
    by = make.operator()

    def sweep():
        write_digests(on=MONDAY, by=by)

    at_once(sweep, sweep)

    assert (Mail.objects.count(), Errand.objects.count()) == (1, 1)


def test_two_taps_at_once_close_an_action_once_e02(lead):
    action = make.action(owner=lead)

    def tap():
        services.close_action(action=action, on=MONDAY, by=lead)

    at_once(tap, tap)

    action.refresh_from_db()
    assert (action.version, action.notes.count()) == (2, 1)


def test_two_tabs_of_one_link_at_once_close_an_action_once_e02(settings, lead):
    settings.PBC_MAIL, settings.PBC_MAIL_LINKS = "smtp", "token"
    settings.PBC_MFA_FOR = frozenset()
    action = make.action(owner=lead, due="16 Mar")
    write_digests(on=MONDAY, by=make.operator())
    mail, pages = Mail.objects.get(), []
    path = {reverse("meetings:action-detail", args=[action.pk]): ""}
    Mail.objects.update(begun_at=timezone.now())
    mail.refresh_from_db()
    links.give(mail=mail, links=path)
    [link] = path.values()

    def press():
        pages.append(Client().post(link).status_code)

    at_once(press, press)

    action.refresh_from_db()
    assert pages == [303, 303]
    assert (action.version, action.notes.count(), ActionLinkUse.objects.count()) == (2, 1, 1)


def test_two_seats_given_at_once_to_somebody_are_one_e07(lead):
    body, by, refused = make.body(), make.operator(), []
    seat = {"post": SeatPost.MEMBER, "person": lead, "name": "", "affiliation": ""}

    def give():
        try:
            bodies.give_seat(body=body, **seat, practice=None, from_date=MONDAY, by=by)
        except NotKept as why:
            refused.append(str(why))

    at_once(give, give)

    assert body.seats.count() == 1
    assert refused == [f"{lead} has a seat already: end that one first"]


def test_of_two_series_arranged_at_once_one_runs_e07():
    body, by = make.body(), make.operator()
    series = {"every": Every.MONTHLY, "starts": None, "ends": None, "place": "", "lunch": ""}

    def arrange():
        bodies.arrange_series(body=body, **series, on=MONDAY, by=by)

    at_once(arrange, arrange)

    assert body.series.filter(until=None).count() == 1


def test_of_two_who_ask_for_the_last_place_at_once_one_gets_it_and_one_waits_a13(lead):
    first, second = (make.practice(name, group=make.group("DacCom")) for name in ("One", "Two"))
    event = make.event([first, second], places=1)

    def ask_for(practice):
        return lambda: book_place(event=event, practice=practice, on=MONDAY, by=lead)

    at_once(ask_for(first), ask_for(second))

    held = dict(Booking.objects.values_list("practice__name", "state"))
    assert held == {"One": BookingState.PLACE, "Two": BookingState.WAITING}
