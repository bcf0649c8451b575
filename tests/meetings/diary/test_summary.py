"""What the page of a meeting says on top: what came of it, and what is to be done next (E01, E04,
E05, E09). The actions and days are those of the minutes of 13 March 2007 (seed 002)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.decisions.services import decide, send_telling
from meetings.diary.services.invitations import invite
from meetings.matters.services import answer_question, open_question
from meetings.models import How, Meeting, Outcome
from meetings.models.question import How as Reached
from meetings.records.services.sending import approve_minutes, circulate_minutes
from tests import make
from tests.make.minutes import MADE_UP
from tests.pages import said

pytestmark = pytest.mark.django_db
HELD, NEXT, TODAY = date(2007, 3, 13), date(2007, 4, 4), date(2007, 4, 1)
AGREED = """Mark Jones - Generate a first draft of projects - End-Mar
Mark Jones - Communicate our concerns to the PCT - End-Mar
Lynn Dalton - Inform Suzanne Novak that it is accurate - 16 Mar
Meena Savla - Progress discussions with STAHDOC - End-April"""
OURS = "Ann Lee - Draft the plan - End-Mar\nBob - Tell the trust - 16 Mar"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", TODAY.isoformat())


@pytest.fixture
def lead(client):
    person = make.gp_lead(make.group("DacCom"))
    client.force_login(person)
    return person


@pytest.fixture
def held():
    """The meeting of 13 March, with its four actions."""
    return make.minutes(MADE_UP.replace(OURS, AGREED))


def shown(client, meeting):
    return client.get(reverse("diary:meeting-detail", args=[meeting.pk]))


def step(client, meeting):
    """What the page says is to be done next."""
    meeting.refresh_from_db()
    found = shown(client, meeting).context["page"].step
    return found and found.text


def decided(meeting, text="The proposal is acceptable", **more):
    given = {"organisation": meeting.body.organisation, "body": str(meeting.body), "on": HELD}
    given |= {"outcome": Outcome.AGREED, "by": make.operator()}
    return decide(text=text, **given | more)


def test_a_held_meeting_says_on_top_what_came_of_it_e01_e05(client, lead, held):
    decided(held, item=held.items.get(number=2), tell=["Suzanne Novak"])
    decided(held, "Meena Savla may speak for us")
    asked = {"asker": str(held.body), "owner": "Mark Jones", "on": HELD, "by": lead}
    open_question(text="Who pays?", organisation=held.body.organisation, **asked)

    page = said(shown(client, held))

    # At 1 April End-Mar is a day ago, 16 March 16 days and 13 March 19.
    assert "Meeting of 13 March 2007: 3 of 4 actions late" in page
    assert "1 decision has not been told to whom it concerns." in page
    assert "Actions 4 actions agreed: 3 late, 1 not due yet" in page
    assert "Decisions 2 decisions: 1 waits for somebody" in page
    assert "Questions 1 question came up: 1 not answered yet" in page
    assert "Who came 3 came, 1 sent apologies" in page
    assert "Item 2. Suzanne Novak not told for 19 days Not passed on It was sent" in page
    assert "Budget 1 decision" in page


def test_what_is_done_is_not_said_to_wait(client, lead, held):
    decision = decided(held, tell=["Suzanne Novak"])
    send_telling(telling=decision.tellings.get(), how=Reached.BY_MAIL, on=TODAY, by=lead)
    asked = {"asker": str(held.body), "owner": "Mark Jones", "on": HELD, "by": lead}
    question = open_question(text="Who pays?", organisation=held.body.organisation, **asked)
    answer_question(question=question, answer="The PCT", on=TODAY, by=lead)

    page = said(shown(client, held))

    assert "has not been told" not in page
    assert "Decisions 1 decision: none waits" in page
    assert "Questions 1 question came up: all are answered" in page
    assert "The PCT" in page


def test_a_decision_in_principle_waits_for_its_answers_e04(client, lead, held):
    watcom = make.group("WatCom")
    asked = {"outcome": Outcome.IN_PRINCIPLE, "of": [watcom], "collector": "Richard Walker"}
    decided(held, "Stop smoking: option 2", **asked)

    page = said(shown(client, held))

    assert "0 of 1 confirmed Record an answer" in page


def test_decisions_of_other_meetings_are_not_said_to_be_of_this_one(client, lead, held):
    decided(held, "Of another day", on=NEXT)
    decided(held, "Of another body", body="The leads")
    decided(held, "Of another group", organisation=make.group("WatCom"))

    page = shown(client, held)

    assert page.context["page"].came.decisions == []


def test_who_may_see_no_decisions_is_not_told_that_there_are_none_e13(client, held):
    leads = make.body("County leads", make.commissioner(), kind="LEADS")
    county = make.meeting(leads, day=HELD, state="HELD")
    decided(county, "Of the county")
    client.force_login(make.lmc_observer())

    page = said(shown(client, county))

    assert "Actions None was agreed" in page
    assert "Decisions" not in page
    assert "Of the county" not in page


def test_who_keeps_it_is_told_what_is_next_until_it_is_approved_e09(client, lead, settings):
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    make.reached_by_mail(lead)
    body = make.body("Executive", make.group("DacCom"))
    meeting = make.meeting(body, day=NEXT)

    assert step(client, meeting) == "Put the agenda together"
    item = make.item(meeting, "Budget")
    make.attendance(meeting, lead, How.BY_INVITATION)
    assert step(client, meeting) == "Tell those who are invited"
    invite(meeting=meeting, on=TODAY, by=lead)
    assert step(client, meeting) == "Write down who came or is invited"

    is_over = {"state": "HELD", "day": HELD, "month": date(2007, 3, 1)}
    Meeting.objects.filter(pk=meeting.pk).update(**is_over)
    assert step(client, meeting) == "Write down who came or is invited"
    make.attendance(meeting, "Ann Lee")
    assert step(client, meeting) == "Write the minutes"
    item.minutes = "We are over"
    item.save()
    assert step(client, meeting) == "Send the minutes round"
    circulate_minutes(meeting=meeting, version=meeting.version, on=TODAY, by=lead)
    assert step(client, meeting) == "Approve the minutes"
    approve_minutes(meeting=meeting, version=meeting.version, on=TODAY, by=lead)
    assert step(client, meeting) == "Arrange the next meeting"


def test_minutes_that_went_round_wait_for_the_next_meeting_e08(client, lead, held, monkeypatch):
    make.meeting(held.body, day=NEXT)
    circulate_minutes(meeting=held, version=held.version, on=TODAY, by=lead)

    page = said(shown(client, held))
    monkeypatch.setenv("PBC_TODAY", NEXT.isoformat())
    due = step(client, held)

    assert "circulated on 1 April 2007, to be approved on 4 April." in page
    assert "Prepare the meeting of 4 April" in page
    assert due == "Approve the minutes"


def test_who_only_reads_is_not_told_to_do_anything(client, held):
    decided(held, tell=["Suzanne Novak"])
    practice = make.practice("Fernville Surgery")
    make.membership(practice, held.body.group)
    client.force_login(make.practice_manager(practice))

    page = shown(client, held).context["page"]

    assert (page.step, len(page.came.decisions)) == (None, 1)
    assert not any(one.deed for one in page.came.decisions)


def test_a_meeting_asks_no_more_for_many_decisions_r11(
    client, lead, held, django_assert_num_queries
):
    decided(held, "Option 0", tell=[lead])
    decided(held, "Option 1", tell=[lead])
    shown(client, held)
    with CaptureQueriesContext(connection) as few:
        shown(client, held)
    for number in range(2, 12):
        decided(held, f"Option {number}", tell=[lead, "Suzanne Novak"])

    with django_assert_num_queries(len(few)):
        shown(client, held)
