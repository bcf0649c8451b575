"""The second step of signing in, as somebody meets it who needs one: at a desktop with scripts, on
a phone without (S10, H02)."""

from itertools import count

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from pbc.core.factors import codes
from tests import make
from tests.browser.driver import DESKTOP, PHONE

numbers = count(1)
PASSWORD = "a long enough password"


@pytest.fixture(
    params=[(True, DESKTOP), (False, PHONE)], ids=["scripts, desktop", "no script, phone"]
)
def window(request, visitor, elsewhere, settings):
    """Nobody at a window of a site where finance signs in by two steps."""
    settings.PBC_MFA_FOR = frozenset({"FINANCE"})
    cache.clear()
    scripts, width = request.param
    yield visitor(java_script_enabled=scripts).at(width)
    cache.clear()


def sign_in(window, person):
    window.go("/accounts/login/")
    window.page.locator("main [name=login]").fill(person.username)
    window.page.locator("main [name=password]").fill(PASSWORD)
    window.press("Sign in")


def faultless(window):
    """What looks for faults is a script, and does not run where scripts are off."""
    return not window.scripts or window.faults() == []


def shown_now(secret):
    """The code that an app shows for a key at this moment."""
    step = int(codes.time.time()) // 30
    return codes.format_hotp_value(codes.hotp_value(secret, step))


def test_somebody_sets_it_up_and_signs_in_with_a_recovery_code_s10(window, elsewhere, settings):
    settings.MFA_TOTP_TOLERANCE = 1  # the half minute may end while the code is typed
    # Given somebody of finance who signs in for the first time, and is led to it
    frances = elsewhere(make.finance_officer, username=f"frances{next(numbers)}")
    sign_in(window, frances)
    assert window.heading() == "Set up a second step"
    assert faultless(window)

    # When the app has the key of the page and its code is typed, the recovery codes are shown
    secret = window.page.locator(".pbc-code").inner_text().replace(" ", "")
    window.send(code=shown_now(secret))
    assert window.heading() == "Keep these 10 recovery codes"
    assert faultless(window)
    [first, *_] = window.page.locator("li .pbc-code").all_inner_texts()
    saved = window.page.get_by_role("link", name="Save them as a text file")
    assert saved.get_attribute("download") == "recovery-codes.txt"

    # Then the desk is open, and the next sign-in asks for a code
    window.press("I have kept them")
    assert window.page.url.endswith(":" + window.root.rpartition(":")[2] + "/")
    window.press("Sign out")
    sign_in(window, frances)
    assert window.heading() == "Enter your code"
    assert faultless(window)
    window.send(code="000000")
    assert "This code is wrong, too old or used already" in window.says()
    assert faultless(window)
    window.send(code=first)
    window.go("/accounts/steps/")
    assert "9 recovery codes are left" in window.says()
    assert elsewhere(Authenticator.objects.filter(user=frances).count) == 2
