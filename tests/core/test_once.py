"""A form does its deed once, however often and from wherever it is sent."""

import re

import pytest
from django.core import signing
from django.db import DatabaseError, connection, connections
from django.test import Client
from django.urls import reverse

from activity.models import Delivery
from pbc.core import once
from pbc.core.models import DoneOnce
from tests import make
from tests.at_once import at_once
from tests.pages import address, csv, said

pytestmark = pytest.mark.django_db
NEW = reverse("activity:delivery-new")


@pytest.fixture
def finance(client):
    person = make.finance_officer()
    client.force_login(person)
    return person


def key_in(response):
    """The key of the form on a page."""
    return re.search(rf'name="{once.FIELD}" value="([^"]+)"', response.content.decode())[1]


def upload(client, key, name="june.csv", content=b"1"):
    return client.post(NEW, {"files": csv(name, content), once.FIELD: key}, follow=True)


def at_a_browser(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_form_sent_twice_is_done_once_and_says_the_same(client, finance):
    key = key_in(client.get(NEW))

    first, second = upload(client, key), upload(client, key)

    assert Delivery.objects.count() == 1
    assert first.redirect_chain == second.redirect_chain
    assert "june.csv is kept, and will be read now" in said(first)
    assert "june.csv is kept, and will be read now" in said(second)


def test_two_tabs_are_two_forms(client, finance):
    one, other = key_in(client.get(NEW)), key_in(client.get(NEW))

    upload(client, one)
    upload(client, other, "july.csv", b"2")

    assert Delivery.objects.count() == 2


def test_what_was_changed_in_a_form_after_it_was_sent_is_not_done_and_said_so(client, finance):
    key = key_in(client.get(NEW))
    upload(client, key)

    response = upload(client, key, "july.csv", b"22")

    assert Delivery.objects.count() == 1
    assert once.OTHERWISE in said(response)


def test_a_form_that_was_refused_can_be_sent_again_with_its_key(client, finance):
    key = key_in(client.get(NEW))

    wrong = client.post(NEW, {once.FIELD: key}, follow=True)
    right = upload(client, key)

    assert "Choose the file to send in" in said(wrong)
    assert "is kept" in said(right)
    assert Delivery.objects.count() == 1


def test_a_key_is_its_persons_own(client, finance):
    key = once.new_key(make.finance_officer(first_name="Tom"))

    response = upload(client, key)

    assert once.TOO_OLD in said(response)
    assert not Delivery.objects.exists()


def test_a_key_ends_after_twelve_hours(client, finance, monkeypatch):
    key = key_in(client.get(NEW))
    late = signing.time.time() + once.LASTS + 1
    monkeypatch.setattr(signing.time, "time", lambda: late)

    response = client.post(NEW, {"files": csv(), once.FIELD: key})

    assert response.url == NEW
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("key", ["", "none", "a:b:c"])
def test_a_key_that_was_not_ours_does_nothing(client, finance, key):
    upload(client, key)

    assert not Delivery.objects.exists()


def test_the_forms_of_one_page_are_each_done_once(client, finance):
    keys = once.Keys(finance)
    june, july = keys.new(), keys.new()

    for key in (june, june, july):
        upload(client, key, name=f"{key[-1]}.csv", content=key[-1:].encode())

    assert sorted(Delivery.objects.values_list("file_name", flat=True)) == ["1.csv", "2.csv"]


@pytest.mark.parametrize("number", ["0", "01", "-1", "x", "1.1", "100000", "\u0661"])
def test_a_key_with_a_number_that_no_form_has_does_nothing(client, finance, number):
    signed = once.new_key(finance).removesuffix("1")

    upload(client, f"{signed}{number}")

    assert not Delivery.objects.exists()


def test_a_page_of_before_keys_had_numbers_still_does_what_it_asks(client, finance):
    upload(client, once.new_key(finance).removesuffix(".1"))

    assert Delivery.objects.exists()


@pytest.mark.parametrize("at", [0, 5, -5, -3])
def test_a_key_of_ours_that_was_altered_does_nothing(client, finance, at):
    key = [*once.new_key(finance)]
    key[at] = "A" if key[at] != "A" else "B"

    upload(client, "".join(key))

    assert not Delivery.objects.exists()


def test_a_key_that_was_signed_with_another_secret_does_nothing(client, finance, settings):
    ours = settings.SECRET_KEY
    settings.SECRET_KEY = "of somebody else " * 4
    key = once.new_key(finance)
    settings.SECRET_KEY = ours

    upload(client, key)

    assert not Delivery.objects.exists()


def test_publishing_twice_says_twice_what_was_published(client, finance):
    staged = make.staged_file([make.line(make.practice())])
    page = client.get(address("detail", staged))
    sent = {"basis": page.context["form"]["basis"].value(), once.FIELD: key_in(page)}

    answers = [client.post(address("publish", staged), sent, follow=True) for _ in range(2)]

    assert all("Published: " in said(answer) for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_the_same_form_on_two_connections_at_once_is_done_once():
    person = make.finance_officer()
    key = once.new_key(person)
    answers = []

    def send():
        answers.append(upload(at_a_browser(person), key))

    at_once(send, send)

    assert Delivery.objects.count() == 1
    assert [answer.redirect_chain for answer in answers] == [answers[0].redirect_chain] * 2
    assert all("june.csv is kept" in said(answer) for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_a_form_whose_process_died_before_it_was_done_is_done_by_the_next():
    person = make.finance_officer()
    browser, key = at_a_browser(person), once.new_key(person)

    with pytest.raises(DatabaseError), connection.execute_wrapper(cut_off_when_kept):
        browser.post(NEW, {"files": csv("june.csv", b"1"), once.FIELD: key})
    assert not DoneOnce.objects.exists()
    assert not Delivery.objects.exists()
    again = upload(browser, key)

    assert "june.csv is kept" in said(again)
    assert Delivery.objects.count() == 1


def cut_off_when_kept(execute, sql, params, many, context):
    """End the connection from outside as the outcome is written: the deed stands uncommitted."""
    if sql.startswith('UPDATE "core_doneonce"'):
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            cursor.execute(
                "SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid]
            )
        other.close()
    return execute(sql, params, many, context)
