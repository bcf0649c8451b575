"""A form that is sent after its session has ended is not lost, and is nobody else's (H02, E13)."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from meetings.models import Action
from pbc.core import once
from pbc.core.kept.services import AT_MOST
from pbc.core.models import KeptForm, Person
from tests import make
from tests.pages import csv, said

pytestmark = pytest.mark.django_db
NEW = "/people/new/"
KEPT = "/session/kept/"
SAM = {"first_name": "Sam", "last_name": "O’Neil", "username": "sam.oneil", "email": ""}


@pytest.fixture
def person(client):
    found = make.administrator(first_name="Tom")
    client.force_login(found)
    return found


def too_late(client, path=NEW, sent=None, *, page=None, **headers):
    """Open a page, let the session end, and send what stands in its form."""
    key = key_on(client.get(page or path))
    Session.objects.all().delete()
    return client.post(path, (sent or SAM) | {once.FIELD: key}, headers=headers)


def key_on(page):
    found = re.findall(rf'name="{once.FIELD}" value="([^"]+)"', page.content.decode())
    return found[0]


def hidden(page):
    """What the first form that sends something again carries."""
    form = re.search(r"<form method=\"post\" action=\"(/(?!session|accounts)[^\"]*)\".*?</form>",
                     page.content.decode(), re.DOTALL)  # fmt: skip
    pairs = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0])
    return form[1], dict(pairs)


def test_what_was_typed_waits_behind_the_sign_in_and_is_sent_by_one_button(client, person):
    answer = too_late(client)
    client.force_login(person)
    page = client.get(KEPT)
    path, fields = hidden(page)

    done = client.post(path, fields, follow=True)

    assert answer.url == f"/accounts/login/?next={KEPT}"
    assert "First name Sam Last name O’Neil Name to sign in with sam.oneil" in said(page)
    assert "Sam O’Neil is added" in said(done)
    assert Person.objects.filter(username="sam.oneil").exists()
    assert not KeptForm.objects.exists()


def test_throwing_away_too_late_keeps_nothing_and_what_is_kept_can_be_seen(client, person):
    too_late(client)
    client.force_login(person)
    key = key_on(client.get(KEPT))
    Session.objects.all().delete()

    client.post(KEPT, {once.FIELD: key, "form": "1"})

    client.force_login(person)
    assert [one.path for one in KeptForm.objects.all()] == [NEW]
    assert "sam.oneil" in said(client.get(KEPT))


@pytest.mark.parametrize(
    "came_from", ["http://[x", "http://testserver//[x/", "http://testserver/files/é"]
)
def test_an_odd_address_to_come_from_loses_nothing(client, person, came_from):
    too_late(client, referer=came_from)
    client.force_login(person)

    assert "sam.oneil" in said(client.get(KEPT))


def test_the_sign_in_page_says_that_it_is_kept(client, person):
    answer = too_late(client)

    page = client.get(answer.url)

    assert "Your session had ended. What you typed is kept for a day: sign in" in said(page)


def test_nobody_else_who_signs_in_there_sees_it(client, person):
    too_late(client)
    client.force_login(make.administrator())

    assert client.get(KEPT).url == "/"
    assert "O’Neil" not in said(client.get("/"))
    assert "was not sent" not in said(client.get("/"))


def test_nobody_else_throws_it_away(client, person):
    too_late(client)
    client.force_login(make.administrator())

    client.post(KEPT, {"form": KeptForm.objects.get().pk})

    assert KeptForm.objects.exists()


def test_the_same_person_at_another_browser_sees_nothing_of_it(client, person):
    too_late(client)
    elsewhere = Client()
    elsewhere.force_login(person)

    assert elsewhere.get(KEPT).url == "/"


def test_what_was_sent_in_vain_is_named_on_every_page_until_it_is_seen_to(client, person):
    too_late(client)
    client.force_login(person)

    assert "is kept and was not sent" in said(client.get("/"))


def test_it_can_be_thrown_away(client, person):
    too_late(client)
    client.force_login(person)
    page = client.get(KEPT)

    thrown = client.post(
        KEPT, {"form": KeptForm.objects.get().pk, once.FIELD: key_on(page)}, follow=True
    )

    assert "What was not sent is thrown away" in said(thrown)
    assert not KeptForm.objects.exists()
    assert not Person.objects.filter(username="sam.oneil").exists()


def test_a_day_later_it_is_gone(client, person):
    too_late(client)
    KeptForm.objects.update(kept_at=timezone.now() - timedelta(days=1))
    client.force_login(person)

    assert client.get(KEPT).url == "/"


def test_what_a_new_secret_key_cannot_open_is_gone_and_no_empty_form(client, person, settings):
    too_late(client)
    settings.SECRET_KEY = "another one, since the old one was seen"
    client.force_login(person)

    page = client.get(KEPT)

    assert page.url == "/"
    assert not KeptForm.objects.exists()


def test_what_is_a_day_old_goes_for_everybody_when_something_is_kept(client, person):
    too_late(client)
    KeptForm.objects.update(person=make.auditor(), kept_at=timezone.now() - timedelta(days=1))
    client.cookies.clear()
    client.force_login(person)

    too_late(client)

    assert [one.person for one in KeptForm.objects.all()] == [person]


def test_what_was_chosen_is_shown_in_the_words_of_its_choices(client, person):
    ruth, daccom = make.person("Ruth", "Allan"), make.group("DacCom")
    typed = {
        "role": "GP_LEAD", "over": f"group:{daccom.code}", "from_date": "2007-03-13", "to_date": "",
    }  # fmt: skip

    too_late(client, f"/people/{ruth.pk}/appoint/", typed)
    client.force_login(person)
    page = said(client.get(KEPT))

    assert "Role GP lead Over DacCom From 13 March 2007" in page


def test_a_form_without_a_page_of_its_own_has_the_words_of_the_page_it_stood_on(client):
    fernville = make.practice("Fernville")
    manager = make.practice_manager(fernville)
    action = make.action(of=fernville)
    client.force_login(manager)
    page = f"/actions/{action.pk}/"

    too_late(
        client, f"{page}note/", {"note": "Rang the trust"}, page=page,
        Referer=f"http://testserver{page}",
    )  # fmt: skip
    client.force_login(manager)

    assert "Add a note Rang the trust" in said(client.get(KEPT))


def test_what_is_wrong_with_it_is_said_by_its_own_page(client, person):
    too_late(client, sent=SAM | {"username": ""})
    client.force_login(person)
    path, fields = hidden(client.get(KEPT))

    page = client.post(path, fields, follow=True)

    assert "Enter the name to sign in with" in said(page)
    assert 'value="O’Neil"' in page.content.decode()
    assert not KeptForm.objects.not_sent().exists()


def test_who_may_not_do_it_any_more_does_not_do_it_by_a_kept_form(client, person):
    too_late(client)
    person.appointments.all().update(state="WITHDRAWN")
    client.force_login(person)
    path, fields = hidden(client.get(KEPT))

    assert client.post(path, fields).status_code == 403
    assert not Person.objects.filter(username="sam.oneil").exists()


def test_a_file_is_not_kept_and_that_is_said(client):
    finance = make.finance_officer()
    client.force_login(finance)
    key = key_on(client.get("/files/new/"))
    Session.objects.all().delete()

    client.post("/files/new/", {"files": csv("june.csv"), once.FIELD: key})
    client.force_login(finance)
    page = said(client.get(KEPT))

    assert "Files are not kept. Choose again on the page that follows: june.csv." in page


def test_passwords_and_sign_ins_are_not_kept(client, person):
    key = key_on(client.get(NEW))
    Session.objects.all().delete()

    client.post("/accounts/login/", {"login": "tom", "password": "a guess", once.FIELD: key})
    client.post("/accounts/password/change/", {"oldpassword": "x", once.FIELD: key})

    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("key", [{}, {once.FIELD: ""}, {once.FIELD: "none:of:ours"}])
def test_a_form_without_a_key_of_ours_is_not_kept(client, db, key):
    answer = client.post(NEW, SAM | key)

    assert answer.url == f"/accounts/login/?next={NEW}"
    assert not KeptForm.objects.exists()


def test_nothing_is_kept_for_somebody_who_was_shut_out(client, person):
    key = key_on(client.get(NEW))
    Person.objects.filter(pk=person.pk).update(is_active=False)

    client.post(NEW, SAM | {once.FIELD: key})

    assert not KeptForm.objects.exists()


def test_a_form_that_is_too_large_is_not_kept(client, person):
    too_late(client, sent=SAM | {"first_name": "S" * 70_000})

    assert not KeptForm.objects.exists()


def test_of_one_person_a_few_are_kept_and_the_oldest_goes(client, person):
    key = key_on(client.get(NEW))
    Session.objects.all().delete()

    for number in range(AT_MOST + 2):
        client.post(NEW, SAM | {"first_name": f"Sam {number}", once.FIELD: key})

    client.force_login(person)
    kept = re.findall(r'name="first_name" value="([^"]+)"', client.get(KEPT).content.decode())
    assert kept == [f"Sam {number}" for number in range(2, AT_MOST + 2)]


def test_a_cookie_planted_by_another_opens_nothing_of_ones_own(client, person):
    """Fixation: who planted the cookie knows it, and it is not the one that is used."""
    client.cookies["pbc_kept"] = "planted"

    too_late(client)

    assert client.cookies["pbc_kept"].value != "planted"
    assert client.cookies["pbc_kept"]["httponly"]


def test_a_form_older_than_the_sign_in_of_another_window_is_kept_too(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    key = key_on(strict.get(NEW))

    answer = strict.post(NEW, SAM | {once.FIELD: key, "csrfmiddlewaretoken": "old"})

    assert answer.url == KEPT
    assert "sam.oneil" in said(strict.get(KEPT))
    assert not Person.objects.filter(username="sam.oneil").exists()


def test_a_form_of_another_page_without_our_token_is_refused_as_ever(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)

    answer = strict.post(NEW, SAM)

    assert answer.status_code == 403
    assert not KeptForm.objects.exists()


def test_sent_twice_from_the_page_that_kept_it_it_is_done_once(client, person):
    too_late(client)
    client.force_login(person)
    path, fields = hidden(client.get(KEPT))

    answers = [client.post(path, fields, follow=True) for _ in range(2)]

    assert all("Sam O’Neil is added" in said(answer) for answer in answers)
    assert Person.objects.filter(username="sam.oneil").count() == 1


def test_sent_too_late_from_the_page_that_kept_it_it_stays_kept(client, person):
    too_late(client)
    client.force_login(person)
    path, fields = hidden(client.get(KEPT))
    Session.objects.all().delete()

    client.post(path, fields, headers={"Referer": f"http://testserver{KEPT}"})
    client.force_login(person)

    assert said(client.get(KEPT)).count("sam.oneil") == 1


def test_the_database_keeps_no_form_that_goes_to_another_site(person):
    with pytest.raises(DatabaseError), transaction.atomic():
        KeptForm.objects.create(person=person, token="0" * 64, path="//evil.example", fields=[])


def test_actions_are_not_raised_before_they_are_sent(client):
    manager = make.practice_manager(make.practice("Fernville"))
    client.force_login(manager)

    too_late(client, "/actions/new/", {"text": "Ring the trust"})

    assert not Action.objects.exists()


def test_what_came_too_late_and_was_done_before_is_asked_about(client):
    person = make.gp_lead(make.group("DacCom"))
    client.force_login(person)
    ring = {"text": "Ring the trust", "of": f"group:{make.group('DacCom').code}"}
    ring |= {"owner_name": "Suzanne Novak"}
    client.post("/actions/new/", ring | {once.FIELD: once.new_key(person)})
    too_late(client, "/actions/new/", ring)
    client.force_login(person)
    path, fields = hidden(client.get(KEPT))

    page = client.post(path, fields, follow=True)

    assert "Do it a second time?" in said(page)
    assert Action.objects.count() == 1
