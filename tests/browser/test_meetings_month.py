"""A month of meetings in a browser, with scripts and without: the secretary calls one and writes
its minutes, the chair confirms who takes no part and approves them, a practice manager does on a
phone what came of it, and the observer of the LMC looks on (E01, E02, E08, A10, B14)."""

import re
from datetime import date
from itertools import count

import pytest
from django.core import mail as outbox
from django.urls import reverse

from meetings.digests import write_digests
from pbc.core import errands
from pbc.core.tasks import run_errand
from tests import make
from tests.browser.driver import DESKTOP, NARROW, PHONE, WIDE
from tests.browser.month import CHECK, URGENT, Month

numbers = count(1)
SITE = "https://pbc.example.nhs.uk"
HELD, MONDAY_AFTER = date(2007, 4, 4), date(2007, 4, 9)
WAYS = [(True, DESKTOP), (False, NARROW)]
NAMES = ["scripts, desktop", "no script, narrow"]
ON_A_PHONE = [(True, PHONE), (False, PHONE)]


@pytest.fixture
def month(elsewhere):
    """A month of its own."""
    return elsewhere(Month, next(numbers))


@pytest.fixture
def at_a_desk(request, visitor):
    """`at_a_desk(person)`: that person at a window, in the way that the test is walked."""
    scripts, width = request.param

    def somebody(person):
        return visitor(person, java_script_enabled=scripts).at(width)

    return somebody


@pytest.fixture
def mail_leaves(settings):
    """A site from which mail leaves."""
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", SITE


def do_the_errands():
    """Send what waits, as a worker does."""
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)


def mails_to(person):
    return [one for one in outbox.outbox if one.to == [person.email]]


@pytest.mark.parametrize("at_a_desk", WAYS, ids=NAMES, indirect=True)
def test_a_secretary_calls_a_meeting_writes_its_minutes_and_sends_them_e01_e08(
    month, at_a_desk, elsewhere, mail_leaves, monkeypatch
):
    # Given the secretary of a group, who calls its executive together
    secretary = at_a_desk(month.secretary)
    secretary.go("/meetings/")
    secretary.follow(month.executive.name)
    secretary.press("Arrange a meeting")
    secretary.send(day=HELD.isoformat(), starts="13:00", ends="14:15", place="Elm Hall")
    assert "The meeting is arranged: put its agenda together next" in secretary.says()
    secretary.follow("Add an item")
    secretary.send(heading="Business plan")
    secretary.press("Tell those who are invited")
    secretary.press("Send the mail")
    assert "2 mails are on the way" in secretary.says()

    # When it is held, and who came is written down
    monkeypatch.setenv("PBC_TODAY", HELD.isoformat())
    secretary.press("Write down who came or is invited")
    for name, how in (("Peter Sim", "PRESENT"), ("Ann Brook", "PRESENT"), ("Avi Gupta", "PRESENT")):
        secretary.page.get_by_label(f"{name}: how").select_option(how)
    secretary.page.get_by_label("Meena Savla: how").select_option("APOLOGIES")
    secretary.press("Write it down")
    assert "no quorum: 3 of its members, and 4 are needed" in secretary.says()

    # When what was said is written, its actions and decisions are things of their own
    secretary.press("Write the minutes")
    secretary.follow("Business plan")
    said = ["PS - the draft is there.", "action: Ann Brook - draft the plan - End-Apr"]
    secretary.send(text="\n".join([*said, "decision: we take option 2"]))
    assert "Saved" in secretary.says()
    secretary.follow("Minutes")
    assert "A draft: nobody was sent them yet" in secretary.says()

    # Then they are sent to those whom a mail reaches, once
    assert "A mail goes once to Ann Brook, Peter Sim" in secretary.says()
    secretary.press("Send the minutes round")
    assert "Circulated on 4 April 2007, to be approved" in secretary.says()
    elsewhere(do_the_errands)
    for person in (month.lead, month.manager):
        minutes = [one for one in mails_to(person) if one.subject.startswith("Minutes: ")]
        assert len(minutes) == 1

    # And the action is its owner's, due on the day that was meant; the decision is settled
    manager = at_a_desk(month.manager)
    manager.go("/actions/")
    manager.follow("draft the plan")
    assert "Due “End-Apr”: Monday 30 April" in manager.says()
    secretary.go("/decisions/")
    secretary.follow("Settled")
    secretary.follow("we take option 2")
    assert secretary.heading() == "we take option 2"


