"""Signing in: by name and password, not by guessing, and nobody signs up."""

import pytest
from django.core.cache import cache

from tests import make

PASSWORD = "a long enough password"


@pytest.fixture
def person(db):
    cache.clear()
    someone = make.finance_officer()
    someone.set_password(PASSWORD)
    someone.save()
    yield someone
    cache.clear()


def sign_in(client, person, password=PASSWORD):
    return client.post("/accounts/login/", {"login": person.username, "password": password})


def test_the_page_says_by_what_one_signs_in(client, db):
    assert "Username or email address" in client.get("/accounts/login/").content.decode()


def test_the_right_password_leads_to_the_desk(client, person):
    answer = sign_in(client, person)

    assert (answer.status_code, answer.url) == (302, "/")
    assert "Successfully" not in client.get("/").content.decode()


def test_guessing_is_stopped_and_then_the_right_password_waits_too(client, person):
    for number in range(5):
        sign_in(client, person, password=f"guess {number}")

    answer = sign_in(client, person)

    assert answer.status_code == 200
    assert "Too many" in answer.content.decode()


@pytest.mark.parametrize(("proxies", "lets_in"), [(0, False), (1, True)])
def test_guesses_from_elsewhere_lock_out_nobody_else_behind_a_proxy(
    client, person, settings, proxies, lets_in
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(10):
        client.post(
            "/accounts/login/",
            {"login": f"nobody{number}", "password": "a guess"},
            headers={"x-forwarded-for": "10.0.0.1, 192.0.2.7"},
        )

    answer = client.post(
        "/accounts/login/",
        {"login": person.username, "password": PASSWORD},
        headers={"x-forwarded-for": "192.0.2.7, 192.0.2.8"},
    )

    assert (answer.status_code == 302) is lets_in


def test_nobody_is_promised_a_mail_that_no_one_sends(client, person, settings):
    settings.PBC_MAIL = ""
    page = client.get("/accounts/login/").content.decode()
    forgotten = client.get("/accounts/forgotten/").content.decode()
    paths = ("password/reset/", "password/reset/done/", "email/", "confirm-email/")

    strangers = [client.post(f"/accounts/{path}", {"email": "a@b.example"}) for path in paths]
    client.force_login(person)
    known = [client.post(f"/accounts/{path}", {"email": "a@b.example"}) for path in paths]

    assert 'href="/accounts/forgotten/"' in page
    assert "This service sends no mail" in forgotten
    assert "password/reset" not in page
    assert {answer.status_code for answer in strangers + known} <= {302, 404}
    assert all(a.status_code == 404 or a.url.startswith("/accounts/login") for a in strangers)


def test_nobody_signs_up(client, db):
    answer = client.post("/accounts/signup/", {"username": "me", "password1": PASSWORD})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_page_leads_a_stranger_to_sign_in(client, db):
    answer = client.get("/")

    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/")


def test_every_answer_carries_the_strict_policy(client, db):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
