"""A session ends when nobody is there: after a quiet half hour, and after twelve hours at work."""

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from pbc.celery import app
from pbc.core.changes import sitting
from pbc.core.models import KeptForm, Look
from pbc.core.sessions import BEGAN, SessionStore
from pbc.core.tasks import sweep_sessions
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    found = make.finance_officer()
    client.force_login(found)
    return found


def ends_in(**span):
    """Let the one session that there is end so long from now."""
    Session.objects.update(expire_date=timezone.now() + timedelta(**span))


def minutes_left():
    return round((Session.objects.get().expire_date - timezone.now()).total_seconds() / 60)


def test_a_page_asked_for_lets_the_session_go_on_for_the_whole_quiet(client, person):
    ends_in(minutes=4)

    client.get("/")

    assert minutes_left() == 30


def test_what_a_page_asks_for_by_itself_does_not_keep_a_session_awake(client, person):
    ends_in(minutes=4)

    client.get("/", headers={"HX-Request": "true"})

    assert minutes_left() == 4


def test_a_quiet_session_has_ended(client, person):
    ends_in(seconds=-1)

    answer = client.get("/")

    assert answer.url == "/accounts/login/?next=/"


def test_no_session_outlasts_twelve_hours_however_busy(client, person):
    session = client.session
    session[BEGAN] = int(time.time()) - 12 * 60 * 60 + 10 * 60
    session.save()

    client.get("/")

    assert minutes_left() == 10


def test_who_shows_again_who_they_are_gains_no_hours_and_loses_nothing(client, person):
    client.get("/")
    key = client.session.session_key
    kept = {"person": person, "token": "0" * 64, "path": "/", "fields": []}
    form = KeptForm.objects.create(**kept, session_id=key)
    look = Look.objects.get(sitting=sitting(key))
    session = client.session
    session[BEGAN] = began = int(time.time()) - 11 * 60 * 60
    session.save()

    client.post("/accounts/reauthenticate/", {"password": "a long enough password"})

    after = client.session
    assert after.session_key != key
    assert after[BEGAN] == began
    form.refresh_from_db()
    look.refresh_from_db()
    assert form.session_id == after.session_key
    assert look.sitting == sitting(after.session_key)


def test_a_session_that_was_ended_meanwhile_is_not_brought_back_under_a_new_key_s10(client, person):
    """Somebody shows again who they are, and in the same moment their sessions are ended."""
    client.get("/")
    store = SessionStore(client.session.session_key)
    assert SESSION_KEY in store
    Session.objects.all().delete()

    with pytest.raises(SessionInterrupted):
        store.cycle_key()

    assert not Session.objects.exists()


def test_going_on_writes_once_a_minute_and_never_over_what_the_session_holds(client, person):
    ends_in(minutes=4)
    held = Session.objects.get().session_data

    client.get("/")
    after = Session.objects.get()
    client.get("/")

    assert after.session_data == held
    assert Session.objects.get().expire_date == after.expire_date


def test_the_button_says_for_how_long_one_stays(client, person):
    ends_in(minutes=4)

    left, of = client.post("/session/stay/").content.decode().split()

    assert 29 * 60 < int(left) <= 30 * 60
    assert of == SessionStore(client.session.session_key).of


def test_a_page_asks_how_long_the_session_has_without_keeping_it_awake(client, person):
    ends_in(minutes=4)

    left, of = client.get("/session/stay/", headers={"HX-Request": "true"}).content.split()

    assert 3 * 60 < int(left) <= 4 * 60
    assert minutes_left() == 4
    assert f'data-session-of="{of.decode()}"' in client.get("/").content.decode()


def test_each_person_s_pages_have_a_mark_of_their_own_that_names_nobody(client, person):
    own = client.get("/session/stay/").content.split()[1]
    again, other = Client(), Client()
    again.force_login(person)
    other.force_login(make.auditor())

    assert again.get("/session/stay/").content.split()[1] == own
    assert other.get("/session/stay/").content.split()[1] != own
    assert len(own) == 16


def test_every_page_says_how_long_the_session_has(client, person):
    page = client.get("/").content.decode()

    assert 'data-session-left="1' in page
    assert 'data-session-warn="300"' in page


def test_the_sweep_removes_what_has_ended_and_what_nobody_came_back_for(client, person):
    mine = {"person": person, "token": "0" * 64, "path": "/", "fields": []}
    KeptForm.objects.create(**mine)
    KeptForm.objects.create(**mine, kept_at=timezone.now() - timedelta(hours=25))
    ends_in(seconds=-1)

    sweep_sessions()

    assert not Session.objects.exists()
    assert KeptForm.objects.count() == 1
    assert "pbc.core.tasks.sweep_sessions" in {
        entry["task"] for entry in app.conf.beat_schedule.values()
    }


@pytest.mark.parametrize("key", ["\\000abcdefghijklmn", "no such session", "\\303\\251" * 40])
def test_a_cookie_that_names_no_session_is_nobody_s(client, key):
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    client.cookies[settings.SESSION_COOKIE_NAME].set(settings.SESSION_COOKIE_NAME, key, f'"{key}"')

    answer = client.get("/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
