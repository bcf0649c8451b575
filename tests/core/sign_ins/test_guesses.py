"""Guessing leads nowhere, and locks nobody out of their own browser (S10, TRUST 6.3)."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client

from pbc.core.models import Guess, Happened, SignInRecord
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.fixture
def ruth():
    return make.auditor(username="ruth.allan")


def tries(client, person, password, address="192.0.2.1"):
    """Whether somebody is let in from an address."""
    client.post(
        "/accounts/login/", {"login": person.username, "password": password}, REMOTE_ADDR=address
    )
    return "_auth_user_id" in client.session


def looked_at(person):
    """How many guesses of an account were looked at, and not only told to wait."""
    return SignInRecord.objects.filter(person=person, what=Happened.WRONG_PASSWORD).count()


def an_hour_later():
    Guess.objects.update(at=F("at") - timedelta(minutes=61))


def test_ten_guesses_an_hour_are_looked_at_from_however_many_places_s10(ruth):
    for number in range(10_000 // 100):
        tries(Client(), ruth, f"guess {number}", address=f"198.51.100.{number}")

    assert looked_at(ruth) == 10
    an_hour_later()
    for number in range(20):
        tries(Client(), ruth, f"another {number}", address=f"203.0.113.{number}")
    assert looked_at(ruth) == 20


def test_who_guesses_from_one_place_locks_nobody_out_elsewhere_s10(ruth):
    for number in range(50):
        tries(Client(), ruth, f"guess {number}")

    assert looked_at(ruth) == 5
    assert tries(Client(), ruth, PASSWORD, address="203.0.113.9")


def test_the_many_addresses_of_one_connection_are_one_place_s10(ruth):
    """By IPv6 a household has 2 to the power of 64 of them."""
    for number in range(9):
        tries(Client(), ruth, f"guess {number}", address=f"2001:db8::{number}")

    assert looked_at(ruth) == 5


def test_a_name_that_is_the_address_of_another_counts_as_it_is_looked_up_s10(ruth):
    tom = make.auditor(username="tom@example.nhs.uk")
    ruth.email = "tom@example.nhs.uk"
    ruth.save()

    Client().post("/accounts/login/", {"login": "TOM@example.nhs.uk", "password": "no"})

    assert (looked_at(ruth), looked_at(tom)) == (1, 0)


def test_who_guesses_from_everywhere_locks_nobody_out_of_their_own_browser_s10(ruth):
    own = Client()
    assert tries(own, ruth, PASSWORD)
    own.post("/accounts/logout/")

    for number in range(40):
        tries(Client(), ruth, f"guess {number}", address=f"198.51.100.{number}")

    assert not tries(Client(), ruth, PASSWORD, address="203.0.113.9")
    assert tries(own, ruth, PASSWORD)


def test_a_colleague_at_the_same_address_locks_nobody_out_s10(ruth):
    own = Client()
    assert tries(own, ruth, PASSWORD)
    own.post("/accounts/logout/")

    for number in range(40):
        tries(Client(), ruth, f"guess {number}")

    assert tries(own, ruth, PASSWORD)


def test_a_browser_is_not_known_by_what_somebody_writes_into_its_cookie_s10(ruth):
    thief = Client()
    for number in range(30):
        thief.cookies["pbc_known"] = f'{{"{ruth.pk}": "{number}"}}'
        tries(thief, ruth, f"guess {number}")

    assert looked_at(ruth) == 5


def test_a_name_by_either_spelling_and_the_mail_address_is_one_account_s10(ruth):
    ruth.email = "ruth.allan@example.nhs.uk"
    ruth.save()

    for number, name in enumerate(["ruth.allan", "RUTH.Allan", "Ruth.Allan@example.nhs.uk"] * 5):
        where = f"198.51.100.{number}"
        Client().post("/accounts/login/", {"login": name, "password": "no"}, REMOTE_ADDR=where)

    assert looked_at(ruth) == 10


def test_who_mistyped_and_then_gets_in_begins_anew_s10(ruth):
    for _ in range(4):
        tries(Client(), ruth, "mistyped")
    assert tries(Client(), ruth, PASSWORD)

    for _ in range(4):
        tries(Client(), ruth, "mistyped")

    assert tries(Client(), ruth, PASSWORD)


def test_who_waits_is_noted_once_an_hour_and_no_name_that_is_nobodys_is_kept_s10(ruth):
    for number in range(30):
        tries(Client(), ruth, f"guess {number}")
    Client().post("/accounts/login/", {"login": "my secret password", "password": "x"})

    held_up = SignInRecord.objects.filter(person=ruth, what=Happened.HELD_UP)
    assert held_up.count() == 1
    assert not SignInRecord.objects.filter(person=None).exists()
    kept = str(list(SignInRecord.objects.values())) + str(list(Guess.objects.values()))
    assert "my secret" not in kept
