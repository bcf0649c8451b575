"""A provider that is away, slow or answers amiss: a sentence, and the password lets in all the same
(ASVS 10.5.3, 13.2, 16.5.2)."""

import logging
import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from pbc.core.models import SignInRecord
from pbc.core.openid import asking
from pbc.core.openid import provider as providers
from pbc.core.sign_ins import guesses
from tests import openid

pytestmark = pytest.mark.django_db
WELL_KNOWN = "/.well-known/openid-configuration"
AMISS, AWAY = "did not answer as it should", "cannot be reached now"


def told(come, browser, caplog):
    """(what the sign-in page says, what the log says)."""
    with caplog.at_level(logging.WARNING):
        answer = come(client=browser)
    assert answer.url == "/accounts/login/"
    assert "_auth_user_id" not in browser.session
    return browser.get(answer.url).content.decode(), caplog.text


@pytest.mark.parametrize("path", [WELL_KNOWN, "/keys", "/token"])
@pytest.mark.parametrize(
    ("answer", "sentence", "why"),
    [
        (openid.failing(500), AWAY, "answers 500"),
        (openid.failing(503), AWAY, "answers 503"),
        (openid.failing(404), AMISS, "answers 404"),
        (openid.leading("http://127.0.0.1:1/"), AMISS, "answers 302"),
        (openid.saying(b"<html>"), AMISS, "no JSON object"),
        (openid.saying(b"[]"), AMISS, "no JSON object"),
        (openid.saying(b"[" * 100_000), AMISS, "no JSON object"),
        (openid.saying(b"\xff"), AMISS, "no JSON object"),
        (openid.saying(b" " * 300_000), AMISS, "more than 262144 bytes"),
        (openid.saying(b"{}"), AMISS, "Sign-in service"),
        (lambda handler: handler.close_connection, AWAY, "does not answer"),
    ],
    ids=["500", "503", "404", "302", "html", "list", "deep", "no text", "huge", "empty", "silent"],
)
def test_an_answer_amiss_is_a_sentence_and_a_line_of_the_log_s10(
    ruth, provider, come, browser, caplog, path, answer, sentence, why
):
    provider.answers[path] = answer

    page, line = told(come, browser, caplog)

    assert sentence in page
    assert why in line
    assert SignInRecord.objects.count() == 0


@pytest.mark.parametrize("path", [WELL_KNOWN, "/keys", "/token"])
def test_a_slow_answer_is_not_waited_for_s10(
    ruth, provider, come, browser, caplog, path, monkeypatch
):
    assert asking.SECONDS == 5
    monkeypatch.setattr(asking, "SECONDS", 0.2)
    until = threading.Event()
    provider.answers[path] = openid.slow(until)

    page, line = told(come, browser, caplog)
    until.set()

    assert AWAY in page
    assert "does not answer: TimeoutError" in line


def test_a_provider_that_is_down_keeps_nobody_from_their_password_s10(
    ruth, provider, come, browser, settings, caplog
):
    settings.PBC_OIDC = {**provider.settings, "issuer": "http://127.0.0.1:9"}

    page, _ = told(come, browser, caplog)
    browser.post("/accounts/login/", {"login": ruth.username, "password": "a long enough password"})

    assert AWAY in page
    assert browser.session["_auth_user_id"] == str(ruth.pk)


@pytest.mark.parametrize(
    ("metadata", "why"),
    [
        ({"issuer": "https://another.example"}, "calls itself otherwise"),
        ({"authorization_endpoint": None}, "no authorization_endpoint"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "no authorization_endpoint"),
        ({"authorization_endpoint": "http://id.example/authorize"}, "no authorization_endpoint"),
        ({"token_endpoint": "file:///etc/passwd"}, "no token_endpoint"),
        ({"token_endpoint": "https://user:word@id.example/"}, "no token_endpoint"),
        ({"jwks_uri": "ftp://id.example/keys"}, "no jwks_uri"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE"),
    ],
    ids=str,
)
def test_what_a_provider_says_of_itself_is_looked_at_s10(
    ruth, provider, come, browser, caplog, metadata, why
):
    provider.metadata = metadata

    page, line = told(come, browser, caplog)

    assert AMISS in page
    assert why in line


@pytest.mark.parametrize(
    "keys",
    [
        *({"keys": None}, {"keys": [7]}, {"keys": []}, {"keys": [{"kid": "rsa", "kty": "RSA"}]}),
        {"keys": [{"kid": "rsa", "kty": "RSA", "n": 7, "e": []}]},
        {"keys": [{"kid": "rsa", "kty": "oct", "k": "c2VjcmV0", "alg": "RS256"}]},
    ],
    ids=str,
)
def test_keys_that_are_none_let_nobody_in_s10(ruth, provider, come, browser, caplog, keys):
    provider.key_set = lambda: keys

    assert AMISS in told(come, browser, caplog)[0]


def test_a_key_that_is_for_something_else_lets_nobody_in_s10(ruth, provider, come, browser, caplog):
    [key, _] = provider.key_set()["keys"]
    provider.key_set = lambda: {"keys": [{**key, "use": "enc"}]}

    assert "no such key" in told(come, browser, caplog)[1]


def test_in_production_nothing_is_asked_without_tls_s10(
    ruth, provider, come, browser, settings, caplog
):
    settings.PRODUCTION = True

    assert "is not asked by https" in told(come, browser, caplog)[1]
    assert provider.asked == []


def test_the_site_says_who_it_is_as_the_provider_wants_it_s10(ruth, provider, come, browser):
    """By a header where the provider takes that, else in the form."""
    come(client=browser)
    browser.logout()
    provider.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    providers.forget()
    come(client=browser)

    assert ["client_secret" in form for form in provider.forms] == [False, True]
    assert browser.session["_auth_user_id"] == str(ruth.pk)


# ---- One that fails is left alone for a while ---------------------------------------------------


def counting(provider, path, status=503):
    """How often it is asked what stands at an address, where it fails."""
    asked = []

    def answer(handler):
        asked.append(path)
        openid.failing(status)(handler)

    provider.answers[path] = answer
    return asked


@pytest.mark.parametrize("status", [503, 404])
def test_one_that_failed_is_asked_again_after_twenty_seconds_s10(
    ruth, provider, come, browser, monkeypatch, status
):
    asked = counting(provider, WELL_KNOWN, status)
    for _ in range(5):
        come(client=browser)
    before = len(asked)
    provider.answers.clear()
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 21)

    come(client=browser)

    assert before == 1
    assert browser.session["_auth_user_id"] == str(ruth.pk)


