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
from tests.browser.conftest import cookies
from tests.browser.driver import DESKTOP, PHONE

WAYS = [(True, DESKTOP), (False, PHONE)]
NAMES = ["scripts, desktop", "no script, phone"]


@pytest.fixture
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
    elsewhere(ends_in_four_minutes)
    page.clock.set_fixed_time(opened + timedelta(minutes=26))
    told.get_by_text("You will be signed out at 09:").wait_for()
    stay = page.get_by_role("button", name="Stay signed in")
    assert window.faults() == []

    # When it is pressed, the session goes on, and so does who was at a field
    page.locator("main [name=first_name]").focus()
    stay.click()
    told.get_by_text("You stay signed in until 09:5").wait_for()
    assert not stay.is_visible()
    assert elsewhere(minutes_left) > 25
    assert at(page) == "first_name"

    # When nothing is asked for again, it says that it is over
    elsewhere(end_all_sessions)
    page.clock.set_fixed_time(opened + timedelta(minutes=57))
    told.get_by_text("You have been signed out, and the page is covered").wait_for()


def test_a_page_older_than_the_sign_in_of_another_window_stays_signed_in_and_is_not_covered(
    elsewhere, administrator, visitor
):
    # Given a page that warns, whose key is of before its person signed in anew elsewhere
    window = visitor(administrator, java_script_enabled=True)
    page = window.page
    page.clock.set_fixed_time(OPENED)
    window.go("/people/")
    elsewhere(ends_in_four_minutes)
    page.clock.set_fixed_time(OPENED + timedelta(minutes=26))
    stay = page.get_by_role("button", name="Stay signed in")
    stay.wait_for()
    page.evaluate("document.querySelector('.pbc-session [name=csrfmiddlewaretoken]').value += 'x'")

    # When its button is pressed
    stay.click()

    # Then the session goes on
    page.locator(".pbc-session [role=status]").get_by_text("You stay signed in until").wait_for()
    assert elsewhere(minutes_left) > 25
    assert not is_covered(page)


OPENED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def text_of(page):
    """Every text that is in the document, seen or not, and its title."""
    return page.evaluate("document.title + ' ' + document.body.textContent").replace("\n", " ")


def at(page):
    """Where the keyboard is: the name of a field, or else what stands there."""
    return page.evaluate("document.activeElement.name || document.activeElement.innerText")


def ends_at(window, path, elsewhere):
    """Open an address, and let more time go by than a session has."""
    window.page.clock.set_fixed_time(OPENED)
    window.go(path)
    shown = text_of(window.page)
    elsewhere(end_all_sessions)
    window.page.clock.set_fixed_time(OPENED + timedelta(minutes=31))
    window.page.get_by_role("heading", name="You have been signed out").wait_for()
    return shown


def test_a_page_that_is_open_when_its_session_ends_keeps_nothing_that_it_showed(
    elsewhere, administrator, visitor
):
    # Given a page with names on it
    window = visitor(administrator, java_script_enabled=True).at(DESKTOP)

    # When its session ends, they are not in it any more
    shown = ends_at(window, "/people/", elsewhere)
    left = text_of(window.page)
    assert "Tom Hale" in shown
    assert "Tom Hale" not in left
    assert "How you sign in" not in left
    assert window.page.locator("main").inner_text() == "You have been signed out"
    assert window.faults() == []
    assert at(window.page) == "Sign in, and see it again"

    # When its person signs in again, it is there
    window.follow("Sign in, and see it again")
    sign_in(window, administrator.username)
    window.page.wait_for_url("**/people/")
    assert "Tom Hale" in window.says()


def test_what_was_typed_stays_when_a_page_is_covered_and_is_sent(elsewhere, visitor):
    tom = elsewhere(make.administrator, first_name="Tom", last_name="Hale")
    window = visitor(tom, java_script_enabled=True).at(DESKTOP)
    window.page.clock.set_fixed_time(OPENED)
    window.go("/people/new/")
    window.page.locator("main [name=first_name]").fill("Ruth")

    elsewhere(end_all_sessions)
    window.page.clock.set_fixed_time(OPENED + timedelta(minutes=31))
    window.page.get_by_text("What you typed is still here").wait_for()

    assert window.page.locator("main [name=first_name]").input_value() == "Ruth"
    assert at(window.page) == "first_name"
    assert "Tom Hale" not in text_of(window.page)
    assert window.faults() == []
    window.press("Save")
    sign_in(window, tom.username)
    assert "First name Ruth" in window.says()


