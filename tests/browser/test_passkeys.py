"""Passkeys as somebody meets them in a browser, whose device is one that Chromium makes up: added
and shown at a desktop and on a phone, cancelled, at another address, and with scripts off (S10,
H02)."""

from contextlib import contextmanager
from itertools import count

import pytest
from django.core.cache import cache

from pbc.core.factors import queries
from pbc.core.models import Happened
from tests import make
from tests.browser.driver import DESKTOP, NARROW, PHONE
from tests.browser.test_second_step import sign_in

numbers = count(1)


@pytest.fixture(autouse=True)
def needed(settings):
    """A site where finance signs in by two steps."""
    settings.PBC_MFA_FOR = frozenset({"FINANCE"})
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def frances(elsewhere):
    return elsewhere(make.finance_officer, username=f"passkey{next(numbers)}")


@pytest.fixture
def window(visitor):
    """Nobody at a window where scripts run."""
    window = visitor(java_script_enabled=True)
    window.page.context.clear_cookies()
    return window


@contextmanager
def a_device(window, *, finger=True):
    """A device at this window that keeps passkeys, and is shown a finger, or none."""
    chrome = window.page.context.new_cdp_session(window.page)
    chrome.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "isUserVerified": finger}
    options |= {"hasUserVerification": True, "hasResidentKey": True}
    made = chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    try:
        yield lambda shown: chrome.send(
            "WebAuthn.setUserVerified", made | {"isUserVerified": shown}
        )
    finally:
        chrome.send("WebAuthn.removeVirtualAuthenticator", made)
        chrome.send("WebAuthn.disable")
        chrome.detach()


def add(window, name):
    window.go("/accounts/steps/passkeys/new/")
    window.send(name=name)


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_somebody_adds_a_passkey_and_signs_in_by_it_s10(window, elsewhere, frances, width):
    window.at(width)
    # Given somebody of finance who is led to the second step, and takes a passkey for it
    sign_in(window, frances)
    window.follow("Add a passkey instead")
    assert window.heading() == "Add a passkey"
    assert window.faults() == []
    window.at(width)

    # When they name it and show their finger, the recovery codes are shown
    with a_device(window):
        window.send(name="")
        assert "Enter what you call it" in window.says()
        assert window.faults() == []
        window.at(width)
        window.send(name="Laptop at the surgery")
        assert window.heading() == "Keep these 10 recovery codes"
        window.go("/accounts/steps/")
        assert "Laptop at the surgery" in window.says()
        assert window.faults() == []
        window.at(width)

        # Then they sign in by the password and the passkey, and it is written down so
        window.press("Sign out")
        sign_in(window, frances)
        assert window.heading() == "Show your passkey"
        assert window.faults() == []
        window.at(width)
        window.press("Show a passkey")
        assert window.page.url == window.root + "/"
    record = elsewhere(frances.sign_ins.filter(what=Happened.SIGNED_IN).latest, "pk")
    assert record.by_means_of == "password and passkey"


def test_what_a_browser_refuses_is_said_in_plain_words(window, frances):
    sign_in(window, frances)
    with a_device(window) as finger:
        add(window, "Laptop")
        # the same device again
        window.go("/accounts/steps/passkeys/new/")
        window.page.locator("main [name=name]").fill("Laptop again")
        window.page.get_by_role("button", name="Add this passkey").click()
        window.page.get_by_text("This device keeps a passkey of yours for this site").wait_for()
        assert window.faults() == []

        # another's finger
        window.press("Sign out")
        sign_in(window, frances)
        finger(False)
        window.page.get_by_role("button", name="Show a passkey").click()
        window.page.get_by_text("Nothing was shown. It was cancelled, it took too long").wait_for()
        assert window.page.get_by_role("button", name="Show a passkey").is_enabled()
        assert window.faults() == []
        finger(True)
        window.press("Show a passkey")


def test_a_passkey_of_another_device_is_not_known_here(window, frances):
    sign_in(window, frances)
    with a_device(window):
        add(window, "Laptop")
    window.go("/")
    window.press("Sign out")

    sign_in(window, frances)
    with a_device(window):
        window.page.get_by_role("button", name="Show a passkey").click()
        window.page.get_by_text("this device keeps no passkey of yours for this site").wait_for()


def test_at_another_address_the_page_says_where_a_passkey_works(window, frances, settings):
    sign_in(window, frances)
    settings.PBC_SITE_URL = "https://pbc.example.nhs.uk"

    window.go("/accounts/steps/passkeys/new/")

    assert "A passkey works at https://pbc.example.nhs.uk alone" in window.says()
    assert window.page.get_by_role("button", name="Add this passkey").count() == 0
    assert window.faults() == []


def test_with_scripts_off_the_page_offers_an_app_and_a_code(visitor, window, elsewhere, frances):
    # Given somebody with a passkey
    sign_in(window, frances)
    with a_device(window):
        add(window, "Laptop")
        codes = window.page.locator("li .pbc-code").all_inner_texts()
    window.press("Sign out")
    still = visitor(java_script_enabled=False).at(NARROW)

    # When they sign in where scripts are off, they enter a recovery code instead
    sign_in(still, frances)
    assert "A passkey needs scripts, which this browser does not run" in still.says()
    assert still.page.get_by_role("button", name="Show a passkey").count() == 0
    still.page.locator("main [name=code]").fill(codes[0])
    still.press("Sign in")

    # Then they are in, and another passkey is not offered, but an app
    still.go("/accounts/steps/passkeys/new/")
    assert still.page.get_by_role("button", name="Add this passkey").count() == 0
    still.follow("Set up an app instead")
    assert still.heading() == "Set up an app"
    assert len(elsewhere(queries.second, frances).keys) == 1
