"""Who goes back finds the form anew: the same sent again is asked about, and not done twice."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import signing
from django.db.models import F
from django.test import Client
from django.urls import reverse

from activity.models import Delivery
from meetings.models import Action, State
from pbc.core import once, twice
from pbc.core.kept import words
from pbc.core.models import DoneOnce, KeptForm
from pbc.core.twice import Sent
from tests import make
from tests.at_once import at_once
from tests.pages import csv, said

pytestmark = pytest.mark.django_db
NEW, FILES = reverse("meetings:action-new"), reverse("activity:delivery-new")
TURNS = ("close", "reopen")
ASKED = "Do it a second time?"
HIDDEN = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'


@pytest.fixture(autouse=True)
def first_of_april(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-04-01")


@pytest.fixture
def lead(client):
    """Peter Sim, who leads DacCom, signed in."""
    person = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


@pytest.fixture
def finance(client):
    person = make.finance_officer()
    client.force_login(person)
    return person


def typed(text="Ring the trust"):
    of = f"group:{make.group('DacCom').code}"
    return {"text": text, "of": of, "owner_name": "Suzanne Novak", "due_typed": "End-April"}


def send(client, person, path=NEW, sent=None):
    """Open a form, type the same into it as before, and send it: the key is a new one."""
    return client.post(path, (sent or typed()) | {once.FIELD: once.new_key(person)}, follow=True)


def carried(page):
    """What the button of the page that asks sends."""
    form = re.search(r"<form method=\"post\".*?Do it once more", page.content.decode(), re.DOTALL)
    return {name: unescape(value) for name, value in re.findall(HIDDEN, form[0])}


def test_the_same_sent_again_from_a_new_form_is_not_done_and_says_what_was(client, lead):
    send(client, lead)

    page = send(client, lead)

    action = Action.objects.get()
    assert ASKED in said(page)
    assert "It was done then, and is not done again yet. The page said: Raised:" in said(page)
    assert "What you sent" in said(page)
    assert re.search(r"What is to be done \S* ?Ring the trust", said(page))
    assert f'href="{reverse("meetings:action-detail", args=[action.pk])}"' in page.content.decode()
    assert "alert" not in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "shown"), [("2007-03-12", "12 March 2007"), ("2007-02-31", "2007-02-31")]
)
def test_the_page_that_asks_says_a_day_in_words(client, lead, sent, shown):
    body = make.body(of=make.group("DacCom"))
    make.seat(lead, body)
    path = reverse("diary:interest-new", args=[body.pk])
    asked = Sent(path, path, [("subject", ["STAHDOC"]), ("from_date", [sent])])

    typed = words.typed(asked, client.get(path).wsgi_request)

    assert shown in [one.said for one in typed]


def test_whoever_means_it_twice_has_it_done_by_one_button_and_that_once(client, lead):
    send(client, lead)
    means = carried(send(client, lead))

    first, again = (client.post(NEW, means, follow=True) for _ in range(2))

    assert Action.objects.count() == 2
    assert first.redirect_chain == again.redirect_chain
    assert "Raised: " in said(first)


def test_what_was_kept_of_a_form_stays_until_it_is_done_a_second_time(client, lead):
    send(client, lead)
    kept = KeptForm.objects.create(person=lead, token="t", path=NEW, page=NEW, fields=[], files=[])

    asked = send(client, lead, sent=typed() | {once.AGAIN: kept.pk})
    assert ASKED in said(asked)
    assert KeptForm.objects.exists()
    client.post(NEW, carried(asked))

    assert Action.objects.count() == 2
    assert not KeptForm.objects.exists()


def test_the_key_of_what_was_asked_about_asks_again(client, lead):
    """A double click after the back button."""
    send(client, lead)
    sent = typed() | {once.FIELD: once.new_key(lead)}

    pages = [client.post(NEW, sent, follow=True) for _ in range(2)]

    assert Action.objects.count() == 1
    assert all(ASKED in said(page) for page in pages)


def test_a_third_time_is_asked_about_too(client, lead):
    send(client, lead)
    client.post(NEW, carried(send(client, lead)))

    page = send(client, lead)

    assert ASKED in said(page)
    assert Action.objects.count() == 2


def test_something_else_is_done_without_a_question_and_then_the_first_is_asked_about(client, lead):
    send(client, lead)

    other = send(client, lead, sent=typed("Ring the PCT"))
    first = send(client, lead)

    assert "Raised: " in said(other)
    assert ASKED in said(first)
    assert Action.objects.count() == 2


def test_what_somebody_else_did_is_nobody_elses_question(client, lead):
    send(client, lead)
    other = make.gp_lead(make.group("DacCom"), first_name="Avi", last_name="Rao")
    client.force_login(other)

    page = send(client, other)

    assert "Raised: " in said(page)


@pytest.mark.parametrize(("minutes", "asks"), [(9, True), (11, False)])
def test_after_ten_minutes_the_same_is_done_again(client, lead, minutes, asks):
    send(client, lead)
    DoneOnce.objects.update(sent_at=F("sent_at") - timedelta(minutes=minutes))

    page = send(client, lead)

    assert (ASKED in said(page)) is asks
    assert Action.objects.count() == (1 if asks else 2)


def test_a_site_may_never_ask(client, lead, settings):
    settings.PBC_SAME_AGAIN_MINUTES = 0
    send(client, lead)

    assert "Raised: " in said(send(client, lead))


def test_what_is_wrong_in_a_form_is_said_and_not_asked_about(client, lead):
    wrong = typed() | {"due_typed": "31 February"}

    pages = [send(client, lead, sent=wrong) for _ in range(2)]

    assert not any(ASKED in said(page) for page in pages)
    assert not Action.objects.exists()


def test_what_is_refused_the_second_time_says_so_itself(client):
    person = make.administrator()
    client.force_login(person)
    sam = {"first_name": "Sam", "last_name": "O’Neil", "username": "sam.oneil", "email": ""}
    send(client, person, "/people/new/", sam)

    page = send(client, person, "/people/new/", sam)

    assert "is somebody’s name to sign in with already" in said(page)


def test_what_is_turned_back_may_be_done_again_at_once(client, lead):
    action = make.action("Ring the trust", owner=lead)
    close, reopen = (reverse(f"meetings:action-{to}", args=[action.pk]) for to in TURNS)

    for path in (close, reopen, close):
        assert ASKED not in said(send(client, lead, path, {"of": ""}))

    action.refresh_from_db()
    assert action.state == State.DONE


@pytest.mark.parametrize(
    "mark",
    [
        "none",
        signing.dumps(["0" * 64, 1], salt=twice.SALT),
        signing.dumps("other", salt=once.SALT),
    ],
)
def test_a_mark_that_was_given_for_something_else_does_nothing(client, lead, mark):
    send(client, lead)

    page = send(client, lead, sent=typed() | {twice.FIELD: mark})

    assert ASKED in said(page)
    assert Action.objects.count() == 1


def test_a_mark_is_good_for_what_was_asked_about_alone(client, lead):
    send(client, lead)
    means = carried(send(client, lead))
    send(client, lead, sent=typed("Ring the PCT"))

    page = send(client, lead, sent=means | typed("Ring the PCT"))

    assert ASKED in said(page)
    assert Action.objects.count() == 2


def test_the_same_file_is_asked_about_and_has_to_be_chosen_again(client, finance):
    send(client, finance, FILES, {"files": csv("june.csv", b"1")})
    page = send(client, finance, FILES, {"files": csv("june.csv", b"1")})
    means = carried(page)

    client.post(FILES, means | {"files": csv("june.csv", b"1")})

    assert "If you mean it twice, choose again: june.csv" in said(page)
    assert Delivery.objects.count() == 2


def test_another_file_of_the_same_name_and_size_is_another_file(client, finance):
    send(client, finance, FILES, {"files": csv("june.csv", b"1")})

    send(client, finance, FILES, {"files": csv("june.csv", b"2")})

    assert Delivery.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_of_two_tabs_at_once_is_done_once_and_asked_about_once():
    person = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    answers = []

    def send_in():
        browser = Client()
        browser.force_login(person)
        answers.append(said(send(browser, person)))

    at_once(send_in, send_in)

    assert Action.objects.count() == 1
    assert sorted(ASKED in answer for answer in answers) == [False, True]
