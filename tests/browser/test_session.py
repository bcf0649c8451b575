"""A session that ends while somebody types: the page says so in time, and nothing is lost (H02).

With a script the page counts, and its clock is put on by hand; without one the form that comes too
late is kept. Signed in again is by the password, as people do it.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from tests import make
from tests.browser.driver import DESKTOP, PHONE

WAYS = [(True, DESKTOP), (False, PHONE)]
NAMES = ["scripts, desktop", "no script, phone"]


@pytest.fixture(scope="module")
def administrator(site, elsewhere):
    return elsewhere(make.administrator, first_name="Tom", last_name="Hale")


@pytest.fixture(params=WAYS, ids=NAMES)
def at_the_form(request, visitor, elsewhere):
    """An administrator of their own, who has typed a new person's name into the form."""
    scripts, width = request.param
    cache.clear()
    tom = elsewhere(make.administrator, first_name="Tom", last_name="Hale")
    window = visitor(tom, java_script_enabled=scripts).at(width)
    window.go("/people/new/")
    for name, said in (("first_name", "Ruth"), ("last_name", "Allan"), ("username", tom.username)):
        window.page.locator(f"main [name={name}]").fill(said)
    return tom, window


def end_all_sessions():
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def ends_in_four_minutes():
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=4))


def minutes_left():
    return (Session.objects.latest("expire_date").expire_date - timezone.now()).seconds // 60


def faults(window):
    """What is wrong with the page; what looks for it is a script itself."""
    return window.faults() if window.scripts else []


def sign_in(window, username):
    for name, said in (("login", username), ("password", make.PASSWORD)):
        window.page.locator(f"main [name={name}]").fill(said)
    window.press("Sign in")


def test_what_was_typed_is_sent_after_signing_in_again(at_the_form, elsewhere):
    # Given somebody whose session ends while they type
    tom, window = at_the_form
    elsewhere(end_all_sessions)

    # When they send the form, they sign in, and what they typed is there
    window.press("Save")
    assert "Your session had ended. What you typed is kept for a day" in window.says()
    assert faults(window) == []
    sign_in(window, tom.username)
    assert window.heading() == "This was not sent yet"
    assert "First name Ruth" in window.says()
    assert faults(window) == []

    # When it is sent, its own page says what is wrong with it, and it is mended there
    window.press("Send it now")
    assert "is somebody’s name to sign in with already" in window.says()
    window.page.locator("main [name=username]").fill(f"ruth.{tom.pk}")
    window.press("Save")
    assert "Ruth Allan is added" in window.says()


def test_until_it_is_seen_to_each_page_leads_to_it(at_the_form, elsewhere):
    tom, window = at_the_form
    elsewhere(end_all_sessions)
    window.press("Save")
    window.go("/accounts/login/")
    sign_in(window, tom.username)

    window.follow("Look at it, and send it")
    window.press("Throw it away")

    assert "What was not sent is thrown away" in window.says()


def test_the_page_says_when_the_session_ends_and_a_button_lets_it_go_on(
    chromium, site, elsewhere, administrator, visitor
):
    # Given a page that has been open for 24 minutes of its 30
    window = visitor(administrator, java_script_enabled=True)
    page, opened = window.page, datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    page.clock.set_fixed_time(opened)
    window.go("/people/new/")
    told = page.locator(".pbc-session [role=status]")
    page.clock.set_fixed_time(opened + timedelta(minutes=24))
    assert told.inner_text() == ""

    # When five are left, it says so, and the button is there
    page.clock.set_fixed_time(opened + timedelta(minutes=26))
    told.get_by_text("You will be signed out at 09:").wait_for()
    stay = page.get_by_role("button", name="Stay signed in")
    assert window.faults() == []

    # When it is pressed, the session goes on
    elsewhere(ends_in_four_minutes)
    stay.click()
    told.get_by_text("You stay signed in until 09:5").wait_for()
    assert not stay.is_visible()
    assert elsewhere(minutes_left) > 25

    # When nothing is asked for again, it says that it is over
    page.clock.set_fixed_time(opened + timedelta(minutes=57))
    told.get_by_text("You have been signed out. What you typed is still here").wait_for()
