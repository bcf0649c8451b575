"""Who goes back and sends the same form again does it once, unless they mean it twice (H02).

The browser keeps no page: going back it asks for the form anew, which has a new key, and puts back
what was typed. A file has to be chosen again. A form that came back with something to put right is
an address like any other: the browser never asks "send the form again?".
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from activity.models import Delivery
from budgets.models import BudgetEntry
from meetings.models import Action, Answer, Interest
from tests import make
from tests.browser.driver import DESKTOP, NARROW
from tests.browser.office import Office

numbers = count(1)
WAYS = [(True, DESKTOP), (False, NARROW)]
NAMES = ["scripts, desktop", "no script, narrow"]


class Place(Office):
    """An office whose GP lead sits on a body, which has asked its group something."""

    def __init__(self, number):
        super().__init__(number)
        self.lead = make.gp_lead(self.group)
        self.body = make.body(of=self.group)
        make.seat(self.lead, self.body)
        decided = make.decision("Bid with the centre", self.group, [self.group], by=self.lead)
        self.asked = decided.question.asked.get()


@dataclass(frozen=True)
class Journey:
    """A form: who fills it in, where it stands, what is typed or chosen, the buttons that are
    pressed one after the other, what it makes, and what the page says then."""

    who: str
    address: Callable[[Place], str]
    makes: type
    buttons: tuple[str, ...]
    said: str
    typed: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    file: str = ""

    def fill(self, page):
        """Type and choose what goes into the form."""
        for name, value in self.typed.items():
            page.locator(f"main [name={name}]").fill(value)
        for name, value in self.chosen.items():
            if page.locator(f"main select[name={name}]").count():
                page.locator(f"main [name={name}]").select_option(label=value)
            else:
                page.locator(f"main [name={name}][value={value}]").check()
        self.choose_file(page)

    def choose_file(self, page):
        """What no browser puts back."""
        if self.file:
            sent = {"name": self.file, "mimeType": "text/csv", "buffer": b"month,practice\n"}
            page.locator("main [type=file]").set_input_files(sent)

    def send(self, window, press):
        """Press the buttons, the last of them in the way of `press`."""
        *first, last = self.buttons
        for button in first:
            window.press(button)
        press(window, last)


JOURNEYS = {
    "an interest": Journey(
        who="lead",
        address=lambda place: reverse("diary:interest-new", args=[place.body.pk]),
        makes=Interest,
        buttons=("Declare it",),
        said="Declared: whoever sees the body sees it",
        typed={"subject": "STAHDOC", "nature": "Director"},
    ),
    "an action": Journey(
        who="lead",
        address=lambda place: reverse("meetings:action-new"),
        makes=Action,
        buttons=("Raise the action",),
        said="Raised: Ruth Allan, due “End-April”",
        typed={"text": "Ring the trust", "due_typed": "End-April"},
    ),
    "a sum by hand": Journey(
        who="finance",
        address=lambda place: reverse("plans:entry-new", args=[2006, "practice", place.codes[0]]),
        makes=BudgetEntry,
        buttons=("See what it makes", "Enter it"),
        said="Entered: £1,200.00, baseline, for Fernville Surgery",
        typed={"amount": "1200", "reason": "Agreed with the group"},
        chosen={"heading": "Elective"},
    ),
    "a file": Journey(
        who="finance",
        address=lambda place: reverse("activity:delivery-new"),
        makes=Delivery,
        buttons=("Send in",),
        said="june.csv",
        file="june.csv",
    ),
    "an answer": Journey(
        who="lead",
        address=lambda place: reverse("decisions:answer-new", args=[place.asked.pk]),
        makes=Answer,
        buttons=("Write the answer down",),
        said="Written down: AmbCom",
        typed={"told_by": "Ann Lee"},
        chosen={"said": "YES", "how": "PHONE"},
    ),
}


@pytest.fixture(params=WAYS, ids=NAMES)
def at_a_window(request, visitor, elsewhere):
    """A place of its own, and `at_a_window(person)`: that person at a window of the browser."""
    scripts, width = request.param
    place = elsewhere(Place, next(numbers))
    return place, lambda person: visitor(person, java_script_enabled=scripts).at(width)


def press(window, button):
    window.page.get_by_role("button", name=button).click()


def press_twice(window, button):
    """A double click of which both come to the site: no page may be there before the second."""
    first = []

    def hold(route):
        if route.request.method == "POST" and not first:
            first.append(route)
        else:
            route.continue_()

    window.page.route("**", hold)
    window.page.get_by_role("button", name=button).dblclick(no_wait_after=True)
    while not first:
        window.page.wait_for_timeout(20)
    if first[0].request.post_data_buffer:
        window.page.request.fetch(first[0].request, max_redirects=0)
    with suppress(Error):  # the browser gave it up for the second
        first[0].continue_()
    window.page.unroute("**")


def is_done(window, path):
    """Wait until the deed is done and its page is there."""
    window.page.wait_for_url(lambda url: not url.endswith(path))
    window.started()
    assert "Do it a second time?" not in window.says()


def back_to_the_form(window, path):
    """Go back to the form, past a page that answered it: as one does by holding the button, as
    the browser would first have to send that page again."""
    session = window.page.context.new_cdp_session(window.page)
    entries = session.send("Page.getNavigationHistory")["entries"]
    form = next(one for one in entries if one["url"].endswith(path))
    with window.page.expect_navigation():
        session.send("Page.navigateToHistoryEntry", {"entryId": form["id"]})
    window.started()


@pytest.mark.parametrize("journey", JOURNEYS.values(), ids=JOURNEYS)
def test_who_goes_back_and_presses_again_does_it_once(journey, at_a_window, elsewhere):
    # Given somebody who has filled in a form, which is done
    place, at = at_a_window
    window, path = at(getattr(place, journey.who)), journey.address(place)
    before = elsewhere(journey.makes.objects.count)
    window.go(path)
    journey.fill(window.page)
    journey.send(window, press)
    is_done(window, path)
    assert journey.said in window.says()

    # When they go back, the form is there with what they typed
    if len(journey.buttons) == 1:
        window.page.go_back()
        window.started()
    else:
        back_to_the_form(window, path)
    for name, value in journey.typed.items():
        assert window.page.locator(f"main [name={name}]").input_value() == value
    journey.choose_file(window.page)

    # When they press again, and twice at that, they are asked, and nothing is done
    journey.send(window, press_twice)
    window.page.get_by_role("heading", name="Do it a second time?").wait_for()
    window.started()
    assert journey.said in window.says()
    assert not window.scripts or window.faults() == []
    assert elsewhere(journey.makes.objects.count) == before + 1

    # When they mean it, with a double click, it is done once more
    journey.choose_file(window.page)
    press_twice(window, "Do it once more")
    is_done(window, path)
    assert elsewhere(journey.makes.objects.count) == before + 2


WRONG = {
    "an interest": {"subject": "STAHDOC", "nature": ""},
    "an action": {"text": "", "due_typed": "End-April"},
    "a sum by hand": {"amount": "much", "reason": "Agreed with the group"},
    "an answer": {"told_by": "Ann Lee", "on": ""},
}


def has_come_back(window, path, typed):
    """Wait until the form is there with what is wrong and with what was typed into it."""
    window.page.locator(".nhsuk-error-summary").wait_for()
    window.started()
    assert window.page.url.endswith(path)
    for name, value in typed.items():
        assert window.page.locator(f"main [name={name}]").input_value() == value
    assert not window.scripts or window.faults() == []


@pytest.mark.parametrize("name", WRONG)
def test_a_form_that_came_back_is_reloaded_and_gone_back_to_without_a_question(name, at_a_window):
    # Given a form that came back with something to put right
    place, at = at_a_window
    journey, typed = JOURNEYS[name], WRONG[name]
    window, path = at(getattr(place, journey.who)), journey.address(place)
    window.go(path)
    for field_name, value in typed.items():
        window.page.locator(f"main [name={field_name}]").fill(value)
    press(window, journey.buttons[0])
    has_come_back(window, path, typed)

    # When it is reloaded, it is asked for and not sent, and is there as before
    assert window.page.reload().request.method == "GET"
    has_come_back(window, path, typed)

    # When its person looks elsewhere and goes back, it is there too
    window.go("/")
    assert window.page.go_back().request.method == "GET"
    has_come_back(window, path, typed)

    # When they come by another way, the form is empty again
    window.go("/")
    window.go(path)
    window.started()
    assert window.page.locator(".nhsuk-error-summary").count() == 0
    for field_name, value in typed.items():
        assert not value or window.page.locator(f"main [name={field_name}]").input_value() != value


def test_a_file_that_came_with_a_form_which_comes_back_is_to_be_chosen_again(at_a_window):
    place, at = at_a_window
    window, path = at(place.finance), reverse("activity:delivery-new")
    window.go(path)
    sent = [("june.csv", b"month"), ("empty.csv", b"")]
    window.page.locator("main [type=file]").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": held} for name, held in sent]
    )

    press(window, "Send in")

    has_come_back(window, path, {})
    assert "“empty.csv” is empty: choose it again" in window.says()
