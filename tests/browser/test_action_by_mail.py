"""A practice manager says on a phone, by the links of a mail and without signing in, what is done
(E02, E03): each page without fault at every width, with scripts and without."""

import re
from itertools import count

import pytest
from django.core import mail as outbox

from meetings.models import Action, State
from tests.browser.driver import PHONE, WIDE
from tests.browser.month import CHECK, Month
from tests.browser.test_meetings_month import MONDAY_AFTER, SITE, sent_on

numbers = count(71)


@pytest.fixture
def links(elsewhere, settings):
    """The links that the manager has for an action and for a check: (action, check)."""
    settings.PBC_MAIL, settings.PBC_SITE_URL, settings.PBC_MAIL_LINKS = "smtp", SITE, "token"
    month = elsewhere(Month, next(numbers))
    elsewhere(month.asked_of_the_manager)
    elsewhere(sent_on, MONDAY_AFTER)
    [mail] = [one for one in outbox.outbox if one.to == [month.manager.email]]
    return [path_of(mail, text) for text in ("Draft the plan", CHECK)]


def path_of(mail, text):
    """The path of the link for a thing."""
    found = rf"{re.escape(text)}[^/]*?{SITE}(/actions/link/[^/]+/)"
    return re.search(found, mail.body, re.DOTALL)[1]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no script"])
def test_a_manager_closes_an_action_and_a_check_by_the_links_of_a_mail_e02_e03(
    visitor, elsewhere, links, scripts
):
    # Given a phone on which nobody is signed in
    action, check = links
    phone = visitor(java_script_enabled=scripts).at(PHONE)

    # When the link of the action is opened, there is one button, and it does it
    assert phone.go(action) == 200
    assert phone.heading() == "Draft the plan"
    assert faults(phone) == []
    phone.press("It is done")
    assert re.match(r"Done at \d\d:\d\d on \d+ \w+ 2007$", phone.heading())
    assert faults(phone) == []

    # And the link of the check asks what came of it
    assert phone.go(check) == 200
    phone.press("It is done")
    assert "Choose what came of it" in phone.says()
    assert faults(phone) == []
    phone.page.go_back()
    assert "There is a problem" not in phone.says()
    phone.page.get_by_label("Nothing found").check()
    phone.press("It is done")
    assert phone.heading().startswith("Done at ")

    # Then both are done, a reload and the link itself say so again, and the way on to the action
    # asks for a sign-in
    assert elsewhere(states) == {State.DONE}
    done = phone.heading()
    phone.page.reload()
    assert phone.heading() == done
    assert phone.go(action) == 200
    assert phone.heading().startswith("Done at ")
    assert phone.page.evaluate("document.querySelectorAll('main form').length") == 0
    phone.follow("Sign in and open it again")
    assert "/accounts/login/" in phone.page.url


def faults(phone):
    """What is wrong with the page; without scripts, by which it is looked at, what is too wide."""
    return phone.faults() if phone.scripts else phone.page.evaluate(WIDE)


def states():
    """How the actions stand for which there were links."""
    return set(Action.objects.filter(links__isnull=False).values_list("state", flat=True))
