"""How the link of a mail ends, and that it is for its action alone (E02, E03)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from meetings import services
from meetings.by_mail import links
from meetings.models import ActionLink, ActionLinkUse
from meetings.queries.owners import Owner
from pbc.core.models import Bounce, Mail
from pbc.core.people.services import accounts
from tests import make
from tests.meetings.by_mail.sent import TODAY, TOMORROW, has_ended, is_open, link_of
from tests.pages import said

pytestmark = pytest.mark.django_db


def given_to_somebody_else(lynn, action, settings):
    action.refresh_from_db()
    said = {"version": action.version, "due_typed": action.due_typed, "reason": "She is away"}
    owner = Owner(person=make.person("Mark", "Jones"))
    services.change_action(action=action, owner=owner, **said, on=TODAY, by=lynn)


def given_and_given_back(lynn, action, settings):
    given_to_somebody_else(lynn, action, settings)
    action.refresh_from_db()
    said = {"version": action.version, "due_typed": action.due_typed, "reason": "She is back"}
    services.change_action(action=action, owner=Owner(person=lynn), **said, on=TODAY, by=lynn)


def closed(lynn, action, settings):
    services.close_action(action=action, on=TODAY, by=make.operator())


def closed_and_opened_again(lynn, action, settings):
    closed(lynn, action, settings)
    services.reopen_action(action=action, on=TODAY, by=lynn)


def shut_out(lynn, action, settings):
    accounts.shut_out(person=lynn, why="She left", on=TODAY, by=make.administrator())


def appointed_no_more(lynn, action, settings):
    lynn.appointments.update(to_date=date(2007, 3, 1))


def come_back(lynn, action, settings):
    said = {"for_good": True, "status": "5.1.1", "known_by": "x" * 64}
    Bounce.objects.create(mail=Mail.objects.get(), **said)


def written_to_elsewhere(lynn, action, settings):
    lynn.email = "lynn@other.example.nhs.uk"
    lynn.save()


def given_a_new_password(lynn, action, settings):
    lynn.set_password("something else altogether")
    lynn.save()


def switched_off(lynn, action, settings):
    settings.PBC_MAIL_LINKS = "signed_in"


ENDS = [
    *(given_to_somebody_else, given_and_given_back, closed, closed_and_opened_again),
    *(shut_out, appointed_no_more, come_back, switched_off),
    *(written_to_elsewhere, given_a_new_password),
]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__.replace("_", " "))
def test_it_ends_with(end, lynn, action, settings):
    path = link_of()
    assert "It is done" in said(Client().get(path))

    end(lynn, action, settings)

    assert has_ended(path)
    assert not ActionLinkUse.objects.exists()


def test_it_ends_with_its_days(monkeypatch, settings, action):
    settings.PBC_MAIL_LINK_DAYS = 3
    path = link_of()
    link = ActionLink.objects.get()
    assert timedelta(days=2, hours=23) < link.expires_at - timezone.now() < timedelta(days=3)

    # Given one that has run out: rows are added only, so another is like it
    token = path.split("/")[3] + "x"
    old = {"expires_at": link.made_at + timedelta(microseconds=1)}
    old["known_by"] = links._digest(token)
    same = ("action", "version", "person", "mail", "of_account", "made_at")
    kept = {name: getattr(link, name) for name in same}
    ActionLink.objects.create(**kept, **old)

    assert has_ended(f"/actions/link/{token}/")
    assert "It is done" in said(Client().get(path))


def test_using_one_ends_those_of_earlier_mails(client, action):
    first, second = link_of(TODAY), link_of(TOMORROW)

    client.post(second)
    services.reopen_action(action=action, on=TODAY, by=make.operator())

    assert has_ended(first)
    assert "Done at" in said(client.get(second))
    assert client.post(second).status_code == 303
    assert is_open(action)


def test_a_link_is_for_its_action_alone(client, lynn, action):
    other = make.action("Ring the trust", owner=lynn)  # without a day: it is in no mail

    client.post(link_of(), {"action": other.pk, "pk": other.pk})

    assert (is_open(action), is_open(other)) == (False, True)


def test_who_tries_links_that_are_none_of_ours_has_to_wait(client, action):
    path = link_of()
    tries = [client.get(f"/actions/link/none{number}/").status_code for number in range(12)]

    assert tries == [404] * 10 + [429] * 2
    assert "Wait a minute" in said(client.get("/actions/link/none/"))
    assert client.get("/actions/link/none/", REMOTE_ADDR="192.0.2.7").status_code == 404

    # Whoever has one of ours does not wait
    assert client.post(path).status_code == 303
    assert not is_open(action)
