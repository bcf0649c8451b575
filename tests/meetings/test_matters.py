"""Open questions, concerns raised with another body, and mandates to speak for a group."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.matters import queries, services
from meetings.models import Concern, Mandate, OpenQuestion
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def lead(client):
    """Peter Sim, who leads DacCom, signed in."""
    person = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


def to(name, thing=None):
    return reverse(f"decisions:{name}", args=[thing.pk] if thing else [])


def sent(client, name, thing=None, **typed):
    """What comes of sending a form, on 13 March unless another day is typed."""
    of = {} if thing else {"of": f"group:{make.group('DacCom').code}"}
    return client.post(to(name, thing), {"on": "2007-03-13", **of, **typed}, follow=True)


def question(text="Is the same true in the west?", **details):
    given = {"asker": "Suzanne Novak", "owner": "Helen Orr", "on": date(2007, 3, 1)}
    given |= {"organisation": make.group("DacCom"), "by": make.operator()}
    return services.open_question(text=text, **given | details)


def concern(body="The PCT", **details):
    given = {"text": "The framework leaves us out", "on": date(2007, 3, 6)}
    given |= {"organisation": make.group("DacCom"), "by": make.operator()}
    return services.raise_concern(body=body, **given | details)


def mandate(holder="Helen Orr", **details):
    given = {"scope": "The urgent care centre", "given_by": "The executive", "on": TODAY}
    given |= {"organisation": make.group("DacCom"), "by": make.operator()}
    return services.give_mandate(holder=holder, **given | details)


def test_a_question_has_who_asked_it_who_finds_out_an_answer_and_its_day_e11(client, lead):
    typed = {"text": "Is the same true in the west?", "asker": "Suzanne Novak"}
    sent(client, "open-new", **typed, owner="Peter Sim")
    asked = OpenQuestion.objects.get()

    page = sent(client, "open-answer", asked, words="It is not")

    asked.refresh_from_db()
    assert (asked.asker, asked.owner, asked.answer, asked.answered_on) == (
        *("Suzanne Novak", lead, "It is not"),
        TODAY,
    )
    assert "Answered on 13 March 2007" in said(page)
    assert "“It is not”" in said(page)


def test_the_open_ones_of_a_group_are_for_its_next_agenda_oldest_first_e11(lead):
    question("B")
    question("A", on=date(2007, 2, 1))
    done = question("C")
    question("Of others", organisation=make.group("Red House"))
    services.answer_question(question=done, answer="Yes", on=TODAY, by=lead)

    found = queries.open_questions(lead, make.group("DacCom"))

    assert [one.text for one in found] == ["A", "B"]
    assert queries.open_questions(lead, make.group("Red House")) == []


def test_an_open_question_stands_on_the_next_meeting_of_its_group_alone_e11(client, lead):
    asked, body = question(), make.body()
    following = make.meeting(body, date(2007, 4, 4))
    after = make.meeting(body, date(2007, 5, 2))

    page = client.get(reverse("diary:meeting-detail", args=[following.pk]))
    later = client.get(reverse("diary:meeting-detail", args=[after.pk]))
    client.force_login(make.practice_manager(make.practice(group=make.group("DacCom"))))
    of_reader = client.get(reverse("diary:meeting-detail", args=[following.pk]))

    assert "Open questions that go on to this meeting" in said(page)
    assert "Is the same true in the west?" in said(page)
    assert f'href="{to("open-answer", asked)}"' in page.content.decode()
    assert "Is the same true in the west?" not in said(later)
    assert f'href="{to("open-list")}"><strong>Is the same' in of_reader.content.decode()


def test_a_question_is_answered_once_and_not_before_it_was_asked_e11(lead):
    asked = question()
    said = {"question": asked, "answer": "Yes", "by": lead}

    with pytest.raises(services.NotTaken, match="before it was asked"):
        services.answer_question(**said, on=date(2007, 2, 28))
    services.answer_question(**said, on=TODAY)
    with pytest.raises(services.NotTaken, match="It was answered already"):
        services.answer_question(**said, on=TODAY)


def test_a_concern_goes_from_raised_to_sent_to_its_reply_e12(client, lead):
    typed = {"text": "The framework leaves us out", "body": "The PCT"}
    first = sent(client, "concern-new", **typed)
    raised = Concern.objects.get()

    second = sent(client, "concern-send", raised)
    third = sent(client, "concern-reply", raised, words="It will be written anew")

    assert "Not sent yet" in said(first)
    assert "Sent on 13 March 2007" in said(second)
    assert "Replied on 13 March 2007" in said(third)
    assert "“It will be written anew”" in said(third)


@pytest.mark.parametrize(
    ("raised", "state", "tag"),
    [(7, "Not sent yet", "white"), (6, "Not sent for 7 days", "orange")],
)
def test_a_concern_is_late_when_it_was_not_sent_for_seven_days_e12(lead, raised, state, tag):
    concern(on=date(2007, 3, raised))

    [part] = queries.concerns_page(lead, TODAY).parts

    assert [(one.state, one.tag) for one in part.entries] == [(state, tag)]


def test_concerns_stand_by_body_what_has_no_reply_first_e12(lead):
    replied = concern("The trust", on=date(2007, 2, 1))
    services.send_concern(concern=replied, on=TODAY, by=lead)
    services.record_reply(concern=replied, reply="Noted", on=TODAY, by=lead)
    concern("The trust")
    concern("The PCT")

    page = queries.concerns_page(lead, TODAY)

    assert page.heading == "Concerns: 2 without a reply"
    assert [(part.name, [one.state for one in part.entries]) for part in page.parts] == [
        ("The PCT", ["Not sent for 7 days"]),
        ("The trust", ["Not sent for 7 days", "Replied on 13 March 2007"]),
    ]


def test_a_reply_comes_after_the_concern_was_sent_e12(client, lead):
    raised = concern()

    page = sent(client, "concern-reply", raised, words="Noted")

    assert "It was not sent yet. Say first when it was" in said(page)


def test_who_speaks_for_a_group_stands_with_scope_and_the_meeting_that_said_so_e15(client, lead):
    typed = {"holder": "Peter Sim", "scope": "The urgent care centre", "until": "2007-12-31"}

    page = sent(client, "mandate-new", **typed, given_by="The executive")

    assert Mandate.objects.get().person == lead
    assert "Peter Sim speaks for DacCom" in said(page)
    assert "“The urgent care centre”" in said(page)
    assert "Given by The executive on 13 March 2007" in said(page)
    assert "Until 31 December 2007" in said(page)


def test_a_mandate_that_is_over_stands_below_those_in_force_e15(client, lead):
    mandate("Ann Lee", until=TODAY)
    over = mandate("Helen Orr", on=date(2007, 1, 2))
    sent(client, "mandate-end", over, on="2007-03-12")

    page = queries.mandates_page(lead, TODAY)

    assert [(part.name, [one.text for one in part.entries]) for part in page.parts] == [
        ("Today", ["Ann Lee speaks for DacCom"]),
        ("Before", ["Helen Orr speaks for DacCom"]),
    ]


def test_a_mandate_does_not_end_before_it_is_given_e15(lead):
    with pytest.raises(services.NotTaken, match="before it is given"):
        mandate(until=date(2007, 3, 12))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("open-new", "Say who finds out"),
        ("concern-new", "Say with whom it is raised"),
        ("mandate-new", "Say which meeting gave the mandate"),
    ],
)
def test_what_is_left_out_is_asked_for(client, lead, name, why):
    assert why in said(sent(client, name))


@pytest.mark.parametrize("name", ["open-list", "concern-list", "mandate-list"])
def test_a_list_without_anything_says_what_will_stand_there(client, lead, name):
    assert "stands here" in said(client.get(to(name)))


def test_a_manager_reads_what_is_of_the_own_group_and_changes_none_of_it_e13():
    fernville = make.practice("Fernville", group=make.group("DacCom"))
    manager, asked = make.practice_manager(fernville), question()
    question(organisation=make.group("Red House"))

    assert list(OpenQuestion.objects.visible_to(manager)) == [asked]
    assert not OpenQuestion.objects.visible_to(manager, to="meetings.edit_decision").exists()
