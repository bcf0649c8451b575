"""Signing in by a provider of OpenID Connect, as somebody meets it: at a desktop with scripts, on a
phone without (S10, H02)."""

from itertools import count

import pytest
from django.core.cache import cache

from pbc.core.models import SignInBinding
from pbc.core.openid import provider as providers
from pbc.core.people.services import accounts
from tests import make, openid
from tests.browser.driver import DESKTOP, PHONE

numbers = count(1)
PASSWORD = "a long enough password"


@pytest.fixture(
    params=[(True, DESKTOP), (False, PHONE)], ids=["scripts, desktop", "no script, phone"]
)
def window(request, visitor, elsewhere, settings):
    """Nobody at a window of a site that knows a small provider."""
    cache.clear()
    providers.forget()
    scripts, width = request.param
    window = visitor(java_script_enabled=scripts).at(width)
    window.page.context.clear_cookies()
    with openid.running() as provider:
        settings.PBC_OIDC = provider.settings
        settings.PBC_SITE_URL = window.root
        provider.subject = f"number {next(numbers)} at the provider"
        window.provider = provider
        yield window
    providers.forget()
    cache.clear()


def faultless(window):
    """What looks for faults is a script, and does not run where scripts are off."""
    return not window.scripts or window.faults() == []


def there_and_back(window, button):
    """Press the button, and sign in at the provider, to which the browser goes on by itself."""
    window.page.get_by_role("button", name=button).click()
    window.page.get_by_role("heading", name="Small provider").wait_for()
    window.complaints.clear()
    window.page.get_by_role("link", name="Go on as Ruth").click()
    window.page.wait_for_url(f"{window.root}/**")
    window.started()


def by_password(window, person):
    """Sign in without the provider."""
    window.page.locator("main [name=login]").fill(person.username)
    window.page.locator("main [name=password]").fill(PASSWORD)
    window.page.get_by_role("button", name="Sign in", exact=True).click()
    window.page.wait_for_url(f"{window.root}/")


def test_somebody_binds_their_account_and_signs_in_by_the_button_s10(window, elsewhere):
    # Given somebody who signs in by their password, and is told how to do otherwise
    ruth = elsewhere(make.auditor, username=f"bound{next(numbers)}")
    window.go("/accounts/login/")
    assert faultless(window)
    by_password(window, ruth)
    window.go("/accounts/steps/")
    window.follow("Sign in by NHS sign-in from now on")
    assert faultless(window)

    # When they go to the provider and come back
    there_and_back(window, "Go to NHS sign-in")

    # Then they sign out, and sign in again by the button alone
    assert "It is bound" in window.says()
    assert faultless(window)
    window.press("Sign out")
    window.go("/accounts/login/")
    there_and_back(window, "Sign in by NHS sign-in")
    assert window.page.url == f"{window.root}/"
    window.press("Sign out")
    assert window.heading() == "You are signed out here"
    assert faultless(window)
    window.page.get_by_role("button", name="Sign out of NHS sign-in").click()
    window.page.get_by_role("heading", name="Signed out there").wait_for()


def test_somebody_ends_the_binding_s10(window, elsewhere):
    ruth = elsewhere(make.auditor, username=f"bound{next(numbers)}")
    at = {"issuer": window.provider.issuer, "subject": window.provider.subject}
    elsewhere(SignInBinding.objects.create, person=ruth, **at)
    window.go("/accounts/login/")
    there_and_back(window, "Sign in by NHS sign-in")

    window.go("/accounts/openid/again/")
    assert faultless(window)
    window.go("/accounts/openid/unbind/")
    if window.page.locator("main [name=password]").count():
        window.send(password=PASSWORD)
    assert faultless(window)
    window.press("End the binding")

    assert "The binding has ended" in window.says()
    assert window.heading() == "You sign in by your password alone"
    window.go("/accounts/openid/unbind/")
    assert faultless(window)


def test_somebody_who_is_invited_signs_in_without_a_password_s10(window, elsewhere):
    admin = elsewhere(make.administrator, username=f"admin{next(numbers)}")
    ruth = elsewhere(make.auditor, username=f"new{next(numbers)}")
    ruth.set_unusable_password()
    elsewhere(ruth.save)
    window.go(elsewhere(accounts.give_link, person=ruth, by=admin))
    assert faultless(window)

    there_and_back(window, "Go to NHS sign-in")

    assert window.page.url == f"{window.root}/"
    assert elsewhere(SignInBinding.objects.filter(person=ruth).count) == 1


def test_an_administrator_ends_a_binding_and_a_stranger_is_told_so_s10(window, elsewhere):
    admin = elsewhere(make.administrator, username=f"admin{next(numbers)}")
    ruth = elsewhere(make.auditor, username=f"bound{next(numbers)}")
    at = {"issuer": window.provider.issuer, "subject": window.provider.subject}
    elsewhere(SignInBinding.objects.create, person=ruth, **at)
    window.go("/accounts/login/")
    by_password(window, admin)

    window.go(f"/people/{ruth.pk}/")
    window.follow("Let them sign in by NHS sign-in no more")
    assert faultless(window)
    window.press("End the binding")
    assert "Enter the reason" in window.says()
    assert faultless(window)
    window.send(why="Another card")
    assert "is bound no longer" in window.says()
    assert faultless(window)
    window.go(f"/people/{ruth.pk}/sign-in-service/")
    assert faultless(window)

    window.press("Sign out")
    window.go("/accounts/login/")
    there_and_back(window, "Sign in by NHS sign-in")
    assert "No account here is bound to yours at NHS sign-in" in window.says()
    assert faultless(window)


def test_the_way_to_a_provider_that_is_away_comes_back_with_a_sentence_s10(window):
    window.provider.answers["/.well-known/openid-configuration"] = openid.failing(503)
    window.go("/accounts/login/")

    window.press("Sign in by NHS sign-in")

    assert "NHS sign-in cannot be reached now" in window.says()
    assert faultless(window)
