"""Minutes written against an item: who spoke, typed actions, two texts at once (E09)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.minutes import typed
from meetings.models import Action, Concern, Decision, Initials, OpenQuestion, OtherText, Outcome
from meetings.records.services import sending, writing
from tests import make

pytestmark = pytest.mark.django_db
ON = date(2007, 3, 16)


@pytest.fixture
def lead():
    return make.gp_lead(make.group(), first_name="Ann", last_name="Lee", username="ann")


@pytest.fixture
def item(lead):
    """The budget, of a meeting with Ann Lee, Bob Day and Cy Fox."""
    return make.minutes(by=lead).items.get(number=2)


def write(item, text, by, version=None):
    writing.write_item(item=item, version=version or item.version, text=text, on=ON, by=by)
    item.refresh_from_db()
    return item.minutes


def test_e09_initials_and_typed_actions_are_told_from_other_lines():
    found = typed.read(
        "BD - we are over\nXY – really?\naction: Ann - ask - 16 Mar\nNHS", {"BD": "Bob Day"}
    )

    assert found.text == "**Bob Day** – we are over\nXY – really?\nNHS"
    assert [(one.owner, one.text, one.due_typed) for one in found.actions] == [
        ("Ann", "ask", "16 Mar")
    ]
    assert found.unknown == ("XY",)


def test_e09_initials_are_those_of_somebody_on_the_attendance(item, lead):
    assert write(item, "BD - referrals are down", lead) == "**Bob Day** – referrals are down"


def test_e09_unknown_initials_are_asked_once_and_remembered_for_the_body(client, item, lead):
    client.force_login(lead)
    page = reverse("minutes:item", args=[item.pk])
    write(item, "SBJ - Choose & Book is aggravating this", lead)
    assert "Who is SBJ?" in client.get(page).content.decode()

    named = {"letters": "SBJ", "name": "Sara Bray-Jones"}
    client.post(reverse("minutes:initials", args=[item.pk]), named)

    item.refresh_from_db()
    assert item.minutes == "**Sara Bray-Jones** – Choose & Book is aggravating this"
    assert "Who is SBJ?" not in client.get(page).content.decode()
    assert [str(one) for one in Initials.objects.all()] == ["SBJ: Sara Bray-Jones"]
    assert write(item, "SBJ - again", lead) == "**Sara Bray-Jones** – again"


@pytest.mark.parametrize("letters", ["((", "a|b", "PCT"])
def test_e09_what_are_nobodys_initials_is_not_remembered(client, item, lead, letters):
    client.force_login(lead)
    write(item, "SBJ - Choose & Book is aggravating this", lead)

    sent = {"letters": letters, "name": "Sara Bray-Jones"}
    page = client.post(reverse("minutes:initials", args=[item.pk]), sent)

    assert "These are nobody’s initials: open the item again" in page.content.decode()
    assert not Initials.objects.exists()


def test_e09_a_typed_action_becomes_one_and_leaves_the_text(item, lead):
    text = write(item, "We talked.\naction: Ann - draft the plan - End-Mar", lead)

    action = Action.objects.latest("pk")
    assert text == "We talked."
    assert (action.owner, action.text, action.due) == (lead, "draft the plan", date(2007, 3, 31))
    assert (action.agreed.meeting, action.agreed.item, action.agreed.place) == (
        item.meeting, item, 3,
    )  # fmt: skip


def test_e09_a_typed_decision_question_and_concern_become_real_and_stay(item, lead):
    typed_lines = (
        "decision: we take option 2\n"
        "Question: Ann - is the same true in the west?\n"
        "- concern: The PCT - the framework binds us"
    )

    text = write(item, typed_lines, lead)
    write(item, text, lead)  # again, which makes no second one

    decision, question, concern = (
        Decision.objects.get(),
        OpenQuestion.objects.get(),
        Concern.objects.get(),
    )
    body = item.meeting.body
    assert text == (
        "**Decision:** we take option 2\n"
        "**Question (Ann):** is the same true in the west?\n"
        "**Concern (The PCT):** the framework binds us"
    )
    assert (decision.text, decision.outcome, decision.organisation) == (
        "we take option 2", Outcome.AGREED, body.organisation,
    )  # fmt: skip
    assert (question.text, question.owner) == ("is the same true in the west?", lead)
    assert (concern.body, concern.text) == ("The PCT", "the framework binds us")
    assert {decision.decided_on, question.asked_on, concern.raised_on} == {item.meeting.day}


def test_e09_a_question_for_nobody_is_not_taken_and_nothing_is_written(item, lead):
    before = item.minutes

    with pytest.raises(writing.NotWritten, match="Say who is to find out"):
        write(item, "decision: we go on\nquestion: what of the west?", lead)

    item.refresh_from_db()
    assert (item.minutes, Decision.objects.count()) == (before, 0)


def test_e09_saved_again_it_raises_no_second_action(item, lead):
    before = Action.objects.count()
    text = write(item, "action: Ann - draft the plan - End-Mar", lead)
    write(item, text, lead)

    assert Action.objects.count() == before + 1


def test_e09_an_action_of_nobody_or_with_no_day_is_asked_and_nothing_is_lost(client, item, lead):
    client.force_login(lead)
    page = reverse("minutes:item", args=[item.pk])

    for text, said in (
        ("action: draft the plan", "Say who is to do it"),
        ("action: Ann - draft the plan - 31 Feb", "is not a day"),
        ("action: (MJ)", "“action: (MJ)” does not say what is to be done"),
        ("We talked.\n- action: 1.", "“- action: 1.” does not say what is to be done"),
    ):
        answer = client.post(page, {"version": item.version, "text": text}).content.decode()
        assert said in answer
        assert text in answer


def test_e09_two_who_write_at_once_keep_both_texts_until_one_is_chosen(client, item, lead):
    client.force_login(lead)
    page = reverse("minutes:item", args=[item.pk])
    seen = item.version
    write(item, "The first text", lead)

    client.post(page, {"version": seen, "text": "The second text"})

    shown = client.get(page).content.decode()
    assert "The first text" in shown
    assert "The second text" in shown
    other = OtherText.objects.get()
    choice = {"take": "yes", "version": item.version}
    client.post(reverse("minutes:choose", args=[other.pk]), choice)
    item.refresh_from_db()
    assert item.minutes == "The second text"
    assert not OtherText.objects.waiting().exists()


def test_e09_a_text_saved_after_the_two_were_looked_at_is_not_written_over(client, item, lead):
    client.force_login(lead)
    other = make.other_text(item.meeting)
    shown = client.get(reverse("minutes:item", args=[item.pk])).content.decode()
    assert f'name="version" value="{item.version}"' in shown
    choice = {"take": "yes", "version": item.version}
    write(item, "Saved meanwhile", lead)

    answer = client.post(reverse("minutes:choose", args=[other.pk]), choice, follow=True)

    item.refresh_from_db()
    assert "Changed by Ann Lee" in answer.content.decode()
    assert item.minutes == "Saved meanwhile"
    assert OtherText.objects.waiting().count() == 1


def test_e09_minutes_with_two_texts_are_not_sent_round(item, lead):
    make.other_text(item.meeting)

    with pytest.raises(sending.NotSent, match="Choose one of them first"):
        sending.circulate_minutes(
            meeting=item.meeting, version=item.meeting.version, on=ON, by=lead
        )


def test_e09_approved_minutes_are_not_written_any_more(item, lead):
    at = {"meeting": item.meeting, "on": ON, "by": lead}
    sending.circulate_minutes(version=1, **at)
    sending.approve_minutes(version=2, **at)

    with pytest.raises(writing.NotWritten, match="locked"):
        write(item, "Something else", lead)


@pytest.mark.parametrize("take", [True, False])
def test_e09_two_texts_of_approved_minutes_are_not_chosen_between(item, lead, take):
    at = {"meeting": item.meeting, "on": ON, "by": lead}
    sending.circulate_minutes(version=1, **at)
    sending.approve_minutes(version=2, **at)
    other = make.other_text(item.meeting)

    with pytest.raises(writing.NotWritten, match="locked"):
        writing.settle_text(other=other, version=item.version, take=take, on=ON, by=lead)


def test_e09_a_meeting_is_held_while_initials_are_remembered(item, lead):
    with CaptureQueriesContext(connection) as asked:
        writing.remember_initials(item=item, letters="SBJ", name="Sara Bray-Jones", on=ON, by=lead)

    locked = [q["sql"] for q in asked if "FOR UPDATE" in q["sql"]]
    assert ['OF "meetings_meeting"' in sql for sql in locked[:2]] == [True, False]
