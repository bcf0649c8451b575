"""Signing in by a provider of OpenID Connect: who comes in, by what, and who does not (DESIGN 6.7;
ASVS 6.8)."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from pbc.core.models import Role, SignInBinding
from pbc.core.people.services import accounts
from tests import make, openid
from tests.core.openid.browsers import AGAIN, BIND, UNBIND, at_the_desk, is_in
from tests.core.openid.conftest import SITE
from tests.pages import said

pytestmark = pytest.mark.django_db


# ---- Who comes in ----------------------------------------------------------------------------


def test_whom_nobody_here_is_bound_to_is_told_so_and_no_account_is_made_s10(
    provider, come, browser
):
    answer = come(client=browser)

    page = said(browser.get(answer.url))
    assert "No account here is bound to yours at NHS sign-in" in page
    assert SignInBinding.objects.count() == 0


def test_an_address_that_a_provider_claims_lets_in_nobody_s10(provider, come, browser):
    ruth = make.auditor(username="ruth.allan")
    ruth.email = "ruth@example.nhs.uk"
    ruth.save()
    claimed = {"email": ruth.email, "email_verified": True, "preferred_username": ruth.username}
    provider.claims = claimed

    come(client=browser)

    assert not is_in(browser)
    assert SignInBinding.objects.count() == 0


def test_the_same_name_of_another_provider_is_somebody_else_s10(ruth, provider, come, browser):
    binding = SignInBinding.objects.get()
    binding.delete()
    SignInBinding.objects.create(
        person=ruth, issuer="https://another.example", subject=provider.subject
    )

    come(client=browser)

    assert not is_in(browser)


def test_a_name_that_differs_in_capitals_is_somebody_else_s10(ruth, provider, come, browser):
    provider.subject = provider.subject.upper()

    come(client=browser)

    assert not is_in(browser)


def test_who_is_shut_out_comes_in_no_more_nor_after_being_let_in_s10(ruth, come, clock_of_today):
    admin = make.administrator()
    desk = Client()
    come(client=desk)
    accounts.shut_out(person=ruth, why="Left", on=clock_of_today, by=admin)
    back = [come(client=Client()).url]
    accounts.let_in(person=ruth, why="Came back", by=admin)
    back.append(come(client=Client()).url)

    assert back == ["/accounts/login/", "/accounts/login/"]
    assert desk.get("/practices/").status_code == 302


@pytest.mark.parametrize("claims", [{}, {"amr": ["mfa"]}], ids=["one step", "two steps"])
def test_a_person_who_is_not_active_does_not_come_in_s10(
    ruth, provider, come, browser, settings, claims
):
    settings.PBC_OIDC = {**provider.settings, "amr": ["mfa"]}
    provider.claims = claims
    ruth.is_active = False
    ruth.save()

    answer = come(client=browser)

    assert not is_in(browser)
    assert "No account here is bound" in said(browser.get(answer.url))


def test_without_the_setting_there_is_nothing_of_it_s10(ruth, provider, settings):
    settings.PBC_OIDC = {}
    client = at_the_desk(ruth)
    desk = make.administrator()

    asked = [Client().post("/accounts/openid/"), Client().get("/accounts/openid/answer/")]
    asked += [client.get(path) for path in (BIND, UNBIND, AGAIN, "/accounts/openid/signed-out/")]
    asked += [at_the_desk(desk).get(f"/people/{ruth.pk}/sign-in-service/")]

    assert [answer.status_code for answer in asked] == [404] * 7
    assert "NHS sign-in" not in Client().get("/accounts/login/").content.decode()
    assert "NHS sign-in" not in client.get("/accounts/steps/").content.decode()


# ---- The way out -----------------------------------------------------------------------------


def test_signing_out_ends_the_session_here_and_shows_the_way_out_there_s10(
    ruth, provider, come, browser
):
    come(client=browser)

    page = browser.post("/accounts/logout/", follow=True)

    to = urlsplit(page.context["to"])
    assert not is_in(browser)
    assert (f"{to.scheme}://{to.netloc}", to.path) == (provider.issuer, "/end")
    assert parse_qs(to.query) == {
        "client_id": [openid.CLIENT],
        "post_logout_redirect_uri": [f"{SITE}/accounts/login/"],
    }


@pytest.mark.parametrize("metadata", [{"end_session_endpoint": None}, {"issuer": "another"}])
def test_where_the_provider_has_no_way_out_the_page_says_what_to_do_s10(
    provider, browser, metadata
):
    provider.metadata = metadata

    page = browser.get("/accounts/openid/signed-out/")

    assert "close the browser" in said(page)


def test_who_signed_in_by_the_password_is_told_of_no_other_way_out_s10(ruth):
    assert at_the_desk(ruth).post("/accounts/logout/").url == "/"


@pytest.mark.parametrize("role", [Role.FINANCE, Role.ADMINISTRATOR])
def test_rights_come_from_appointments_and_not_from_the_provider_s10(ruth, provider, come, role):
    provider.claims = {"roles": [role], "groups": [role]}
    client = Client()

    come(client=client)

    assert client.get("/people/new/").status_code == 403
