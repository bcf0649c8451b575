"""From a figure down to the sender's cell, an action from a figure to its end, and what a practice
reads of itself: a GP lead and a practice manager at work in a browser (H02, I02, E02, B10)."""

import re
from datetime import date
from itertools import count

import pytest
from django.core import mail as outbox

from meetings.digests import write_digests
from meetings.models import Often
from meetings.services import choose_mails
from pbc.core import errands
from pbc.core.tasks import run_errand
from tests import make
from tests.browser.driver import NAMES, PHONE, WAYS, WIDE
from tests.browser.office import Office

numbers = count(1)
MONDAY_AFTER, SITE = date(2007, 3, 19), "https://pbc.example.nhs.uk"


class Practices(Office):
    """An office whose half year is published, its GP lead, and the manager of Fernville.

    It has three practices: where there are fewer, others could work out one from the other.
    """

    names = (*Office.names, "Parkwood Drive Surgery")

    def __init__(self, number):
        super().__init__(number)
        self.publish()
        self.lead = make.gp_lead(self.group)
        self.manager = make.practice_manager(self.practices[0])
        self.manager.email = f"manager{number}@example.nhs.uk"
        self.manager.save()
        choose_mails(often=Often.WEEKLY, by=self.manager)

    def address(self, practice):
        """The position of one of its practices."""
        return f"/position/practice/{self.practices[practice].code}/"


@pytest.fixture(params=WAYS, ids=NAMES)
def at_work(request, visitor, elsewhere):
    """An office of its own, and `at_work(person)`: that person at a window of the browser."""
    scripts, width = request.param
    office = elsewhere(Practices, next(numbers))

    def somebody(person, width=width):
        return visitor(person, java_script_enabled=scripts).at(width)

    return office, somebody


def test_a_gp_lead_follows_a_figure_from_the_county_to_the_cell_i02(at_work):
    office, somebody = at_work
    lead = somebody(office.lead)
    lead.go("/position/county/")

    lead.follow(office.pct.name)
    assert lead.heading().startswith(f"{office.pct.name} is £90,000 over, 5.0%")
    lead.follow(office.name)
    assert lead.heading().startswith(f"{office.name} is £90,000 over, 5.0%")
    lead.follow("Fernville Surgery")
    assert lead.heading().startswith("Fernville Surgery is £30,000 over, 5.0%")
    lead.follow("Elective")
    assert lead.heading() == "6 rows make £630,000"
    lead.follow("cell ")

    assert "The cell holds 105000.00" in lead.says()
    assert lead.page.locator("#cell").inner_text().startswith("105000.00")
    assert lead.page.evaluate(WIDE) == []


def test_an_action_is_raised_from_a_figure_mailed_and_closed_in_one_tap_e02_e03(
    at_work, elsewhere, settings
):
    # Given a lead at the figure of a practice
    office, somebody = at_work
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", SITE
    lead = somebody(office.lead)
    lead.go(office.address(0))

    # When they raise an action about it, in two clicks
    lead.follow("Raise an action about it")
    lead.page.locator("main [name=text]").fill("Look at the referrals of August")
    lead.page.locator("main [name=of]").select_option(label="Fernville Surgery")
    lead.page.locator("main [name=owner]").select_option(f"person:{office.manager.username}")
    lead.page.locator("main [name=due_typed]").fill("16 Mar")
    lead.press("Raise the action")
    lead.go(office.address(0))
    assert "Look at the referrals of August" in lead.says()

    # Then the manager has one mail about it
    elsewhere(sent_on, MONDAY_AFTER)
    [mail] = [one for one in outbox.outbox if one.to == [office.manager.email]]
    assert "Look at the referrals of August (3 days late, was due Friday 16 March)" in mail.body

    # And closes it on a phone in one tap on the page that the mail leads to
    manager = somebody(office.manager, PHONE)
    manager.go(re.search(rf"{SITE}(/actions/\d+/)", mail.body)[1])
    manager.press("Done")
    manager.go("/")
    assert manager.heading() == "Nothing waits for you"


def sent_on(day):
    """Write the mails of a day and send them, as the worker does."""
    write_digests(on=day, by=make.operator())
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)


def test_a_manager_reads_of_their_own_practice_and_of_no_other_b10_e13(at_work):
    office, somebody = at_work
    manager = somebody(office.manager)

    manager.go("/")
    manager.follow("Position")
    assert manager.heading().startswith("Fernville Surgery is £30,000 over, 5.0%")
    said = manager.says()
    assert "Spending was £630,000 against a budget of £600,000" in said
    assert "Chalk Lane" not in said

    assert manager.go(office.address(1)) == 404
    foreign = manager.says()
    assert manager.go("/position/practice/Y00000/") == 404
    assert without_time(manager.says()) == without_time(foreign)
    assert "Chalk Lane" not in foreign


def without_time(words):
    """The words of a page but for the minute in which it was asked for."""
    return re.sub(r"\d\d:\d\d", "", words)
