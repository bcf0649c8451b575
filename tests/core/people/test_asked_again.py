"""Who changes how somebody signs in shows again who they are, and the old address is told of it
(S10, TRUST 7.5)."""

import time

import pytest
from django.core.cache import cache
from django.test import Client

from pbc.core import mail as mails
from pbc.core.bounces import queries as bounces
from pbc.core.models import Bounce, Mail, OpenSession
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
AGAIN = "/accounts/reauthenticate/"


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """A clock that stands, and that a test moves on: `later(seconds)`."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    cache.clear()
    yield lambda seconds: now.__setitem__(0, now[0] + seconds)
    cache.clear()


@pytest.fixture
def ann():
    person = make.person("Ann", "Day", username="ann.day")
    person.email = "ann@example.nhs.uk"
    person.save()
    return person


@pytest.fixture
def tom():
    return make.administrator(username="tom.hale", first_name="Tom", last_name="Hale")


def signed_in(person):
    client = Client()
    client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})
    return client


def names(person, **more):
    kept = ("first_name", "last_name", "username", "email")
    return {name: getattr(person, name) for name in kept} | more


@pytest.mark.parametrize("page", ["edit", "link", "second-step"])
def test_an_administrator_is_asked_again_before_they_change_how_somebody_signs_in_s10(
    page, tom, ann, later
):
    client, where = signed_in(tom), f"/people/{ann.pk}/{page}/"
    at_once = client.get(where)

    later(301)
    asked = client.get(where)

    assert at_once.status_code == 200
    assert asked.url == f"{AGAIN}?next=%2Fpeople%2F{ann.pk}%2F{page}%2F"


def test_an_address_is_changed_only_once_the_administrator_gave_their_password_s10(tom, ann, later):
    client, where = signed_in(tom), f"/people/{ann.pk}/edit/"
    later(600)

    asked = client.post(where, names(ann, email="new@example.nhs.uk"))
    ann.refresh_from_db()
    before = ann.email
    wrong = client.post(asked.url, {"password": "not that one at all"})
    client.post(asked.url, {"password": PASSWORD})
    ann.refresh_from_db()

    assert before == "ann@example.nhs.uk"
    assert wrong.status_code == 200
    assert ann.email == "new@example.nhs.uk"


def test_the_address_that_was_theirs_is_told_and_not_where_to_s10(tom, ann, mailoutbox):
    client = signed_in(tom)
    client.post(f"/people/{ann.pk}/edit/", names(ann, email="new@example.nhs.uk"))
    written = Mail.objects.get(person=ann)

    mails.begin(written.pk)
    mails.send(key=written.pk, by=tom)

    [sent] = mailoutbox
    assert sent.to == ["ann@example.nhs.uk"]
    assert "by Tom Hale" in sent.body
    assert "new@example.nhs.uk" not in sent.body


@pytest.mark.parametrize("email", ["ann@example.nhs.uk", "Ann@Example.nhs.uk"])
def test_a_new_name_alone_is_told_to_nobody_s10(email, tom, ann):
    signed_in(tom).post(f"/people/{ann.pk}/edit/", names(ann, last_name="Night", email=email))

    assert not Mail.objects.exists()


def test_that_the_old_address_is_gone_says_nothing_of_the_new_one_a12(tom, ann):
    signed_in(tom).post(f"/people/{ann.pk}/edit/", names(ann, email="new@example.nhs.uk"))
    told = Mail.objects.get(person=ann)
    Bounce.objects.create(mail=told, for_good=True, status="5.1.1", known_by="0" * 64)

    assert bounces.unreached() == []


def test_whoever_ends_a_session_shows_again_who_they_are_s10(tom, later):
    here, there = signed_in(tom), signed_in(tom)
    later(600)

    asked = here.post("/accounts/sessions/end/", {"session": "all"})
    still = OpenSession.objects.filter(person=tom).count()
    page = here.post(asked.url, {"password": PASSWORD}, follow=True)

    assert asked.url.startswith(AGAIN)
    assert still == 2
    assert "You are signed out there: 1 ended" in said(page)
    assert there.get("/accounts/sessions/").status_code == 302
    assert here.get("/accounts/sessions/").status_code == 200
