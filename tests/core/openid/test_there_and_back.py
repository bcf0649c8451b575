"""The way to a provider and back: what a browser takes along, and what of it counts (ASVS 7.6,
10.1, 10.2, 10.5)."""

import base64
import hashlib
import logging
import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from pbc.core.models import Happened, SignInRecord
from pbc.core.openid import flow
from tests import openid
from tests.core.openid.browsers import asked_of, is_in
from tests.core.openid.conftest import SITE
from tests.pages import said

pytestmark = pytest.mark.django_db


def test_whoever_is_bound_signs_in_by_the_provider_s10(ruth, come, browser):
    answer = come(client=browser)

    record = SignInRecord.objects.get(what=Happened.SIGNED_IN)
    assert (answer.status_code, answer.url) == (302, "/")
    assert browser.session["_auth_user_id"] == str(ruth.pk)
    assert (record.person, record.by_means_of) == (ruth, "sign-in service")


def test_somebody_goes_on_to_the_page_that_they_asked_for_and_to_no_other_site_s10(ruth, come):
    to = [
        come("/accounts/openid/", {"next": page}, client=Client()).url
        for page in ("/practices/", "https://another.example/", "//another.example/")
    ]

    assert to == ["/practices/", "/", "/"]


def test_what_the_provider_is_asked_is_bound_to_this_browser_and_sign_in_s10(
    ruth, provider, browser
):
    page = browser.post("/accounts/openid/")

    asked = asked_of(page)
    [(state, begun)] = browser.session[flow.UNDER_WAY].items()
    digest = hashlib.sha256(begun["verifier"].encode()).digest()
    assert asked == {
        "response_type": "code",
        "client_id": openid.CLIENT,
        "redirect_uri": f"{SITE}/accounts/openid/answer/",
        "scope": "openid",
        "state": state,
        "nonce": begun["nonce"],
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    assert min(len(one) for one in (state, begun["nonce"], begun["verifier"])) >= 43
    assert openid.SECRET not in page.content.decode()
    assert begun["verifier"] not in page.content.decode()


def test_the_page_leads_on_by_itself_and_by_a_link_s10(ruth, provider, browser):
    page = browser.post("/accounts/openid/")

    to = page.context["to"]
    assert page.headers["Refresh"] == f"0; url={to}"
    assert f'href="{to}"'.replace("&", "&amp;") in page.content.decode()
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]


def test_two_sign_ins_at_once_share_nothing_s10(ruth, provider, browser):
    first, second = (asked_of(browser.post("/accounts/openid/")) for _ in range(2))

    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def test_an_answer_that_another_browser_began_lets_nobody_in_s10(ruth, provider, browser):
    """Who is led to an answer of an attacker's own does not come in as the attacker."""
    page = Client().post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)

    back = browser.get(answer)

    assert back.url == "/accounts/login/"
    assert "Begin again" in browser.get(back.url).content.decode()
    assert not is_in(browser)
    assert provider.forms == []


def test_an_answer_is_good_once_s10(ruth, provider, browser):
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)
    browser.get(answer)

    browser.get(answer)

    assert len(provider.forms) == 1


def test_an_answer_that_failed_is_not_tried_again_s10(ruth, provider, browser):
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)
    provider.answers["/token"] = openid.failing(503)
    browser.get(answer)
    provider.answers.clear()

    back = browser.get(answer)

    assert "Begin again" in said(browser.get(back.url))
    assert (is_in(browser), provider.forms) == (False, [])


def test_a_code_that_was_used_elsewhere_lets_nobody_in_s10(ruth, provider, browser):
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)
    provider.codes.clear()

    back = browser.get(answer)

    assert back.url == "/accounts/login/"
    assert not is_in(browser)


def test_a_code_of_another_browser_is_of_no_use_in_ones_own_s10(ruth, provider, browser):
    """The verifier of one's own session does not fit it."""
    theirs = provider.authorize(Client().post("/accounts/openid/").context["to"])
    own = asked_of(browser.post("/accounts/openid/"))
    code = parse_qs(urlsplit(theirs).query)["code"][0]

    said = {"code": code, "state": own["state"], "iss": provider.issuer}
    browser.get("/accounts/openid/answer/", said)

    assert not is_in(browser)


def test_an_answer_after_ten_minutes_is_too_late_s10(ruth, provider, browser, monkeypatch):
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)
    now = time.time()
    monkeypatch.setattr(flow.time, "time", lambda: now + 601)

    browser.get(answer)

    assert not is_in(browser)
    assert provider.forms == []


@pytest.mark.parametrize(
    "change",
    [
        lambda url, issuer: url.replace("iss=", "was="),
        lambda url, issuer: re.sub("iss=[^&]*", "iss=https%3A%2F%2Fanother.example", url),
        lambda url, issuer: f"{url}&iss={issuer}",
        lambda url, issuer: f"{url}&code=another",
        lambda url, issuer: f"{url}&state=another",
        lambda url, issuer: url.replace("code=", "was="),
        lambda url, issuer: f"{url}&error=access_denied",
    ],
    ids=["no iss", "another iss", "iss twice", "code twice", "state twice", "no code", "an error"],
)
def test_an_answer_that_is_not_the_providers_for_us_lets_nobody_in_s10(
    ruth, provider, browser, change
):
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)

    back = browser.get(change(answer, provider.issuer))

    assert back.url == "/accounts/login/"
    assert not is_in(browser)
    assert provider.forms == []


def test_an_answer_needs_no_iss_of_a_provider_that_does_not_say_it_s10(ruth, provider, browser):
    provider.metadata = {"authorization_response_iss_parameter_supported": False}
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)

    browser.get(answer.replace("iss=", "was="))

    assert is_in(browser)


def test_only_a_button_of_ours_begins_a_sign_in_s10(ruth, provider):
    strict = Client(enforce_csrf_checks=True)

    answers = strict.get("/accounts/openid/"), strict.post("/accounts/openid/")

    assert [answer.status_code for answer in answers] == [302, 403]
    assert provider.asked == []


def test_a_session_begins_under_a_new_key_and_ends_after_the_usual_hours_s10(
    ruth, provider, come, browser, settings
):
    browser.post("/accounts/openid/")
    before = browser.session.session_key
    come(client=browser)

    after = browser.session
    assert after.session_key != before
    assert after.get_session_cookie_age() == settings.PBC_IDLE_MINUTES * 60
    assert abs(after["began"] - time.time()) < 60


def test_neither_a_token_nor_a_code_nor_the_secret_is_kept_or_written_down_s10(
    ruth, provider, come, browser, caplog
):
    with caplog.at_level(logging.DEBUG):
        come(client=browser)

    [form] = provider.forms
    kept = str(dict(browser.session.items())) + caplog.text
    assert not any(one in kept for one in (form["code"], form["code_verifier"], "eyJ", "opaque"))
    assert openid.SECRET not in kept
