"""Second steps beside a provider, being known again, and what changes in between (ASVS 7.6)."""

import time
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from pbc.core.factors.services import make_codes
from pbc.core.models import Happened, SignInBinding, SignInRecord
from pbc.core.openid import flow, queries, services
from tests import make
from tests.core.openid.browsers import AGAIN, BIND, PASSWORD, a_while_later, begun_otherwise, is_in
from tests.core.openid.conftest import SITE
from tests.pages import said

pytestmark = pytest.mark.django_db


# ---- Second steps, and being known again -----------------------------------------------------


def test_the_second_step_of_the_site_is_asked_for_after_the_provider_s10(ruth, come, browser):
    make.two_steps(ruth)

    answer = come(client=browser)

    assert answer.url == "/accounts/code/"
    assert not is_in(browser)


def test_two_steps_that_the_provider_only_claims_do_not_count_unless_set_s10(
    ruth, provider, come, browser
):
    make.two_steps(ruth)
    provider.claims = {"amr": ["mfa"], "acr": "AAL3"}

    come(client=browser)

    assert not is_in(browser)


@pytest.mark.parametrize(
    ("claims", "lets_in"),
    [
        ({"acr": "AAL3"}, True),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "AAL1", "amr": ["pwd"]}, False),
        ({"acr": ["AAL3"]}, False),
        ({"amr": "mfa"}, False),
        ({"amr": [["mfa"], 7]}, False),
        ({}, False),
    ],
    ids=str,
)
def test_two_steps_at_the_provider_count_where_the_setting_says_so_s10(
    ruth, provider, come, browser, settings, claims, lets_in
):
    settings.PBC_OIDC = {**provider.settings, "acr": ["AAL3"], "amr": ["mfa"]}
    make.two_steps(ruth)
    provider.claims = claims

    come(client=browser)

    assert is_in(browser) == lets_in
    assert provider.asked[-1]["acr_values"] == "AAL3"


def test_who_needs_two_steps_sets_one_up_here_unless_the_provider_had_two_s10(
    ruth, provider, come, settings
):
    settings.PBC_MFA_FOR = frozenset({"AUDITOR"})
    settings.PBC_OIDC = {**provider.settings, "amr": ["mfa"]}
    one, two = Client(), Client()

    come(client=one)
    provider.claims = {"amr": ["mfa"]}
    come(client=two)

    assert one.get("/practices/").url == "/accounts/steps/app/"
    assert two.get("/practices/").status_code == 200
    assert Authenticator.objects.count() == 0


@pytest.fixture
def a_while_ago(ruth, come):
    """The browser of somebody without a password, who signed in by the provider a while ago."""
    ruth.set_unusable_password()
    ruth.save()
    client = Client()
    come(client=client)
    return a_while_later(client)


def test_who_has_no_password_shows_again_who_they_are_at_the_provider_s10(
    a_while_ago, provider, come
):
    asked = a_while_ago.get("/accounts/steps/app/")
    page = a_while_ago.get(asked.url)
    before = a_while_ago.session.session_key

    answer = come(AGAIN, {"next": page.context["next"]}, client=a_while_ago)

    sent = provider.asked[-1]
    assert asked.url == f"{AGAIN}?{urlencode({'next': '/accounts/steps/app/'})}"
    assert answer.url == "/accounts/steps/app/"
    assert a_while_ago.get(answer.url).status_code == 200
    assert (sent["prompt"], sent["max_age"]) == ("login", "0")
    assert a_while_ago.session.session_key != before


@pytest.mark.parametrize(
    "claims",
    [
        *({"auth_time": None}, {"auth_time": 1}, {"auth_time": "now"}),
        {"sub": "somebody else"},
    ],
    ids=str,
)
def test_who_did_not_sign_in_there_anew_is_not_known_again_s10(a_while_ago, provider, come, claims):
    provider.claims = claims

    come(AGAIN, client=a_while_ago)

    assert a_while_ago.get("/accounts/steps/app/").url.startswith(AGAIN)


@pytest.mark.parametrize("at", [None, 1, "now", True], ids=str)
def test_a_sign_in_without_a_password_shown_just_now_is_asked_who_it_is_s10(
    ruth, provider, come, browser, at
):
    """The provider let them in by what they showed there long before, or does not say when."""
    provider.claims = {"auth_time": at}
    ruth.set_unusable_password()
    ruth.save()

    come(client=browser)

    asked = urlencode({"next": "/accounts/steps/app/"})
    assert browser.get("/accounts/steps/app/").url == f"{AGAIN}?{asked}"


