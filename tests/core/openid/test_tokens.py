"""A token of a provider counts when all of it is right: signature, issuer, audience, times, nonce
(ASVS 9.1, 9.2, 10.5; OpenID Connect Core 3.1.3.7)."""

import base64
import hmac
import logging
import time

import jwt
import pytest

from tests import openid
from tests.openid import CLIENT, EC, RSA, RSA_TOO, WEAK

pytestmark = pytest.mark.django_db
LONG_AGO = 3600


def is_in(client):
    return "_auth_user_id" in client.session


def refused(come, browser, caplog):
    """What the log says of a sign-in that lets nobody in and says so."""
    with caplog.at_level(logging.WARNING):
        answer = come(client=browser)
    assert answer.url == "/accounts/login/"
    assert not is_in(browser)
    assert "NHS sign-in did not answer as it should" in browser.get(answer.url).content.decode()
    return caplog.text


@pytest.mark.parametrize("key", ["rsa", "ec", "pss"])
def test_a_token_signed_by_a_key_of_the_provider_lets_in_s10(ruth, provider, come, browser, key):
    provider.keys["pss"] = (RSA_TOO, "PS256")
    provider.signs_by = key

    come(client=browser)

    assert browser.session["_auth_user_id"] == str(ruth.pk)


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"nonce": "of another sign-in"}, "nonce"),
        ({"nonce": None}, "MissingRequiredClaim"),
        ({"iss": "https://another.example"}, "InvalidIssuer"),
        ({"iss": None}, "MissingRequiredClaim"),
        ({"aud": "another client"}, "InvalidAudience"),
        ({"aud": None}, "MissingRequiredClaim"),
        ({"aud": [CLIENT, "another"]}, "azp"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "azp"),
        ({"azp": "another"}, "azp"),
        ({"exp": time.time() - LONG_AGO}, "ExpiredSignature"),
        ({"exp": None}, "MissingRequiredClaim"),
        ({"exp": "never"}, "DecodeError"),
        ({"iat": time.time() + LONG_AGO}, "ImmatureSignature"),
        ({"iat": time.time() - LONG_AGO}, "iat"),
        ({"iat": "1"}, "iat"),
        ({"iat": "soon"}, ""),
        ({"iat": float("inf")}, "refused"),
        ({"iat": float("nan")}, ""),
        ({"iat": []}, "refused"),
        ({"exp": float("inf")}, "refused"),
        ({"nonce": ["x"]}, "nonce"),
        ({"nonce": "\ud800"}, "refused"),
        ({"sub": 7}, "refused"),
        ({"sub": "\ud800"}, "sub"),
        ({"aud": 7}, "refused"),
        ({"iat": None}, "MissingRequiredClaim"),
        ({"nbf": time.time() + LONG_AGO}, "ImmatureSignature"),
        ({"sub": None}, "MissingRequiredClaim"),
        ({"sub": ""}, "sub"),
        ({"sub": "r" * 256}, "sub"),
        ({"sub": "a\x00b"}, "sub"),
    ],
    ids=str,
)
def test_a_token_that_says_anything_else_lets_nobody_in_s10(
    ruth, provider, come, browser, caplog, claims, why
):
    provider.claims = claims

    assert why in refused(come, browser, caplog)


def test_a_token_for_several_that_was_made_for_us_lets_in_s10(ruth, provider, come, browser):
    provider.claims = {"aud": [CLIENT, "another"], "azp": CLIENT}

    come(client=browser)

    assert is_in(browser)


def test_clocks_may_be_a_minute_off_and_no_more_s10(ruth, provider, come, browser):
    provider.claims = {"exp": time.time() - 50, "iat": time.time() + 50}

    come(client=browser)

    assert is_in(browser)


def by_hand(provider, **header):
    """Give tokens that are signed otherwise than the provider does."""

    def signed(said):
        how = {"alg": "RS256", "kid": "rsa"} | header
        if how["alg"] == "none":
            return openid.unsigned(said, how)
        told = openid.unsigned(said, how)[:-1].encode()
        return openid.unsigned(said, how, hmac.digest(openid.pem(RSA), told, "sha256"))

    provider.signed = signed


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS256", "ES256", "RS1", "", None])
def test_a_token_without_the_signature_of_a_key_pair_lets_nobody_in_s10(
    ruth, provider, come, browser, caplog, algorithm
):
    """None, a public key taken for a secret, and a signature that is none of the key's."""
    by_hand(provider, alg=algorithm)

    assert refused(come, browser, caplog)


def test_a_token_signed_by_another_key_of_the_same_name_lets_nobody_in_s10(
    ruth, provider, come, browser, caplog
):
    provider.signed = lambda said: jwt.encode(said, RSA_TOO, "RS256", headers={"kid": "rsa"})

    assert "InvalidSignature" in refused(come, browser, caplog)


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ({"kid": "unknown"}, "no such key"),
        ({"kid": ""}, "no such key"),
        ({"kid": "ec"}, "no such key for RS256"),
        ({"typ": "at+jwt"}, "another kind"),
        ({"typ": "logout+jwt"}, "another kind"),
        ({"crit": ["exp"]}, "InvalidToken"),
    ],
    ids=str,
)
def test_a_token_of_another_kind_or_key_lets_nobody_in_s10(
    ruth, provider, come, browser, caplog, header, why
):
    provider.header = header

    assert why in refused(come, browser, caplog)


def test_a_token_of_lists_in_lists_lets_nobody_in_s10(ruth, provider, come, browser, caplog):
    deep = base64.urlsafe_b64encode(b"[" * 20_000).decode().rstrip("=")
    provider.token = f"{deep}.e30.eA"

    assert refused(come, browser, caplog)


def test_a_key_that_the_token_brings_along_is_not_used_s10(ruth, provider, come, browser, caplog):
    brought = openid.public("rsa", RSA_TOO, "RS256")
    header = {"kid": "rsa", "jwk": brought, "jku": "https://another.example/keys"}
    provider.signed = lambda said: jwt.encode(said, RSA_TOO, "RS256", headers=header)

    assert "InvalidSignature" in refused(come, browser, caplog)


def test_a_weak_key_lets_nobody_in_s10(ruth, provider, come, browser, caplog):
    provider.keys["rsa"] = (WEAK, "RS256")
    provider.signed = lambda said: openid.unsigned(said, {"alg": "RS256", "kid": "rsa"}, b"x" * 128)

    assert "2048 bits" in refused(come, browser, caplog)


@pytest.mark.parametrize("token", ["x", "a.b.c", "é.b.c", "a" * 40_000, 7, {"a": 1}, ["x"]])
def test_what_is_no_token_lets_nobody_in_s10(ruth, provider, come, browser, caplog, token):
    provider.token = token

    assert refused(come, browser, caplog)


def test_a_provider_may_change_its_keys_at_any_time_s10(ruth, provider, come, browser):
    come(client=browser)
    browser.logout()
    provider.keys = {"new": (RSA_TOO, "RS256")}
    provider.signs_by = "new"

    come(client=browser)

    assert is_in(browser)


def test_a_key_that_the_provider_took_back_is_good_for_ten_minutes_at_the_most_s10(
    ruth, provider, come, browser, monkeypatch
):
    come(client=browser)
    browser.logout()
    provider.keys = {"ec": (EC, "ES256")}
    provider.signed = lambda said: jwt.encode(said, RSA, "RS256", headers={"kid": "rsa"})
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 601)

    come(client=browser)

    assert not is_in(browser)
