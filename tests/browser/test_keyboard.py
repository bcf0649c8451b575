"""Signing in and publishing with the keyboard alone: what has the focus is seen (H02)."""

import pytest

from activity.models import State
from tests import make
from tests.browser.addresses import path_of

# What marks the element that has the focus: an outline, a shadow or the yellow of the NHS look.
SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return outlined || style.boxShadow !== "none" || style.backgroundColor === "rgb(255, 235, 59)";
}"""
NAME = """() => {
  const one = document.activeElement;
  return one.name || (one.getAttribute("aria-label") || one.innerText).trim();
}"""


@pytest.fixture
def stranger(visitor, the_county):
    """Nobody yet, at the page for signing in."""
    nobody = visitor()
    nobody.go("/accounts/login/")
    return nobody


def tab_to(somebody, name, *, most=40):
    """Press Tab until that thing has the focus; each thing on the way must show that it has it."""
    passed = []
    for _ in range(most):
        somebody.page.keyboard.press("Tab")
        here = somebody.page.evaluate(NAME)
        assert somebody.page.evaluate(SEEN), f"the focus on {here} is not seen"
        passed.append(here)
        if here == name:
            return passed
    raise AssertionError(f"{name} is not among {passed}")


def test_the_first_tab_shows_a_link_past_the_menu(stranger):
    page = stranger.page

    page.keyboard.press("Tab")
    shown = page.locator(".nhsuk-skip-link").bounding_box()
    page.keyboard.press("Enter")

    assert shown["y"] >= 0
    assert shown["height"] >= 24
    assert page.evaluate("document.activeElement.id") == "maincontent"


def test_somebody_signs_in_and_publishes_without_a_mouse(stranger, the_county):
    # Given the page for signing in
    tab_to(stranger, "login")
    stranger.page.keyboard.type("ruth.allan")

    # When name and password are typed, and Enter is pressed
    tab_to(stranger, "password")
    stranger.page.keyboard.type(make.PASSWORD)
    with stranger.page.expect_navigation():
        stranger.page.keyboard.press("Enter")
    assert "files wait for you" in stranger.heading()

    # And the file is opened and published
    stranger.go(path_of(the_county, "activity:submission-detail", "file staged"))
    order = tab_to(stranger, "Publish month 7")
    with stranger.page.expect_navigation():
        stranger.page.keyboard.press("Enter")
    stranger.started()

    # Then the menu came before the page, and what was done has the focus
    assert order.index("Skip to main content") < order.index("Files") < len(order) - 1
    the_county.things["file staged"].refresh_from_db()
    assert the_county.things["file staged"].state == State.PUBLISHED
    assert "Published: Dacorum, month 7 of 2006/07" in stranger.page.evaluate(
        "document.activeElement.innerText"
    )


def test_no_page_moves_the_focus_out_of_its_order(visitor, the_county):
    finance = visitor(the_county.people["finance"])

    for path in ("/", "/files/", "/files/new/", "/position/county/"):
        finance.go(path)
        assert (
            finance.page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
        )