@pytest.mark.parametrize(("ago", "status"), [(0, 200), (250, 200), (301, 302), (10**9, 302)])
@pytest.mark.parametrize("has_password", [True, False])
def test_a_sign_in_counts_as_showing_who_one_is_for_five_minutes_since_it_was_shown_there_s10(
    ruth, provider, come, browser, ago, status, has_password
):
    if not has_password:
        ruth.set_unusable_password()
        ruth.save()
    provider.claims = {"auth_time": int(time.time()) - ago}
    come(client=browser)

    assert browser.get("/accounts/steps/app/").status_code == status


def test_who_has_no_password_and_no_provider_any_more_is_told_the_way_to_one_s10(
    a_while_ago, settings
):
    settings.PBC_OIDC = {**settings.PBC_OIDC, "issuer": "https://another.example"}
    elsewhere = a_while_ago.get("/accounts/steps/app/", follow=True)
    settings.PBC_OIDC = {}
    without = a_while_ago.get("/accounts/steps/app/", follow=True)

    for page in (elsewhere, without):
        assert page.status_code == 200
        assert "I have forgotten my password" in said(page)
        assert 'href="/accounts/forgotten/"' in page.content.decode()


# ---- Between the steps, and side by side -----------------------------------------------------


def test_a_binding_that_ended_ends_a_sign_in_between_the_steps_s10(ruth, provider, come, browser):
    [code, *_] = make_codes(where={}, keep="", by=make.two_steps(ruth))
    come(client=browser)
    services.end_binding(person=ruth, why="Another card", by=make.administrator())
    SignInBinding.objects.create(person=ruth, issuer=provider.issuer, subject="another")

    page = browser.post("/accounts/code/", {"code": code})

    assert "How you sign in was changed meanwhile: begin again" in said(page)
    assert not is_in(browser)


@pytest.mark.parametrize("claims", [{}, {"amr": ["mfa"]}], ids=["one step", "two steps"])
def test_a_binding_that_ends_as_somebody_comes_in_lets_nobody_in_s10(
    ruth, provider, come, browser, settings, claims, monkeypatch
):
    settings.PBC_OIDC = {**provider.settings, "amr": ["mfa"]}
    provider.claims = claims
    bound = queries.bound

    def ends(*args):
        found = bound(*args)
        SignInBinding.objects.all().delete()
        return found

    monkeypatch.setattr(queries, "bound", ends)

    answer = come(client=browser)

    assert answer.url == "/accounts/login/"
    assert not is_in(browser)


def test_an_answer_puts_nobody_in_the_place_of_who_is_signed_in_s10(ruth, provider, browser):
    anna = make.auditor(username="anna")
    page = browser.post("/accounts/openid/")
    answer = provider.authorize(page.context["to"]).removeprefix(SITE)
    browser.post("/accounts/login/", {"login": anna.username, "password": PASSWORD})

    back = browser.get(answer)

    assert "Begin again" in said(browser.get(back.url))
    assert browser.session["_auth_user_id"] == str(anna.pk)
    assert flow.UNDER_WAY not in browser.session
    assert provider.forms == []


def test_what_is_begun_by_whom_is_signed_in_signs_in_nobody_else_s10(ruth, provider, browser):
    anna = make.auditor(username="anna")
    browser.post("/accounts/login/", {"login": anna.username, "password": PASSWORD})
    page = browser.post(BIND)
    begun_otherwise(browser, why=flow.SIGN_IN)

    browser.get(provider.authorize(page.context["to"]).removeprefix(SITE))

    assert browser.session["_auth_user_id"] == str(anna.pk)


def test_the_record_says_where_two_steps_at_the_provider_counted_s10(
    ruth, provider, come, browser, settings
):
    settings.PBC_OIDC = {**provider.settings, "amr": ["mfa"]}
    provider.claims = {"amr": ["mfa"]}

    come(client=browser)

    record = SignInRecord.objects.get(what=Happened.SIGNED_IN)
    assert record.by_means_of == "sign-in service, by two steps"
