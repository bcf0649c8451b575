"""Pages whose statements are kept show what is there now, and what this person may see now."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from activity.models import Notice, State
from meetings import services
from meetings.models import MeetingState, Telling
from meetings.models.question import How
from meetings.queries.owners import Owner
from pbc.core import clock
from pbc.core.models import Appointment, Practice, Role
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_on_the_site(settings, monkeypatch):
    """No statement is put together again to be compared."""
    settings.KEPT_ROWS_CHECKED = False
    monkeypatch.setenv("PBC_TODAY", "2007-04-01")


@pytest.fixture
def ann():
    """Leads two groups."""
    ann = make.gp_lead(make.group("DacCom"))
    make.appointment(ann, Role.GP_LEAD, make.group("WatCom"))
    return ann


@pytest.fixture
def ben():
    """Leads the second of them."""
    return make.gp_lead(make.group("WatCom"))


def page(person, name, **asked):
    """What a page says to somebody."""
    client = Client()
    client.force_login(person)
    return said(client.get(reverse(name), asked))


def no_longer_leads(person, group):
    yesterday = clock.today() - timedelta(days=1)
    held = Appointment.objects.filter(person=person, group=make.group(group))
    assert held.update(to_date=yesterday)


@pytest.mark.parametrize("show", ["open", "closed"])
def test_the_list_of_actions(ann, ben, show):
    def actions(person):
        return page(person, "meetings:action-list", show=show)

    def action(text, owner, of):
        made = make.action(text, owner=owner, of=make.group(of))
        if show == "closed":
            services.close_action(action=made, on=clock.today(), by=make.operator())

    post = Owner(role=Role.GP_LEAD)
    action("Ring the trust", ann, "DacCom")
    action("Write to the PCT", post, "WatCom")

    assert "Ring the trust" in actions(ann)
    assert "Ring the trust" not in actions(ben)
    assert "Write to the PCT" in actions(ann)
    assert "Write to the PCT" in actions(ben)

    action("Ask the locality", ann, "DacCom")
    no_longer_leads(ann, "WatCom")

    assert "Ask the locality" in actions(ann)
    assert "Write to the PCT" not in actions(ann)
    assert "Write to the PCT" in actions(ben)


def test_the_page_of_practices(ann, ben):
    def practices(person, day="2007-04-01"):
        return page(person, "core:register", day=day)

    old = make.practice("Fernville", group=make.group("DacCom"))
    make.list_size(old, 9000)
    since = date(2007, 3, 1)

    first = practices(ann)
    assert "1 practice in 1 locality and 1 group" in first
    assert "9,000" in first

    make.practice("Parkwood", opened=since, in_=make.locality("Hertsmere"))
    make.membership(Practice.objects.get(name="Parkwood"), make.group("WatCom"), from_date=since)

    for person in (ann, ben):
        assert "2 practices in 2 localities and 2 groups" in practices(person)
        assert "Parkwood" in practices(person)
        before = practices(person, day="2007-02-28")
        assert "1 practice in 1 locality and 1 group" in before
        assert "Parkwood" not in before
    no_longer_leads(ben, "WatCom")
    assert "Parkwood" not in practices(ben)


@pytest.mark.parametrize("show", ["waiting", "settled"])
def test_the_register_of_decisions(ann, ben, show):
    def decisions(person):
        return page(person, "decisions:decision-list", show=show)

    def decision(text, of):
        tell = ["The trust"] if show == "waiting" else []
        return make.decision(text, make.group(of), tell=tell)

    decision("Option 1", "DacCom")
    theirs = decision("Option 2", "WatCom")

    assert "Option 1" in decisions(ann)
    assert "Option 1" not in decisions(ben)
    assert "Option 2" in decisions(ann)
    assert "Option 2" in decisions(ben)

    decision("Option 3", "DacCom")
    Telling.objects.filter(decision=theirs).update(sent_on=clock.today(), sent_how=How.BY_MAIL)
    no_longer_leads(ann, "WatCom")

    assert "Option 3" in decisions(ann)
    assert "Option 2" not in decisions(ann)
    assert ("Option 2" in decisions(ben)) == (show == "settled")


def test_the_page_of_meetings(ann, ben):
    def meetings(person):
        return page(person, "diary:meeting-list")

    executive, leads = make.body(of=make.group("DacCom")), make.body("Leads", make.group("WatCom"))
    make.meeting(executive, date(2007, 5, 2), title="Away day")
    make.meeting(leads, date(2007, 5, 1), title="Planning")
    make.meeting(leads, date(2007, 3, 1), title="First look", state=MeetingState.HELD)

    assert "Next: Planning, Tuesday 1 May 2007" in meetings(ann)
    assert "Next: Planning, Tuesday 1 May 2007" in meetings(ben)
    assert "Away day" not in meetings(ben)
    assert "First look" in meetings(ann)

    make.paper(make.item(make.meeting(executive, date(2007, 4, 3), title="Budgets")))
    no_longer_leads(ann, "WatCom")

    now = meetings(ann)
    assert "Next: Budgets, Tuesday 3 April 2007" in now
    assert "1 paper" in now
    assert "Planning" not in now
    assert "First look" not in now
    assert "Leads" not in now
    assert "Next: Planning, Tuesday 1 May 2007" in meetings(ben)


def test_the_desk(ann, ben):
    """What somebody was told, files that wait for them, and the checks of their groups."""

    def desk(person):
        return page(person, "home")

    def told(sentence, occasion, submission):
        said = {"sentence": sentence, "told_on": clock.today(), "occasion": occasion}
        Notice.objects.create(person=ann, submission=submission, **said)

    finance, file = make.finance_officer(), make.submission()
    told("June is out", 1001, file)
    make.agreed_check(of=make.group("DacCom"))
    make.agreed_check(of=make.group("WatCom"))
    checked(make.practice(group=make.group("WatCom"), in_=make.locality("Watford")))

    assert "June is out" in desk(ann)
    assert "June is out" not in desk(ben)
    assert "No file waits for you" in desk(finance)
    for lead in (ann, ben):
        assert "Checks of WatCom for month 6: 0 of 1 done" in desk(lead)
        assert "Checks of DacCom" not in desk(lead)

    told("July is out", 1002, file)
    waiting = make.submission(State.NEEDS_REASON)
    checked(make.practice(group=make.group("DacCom")))
    no_longer_leads(ann, "WatCom")

    assert "July is out" in desk(ann)
    assert "July is out" not in desk(ben)
    assert waiting.delivery.file_name in desk(finance)
    assert "Checks of DacCom for month 6: 0 of 1 done" in desk(ann)
    assert "Checks of WatCom" not in desk(ann)
    assert "Checks of WatCom for month 6: 0 of 1 done" in desk(ben)


def checked(practice):
    """Month 6 of a practice is published, and its checks asked for."""
    make.published_file([make.line(practice, month=6)])