@pytest.mark.parametrize("at_a_desk", WAYS, ids=NAMES, indirect=True)
def test_a_chair_confirms_who_takes_no_part_and_approves_the_minutes_a10_e08(
    month, at_a_desk, elsewhere
):
    # Given a meeting with an item whose words name a company of the register
    meeting, chair = elsewhere(month.held), at_a_desk(month.lead)
    chair.go(f"/meetings/{meeting.pk}/")
    assert "Its words name STAHDOC, in which somebody has an interest" in chair.says()
    assert "a quorum: 4 of its members, and 4 are needed" in chair.says()

    # When the chair says that it touches it, the banner names whose interest it is
    chair.follow("Say whether it touches that")
    chair.page.get_by_label("STAHDOC", exact=True).check()
    chair.send()
    assert "This item touches an interest. Meena Savla: Director, STAHDOC" in chair.says()

    # When her withdrawal is confirmed, too few are left for the item
    chair.follow("Confirm who takes no part")
    chair.page.get_by_label("Takes no part in this item").check()
    chair.send()
    assert "This item touches an interest" not in chair.says()
    assert "Meena Savla took no part: Director, STAHDOC" in chair.says()
    lost = "The quorum is lost: 3 of its members count for this item, and 4 are needed"
    assert lost in chair.says()

    # When the minutes are approved they print it, and are locked
    chair.follow("Write the minutes")
    writing = chair.page.get_by_role("link", name=URGENT)
    assert writing.count() == 1
    chair.press("Approve the minutes")
    assert "Approved on 13 March 2007, and locked" in chair.says()
    assert "Meena Savla took no part: Director, STAHDOC" in chair.says()
    assert writing.count() == 0
    chair.go(f"/minutes/items/{month.urgent.pk}/")
    chair.send(text="AG - we do not join")
    assert "The minutes are approved, and locked. Add a correction instead" in chair.says()

    # And a correction stands beside them, under the name of who made it
    chair.go(f"/minutes/{meeting.pk}/")
    assert "we do not join" not in chair.says()
    chair.page.locator("main [name=text]").fill("Avi Gupta asked for a second reading")
    chair.press("Add the correction")
    assert "Avi Gupta asked for a second reading" in chair.says()
    assert "Peter Sim" in chair.page.get_by_role("region", name="Corrections since").inner_text()


@pytest.mark.parametrize("at_a_desk", ON_A_PHONE, ids=["scripts", "no script"], indirect=True)
def test_a_manager_closes_an_action_and_the_check_of_the_month_on_a_phone_e02_b14(
    month, at_a_desk, elsewhere, mail_leaves
):
    # Given an action of a meeting, and the check that came with a published month
    elsewhere(month.asked_of_the_manager)
    elsewhere(sent_on, MONDAY_AFTER)
    [mail] = mails_to(month.manager)
    action, check = (page_of(mail, text) for text in ("Draft the plan", CHECK))

    # When the manager follows the mail on a phone, one tap closes the action
    manager = at_a_desk(month.manager)
    manager.go(action)
    assert manager.page.evaluate(WIDE) == []
    manager.press("Done")
    assert manager.page.get_by_role("button", name="Open it again").is_visible()

    # And of the check, it is said that nothing was found
    manager.go(check)
    assert manager.page.evaluate(WIDE) == []
    manager.press("Say what you found")
    manager.page.get_by_label("Nothing found").check()
    manager.press("Close the check")
    assert f"Closed: {CHECK}" in manager.says()
    manager.go("/")
    assert manager.heading() == "Nothing waits for you"

    # Then the lead reads it beside the two practices that have not said anything
    lead = at_a_desk(month.lead)
    lead.go(reverse("checks:grid", args=[month.group.code]))
    assert "for month 6: 1 of 3 done, 2 late" in lead.heading()
    assert "Nothing found" in lead.says()


def sent_on(day):
    """Write the mails of a day, and send them."""
    write_digests(on=day, by=make.operator())
    do_the_errands()


def page_of(mail, text):
    """The page that a mail names for a thing."""
    return re.search(rf"{re.escape(text)}[^/]*?{SITE}(/actions/\d+/)", mail.body, re.DOTALL)[1]


@pytest.mark.parametrize("at_a_desk", WAYS, ids=NAMES, indirect=True)
def test_an_observer_reads_the_meetings_of_the_county_and_nothing_else_e13(
    month, at_a_desk, elsewhere
):
    # Given the minutes of the leads of a county, and of the executive of one of its groups
    inside = elsewhere(month.held)
    leads = elsewhere(month.of_the_county)
    observer = at_a_desk(month.observer)

    # When the observer looks for meetings, those of the county are there
    observer.go("/meetings/")
    assert "County leads" in observer.says()
    assert month.executive.name not in observer.says()
    assert observer.go(f"/meetings/{leads.pk}/") == 200
    observer.follow("Read the minutes")
    assert "we take option 2" in observer.says()
    assert observer.page.locator("main form").count() == 0

    # Then nothing of a group is found, no more than what is not there
    foreign = [f"/meetings/{inside.pk}/", f"/minutes/{inside.pk}/", f"/minutes/{inside.pk}/word/"]
    foreign += [f"/meetings/bodies/{month.executive.pk}/", "/meetings/99999999/"]
    assert [observer.go(address) for address in foreign] == [404] * len(foreign)
    assert month.executive.name not in observer.says()

    # And no figure, no action, no decision, and nothing that writes
    county = month.pct.code
    closed = [
        "/position/",
        f"/position/pct/{county}/",
        "/actions/",
        "/decisions/",
        "/minutes/read/",
    ]
    closed += [f"/meetings/{leads.pk}/attendance/", f"/minutes/items/{leads.items.get().pk}/"]
    assert [observer.go(address) for address in closed] == [403] * len(closed)
