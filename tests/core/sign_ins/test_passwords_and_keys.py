"""Passwords as they are typed, changed and kept, and the keys of sessions (S10)."""

import re
from itertools import chain

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from pbc.core.models import Person
from pbc.core.people.services import accounts
from pbc.core.sessions import SessionStore
from tests import make
from tests.pbc.test_environment import PRODUCTION, told

pytestmark = pytest.mark.django_db
PASSWORD = " A long enough Password "
NEW = "four words nobody guesses"


@pytest.fixture
def ruth():
    found = make.auditor(username="ruth.allan")
    found.set_password(PASSWORD)
    found.save()
    return found


def at_the_desk(password=PASSWORD):
    client = Client()
    client.post("/accounts/login/", {"login": "ruth.allan", "password": password})
    return client


def is_in(client):
    return "_auth_user_id" in client.session


def change(client, **typed):
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return client.post("/accounts/password/change/", given | typed)


@pytest.mark.parametrize(
    "password",
    ["A long enough Password", " a long enough password ", " A long enough Password", PASSWORD * 2],
)
def test_a_password_is_looked_at_exactly_as_it_was_typed_s10(ruth, password):
    assert not is_in(at_the_desk(password))
    assert is_in(at_the_desk())


def test_somebody_changes_their_password_by_the_old_one_alone_s10(ruth):
    client = at_the_desk()

    change(client, oldpassword="not the old one")
    change(client, oldpassword="")
    ruth.refresh_from_db()
    kept = ruth.check_password(PASSWORD)
    change(client)
    ruth.refresh_from_db()

    assert kept
    assert ruth.check_password(NEW)


def test_passwords_are_hidden_and_a_manager_of_passwords_may_fill_them_in_s10(client, ruth):
    link = accounts.give_link(person=ruth, by=make.administrator())
    pages = [client.get("/accounts/login/"), client.get(link, follow=True)]
    pages.append(at_the_desk().get("/accounts/password/change/"))

    fields = [re.findall(r"<input[^>]*password[^>]*>", page.content.decode()) for page in pages]

    assert [len(found) for found in fields] == [1, 2, 3]
    for field in chain.from_iterable(fields):
        assert 'type="password"' in field
        assert 'autocomplete="off"' not in field
        assert "onpaste" not in field


def test_passwords_are_kept_by_argon2id_s10(tmp_path):
    asked = "PASSWORD_HASHERS[0]"
    hasher = told(asked, PRODUCTION, tmp_path).stdout.strip()

    kept = make_password(NEW, hasher=_hasher(hasher))

    kind, memory, times = re.match(r"argon2\$(argon2id)\$v=19\$m=(\d+),t=(\d+),", kept).groups()
    assert kind == "argon2id"
    assert (int(memory) >= 19 * 1024, int(times) >= 2) == (True, True)  # KiB


def _hasher(path):
    from django.utils.module_loading import import_string

    return import_string(path)()


def test_nobody_is_there_on_a_new_site_who_can_sign_in():
    """But the demonstration, which no production site loads."""
    assert [one.username for one in Person.objects.all() if one.has_usable_password()] == []


def test_a_session_has_a_new_key_of_more_than_128_bits_at_each_sign_in_s10(ruth):
    client = Client()
    client.get("/accounts/login/")
    planted = "a" * 32
    client.cookies["pbc_session"] = planted
    sent = {"login": "ruth.allan", "password": PASSWORD}

    keys = []
    for _ in range(3):
        client.post("/accounts/login/", sent)
        keys.append(client.cookies["pbc_session"].value)
        client.post("/accounts/logout/")

    assert planted not in keys
    assert len(set(keys)) == 3
    assert all(re.fullmatch("[a-z0-9]{32}", key) for key in keys)  # 165 bits


def test_a_session_that_somebody_planted_before_is_void_after_the_sign_in_s10(ruth):
    planted = SessionStore()
    planted["said"] = "by nobody"
    planted.save()
    client = Client()
    client.cookies["pbc_session"] = planted.session_key

    client.post("/accounts/login/", {"login": "ruth.allan", "password": PASSWORD})

    assert is_in(client)
    assert client.cookies["pbc_session"].value != planted.session_key
    assert not SessionStore().exists(planted.session_key)


def test_a_session_has_a_new_key_when_the_password_is_given_again_s10(ruth):
    client = at_the_desk()
    before = client.cookies["pbc_session"].value

    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    after = client.cookies["pbc_session"].value
    thief = Client()
    thief.cookies["pbc_session"] = before

    assert after != before
    assert client.get("/practices/").status_code == 200
    assert thief.get("/practices/").status_code == 302


@pytest.mark.parametrize("way", ["//evil.example", "https://evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(ruth, way):
    client = Client()

    answer = client.post(
        f"/accounts/login/?next={way}",
        {"login": "ruth.allan", "password": PASSWORD, "next": way},
    )

    assert answer.status_code == 302
    assert answer.url == "/"


def test_what_stands_in_an_address_signs_nobody_in_and_ends_nothing(ruth):
    client = Client()
    client.post(f"/accounts/login/?login=ruth.allan&password={PASSWORD}", {})
    there = at_the_desk()
    here = at_the_desk()

    here.post("/accounts/sessions/end/?session=all", {})

    assert not is_in(client)
    assert there.get("/practices/").status_code == 200