def test_who_signs_out_in_one_window_covers_the_others_and_going_back_shows_nothing(
    elsewhere, visitor
):
    # Given somebody with two windows
    tom = elsewhere(make.administrator, first_name="Tom", last_name="Hale")
    window = visitor(tom, java_script_enabled=True).at(DESKTOP)
    other = window.page.context.new_page()
    other.goto(window.root + "/people/")
    other.locator("body.js-enabled").wait_for()
    window.go("/people/")

    # When they sign out in one
    window.press("Sign out")

    # Then the other shows nothing, and neither does the way back in the first
    other.get_by_role("heading", name="You have been signed out").wait_for()
    assert "Tom Hale" not in text_of(other)
    window.page.go_back()
    window.page.wait_for_url("**/accounts/login/**")
    assert "Tom Hale" not in text_of(window.page)


def asks(page):
    """Wait until a page has asked the site how long its session has."""
    return page.expect_response("**/session/stay/")


def is_covered(page):
    return page.get_by_role("heading", name="You have been signed out").count() > 0


@pytest.fixture
def two_windows(elsewhere, visitor):
    """Somebody with two windows of one browser, the other at the list of people."""
    tom = elsewhere(make.administrator, first_name="Tom", last_name="Hale")
    window = visitor(tom, java_script_enabled=True).at(DESKTOP)
    other = window.page.context.new_page()
    other.goto(window.root + "/people/")
    other.locator("body.js-enabled").wait_for()
    window.go("/people/")
    return window, other


def test_a_file_that_is_taken_away_keeps_the_page_awake(elsewhere, administrator, visitor):
    # Given a page whose session was to end in four minutes, and a table of it taken away
    window = visitor(administrator, java_script_enabled=True).at(DESKTOP)
    page = window.page
    page.clock.set_fixed_time(OPENED)
    window.go("/people/")
    elsewhere(ends_in_four_minutes)
    page.request.get(f"{window.root}/people/table/?form=csv")

    # When these minutes are over, it neither warns nor is covered
    with asks(page):
        page.clock.set_fixed_time(OPENED + timedelta(minutes=31))
    page.wait_for_timeout(100)

    assert page.locator(".pbc-session [role=status]").inner_text() == ""
    assert not is_covered(page)
    assert "Tom Hale" in text_of(page)


def test_a_page_is_covered_when_another_person_signs_in_at_the_browser(
    elsewhere, two_windows, site
):
    window, other = two_windows
    ruth = elsewhere(make.administrator, first_name="Ruth", last_name="Allan")

    # When the browser is another person's, and a page is opened
    window.page.context.clear_cookies()
    window.page.context.add_cookies(elsewhere(cookies, ruth, site))
    window.go("/people/")

    # Then the window of the first is covered, and not kept awake
    other.get_by_role("heading", name="You have been signed out").wait_for()
    assert "Tom Hale" not in text_of(other)
    assert not is_covered(window.page)


@pytest.mark.parametrize("said", ["{of: ''}", "{of: 'somebody else', until: 9e15}"])
def test_no_window_is_covered_by_what_another_only_says(two_windows, said):
    window, other = two_windows

    with asks(other) as answer:
        window.page.evaluate(f"new BroadcastChannel('whose session').postMessage({said})")
    other.wait_for_timeout(100)

    assert answer.value.status == 200
    assert not is_covered(other)


def test_signing_out_that_does_not_come_about_covers_nothing(two_windows):
    window, other = two_windows
    window.page.evaluate(
        "document.querySelector('[action*=logout]').addEventListener('submit',"
        " (event) => event.preventDefault(), true)"
    )

    window.page.get_by_role("button", name="Sign out").click()
    other.wait_for_timeout(300)

    assert not is_covered(other)