def test_one_thread_asks_at_a_time_and_the_others_do_not_wait_for_it_long_s10(
    ruth, provider, come, browser, monkeypatch
):
    monkeypatch.setattr(providers, "WAITS", 0.05)
    url = provider.issuer + WELL_KNOWN
    with providers._asking[url]:
        page = browser.post("/accounts/openid/", follow=True)

    assert AWAY in page.content.decode()
    assert come(client=browser).url == "/"


def test_the_way_out_asks_the_provider_nothing_s10(ruth, provider, browser):
    asked = counting(provider, WELL_KNOWN)

    page = browser.get("/accounts/openid/signed-out/")

    assert "close the browser" in page.content.decode()
    assert asked == []


def test_from_one_address_sixty_sign_ins_are_begun_in_a_minute_s10(
    ruth, provider, come, monkeypatch
):
    """Each keeps a session of somebody who is not known."""
    assert guesses.BEGUN == 60
    monkeypatch.setattr(guesses, "BEGUN", 3)
    for _ in range(3):
        assert "to" in Client().post("/accounts/openid/").context
    client = Client()

    page = client.post("/accounts/openid/", follow=True)
    client.post("/accounts/login/", {"login": ruth.username, "password": "a long enough password"})

    assert "Too many sign-ins were begun from here" in page.content.decode()
    assert client.session["_auth_user_id"] == str(ruth.pk)


# ---- What it answers instead of a code ----------------------------------------------------------


def answered(provider, browser, error):
    """The page after an answer with this error."""
    begun = browser.post("/accounts/openid/").context["to"]
    state = parse_qs(urlsplit(begun).query)["state"][0]
    said = {"error": error, "error_description": "secretly", "state": state}
    back = browser.get("/accounts/openid/answer/", said | {"iss": provider.issuer})
    return browser.get(back.url).content.decode()


@pytest.mark.parametrize(
    ("error", "sentence", "line"),
    [
        ("access_denied", "You were not signed in at NHS sign-in", ""),
        ("login_required", "You were not signed in at NHS sign-in", ""),
        ("temporarily_unavailable", AWAY, "answers: temporarily_unavailable"),
        ("unauthorized_client", AMISS, "answers: unauthorized_client"),
        ("server_error", AMISS, "answers: server_error"),
        ("invalid_scope", AMISS, "answers: invalid_scope"),
        ("made\nup", AMISS, "answers: an error of its own"),
    ],
)
def test_an_error_of_the_provider_stands_in_the_log_by_its_known_name_alone_s10(
    provider, browser, caplog, db, error, sentence, line
):
    with caplog.at_level(logging.WARNING, logger="pbc.core.openid"):
        page = answered(provider, browser, error)

    assert sentence in page
    assert line in caplog.text
    assert ("Sign-in service" in caplog.text) == bool(line)
    assert "secretly" not in caplog.text
    assert "made" not in caplog.text


@pytest.mark.parametrize(
    "metadata",
    [
        {"code_challenge_methods_supported": "S256"},
        {"token_endpoint_auth_methods_supported": 7},
    ],
    ids=str,
)
def test_a_list_that_is_none_is_an_answer_amiss_s10(
    ruth, provider, come, browser, caplog, metadata
):
    provider.metadata = metadata

    page, line = told(come, browser, caplog)

    assert AMISS in page
    assert "no list of" in line


def test_a_list_that_is_null_counts_as_not_said_s10(ruth, provider, come, browser):
    names = "code_challenge_methods_supported", "token_endpoint_auth_methods_supported"
    provider.metadata = dict.fromkeys(names)

    come(client=browser)

    assert browser.session["_auth_user_id"] == str(ruth.pk)
