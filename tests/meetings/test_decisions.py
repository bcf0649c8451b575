"""Decisions: in principle until everybody confirms, chased, changed, and told to somebody."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.decisions import queries, services
from meetings.decisions.cards import card
from meetings.models import Action, Decision, Outcome, Question, Said, Telling
from meetings.models.question import How
from meetings.questions.services import record_answer
from pbc.core.versions import ChangedMeanwhile
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)
LIST, NEW = reverse("decisions:decision-list"), reverse("decisions:decision-new")


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def lead(client):
    """Peter Sim, who leads DacCom, signed in."""
    person = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    client.force_login(person)
    return person


def practices():
    """Fernville and Parkwood, of DacCom."""
    return [make.practice(name, group=make.group("DacCom")) for name in ("Fernville", "Parkwood")]


def confirm(decision, party, said=Said.YES):
    given = {"told_by": "Ann Lee", "how": How.BY_PHONE, "on": TODAY, "by": make.operator()}
    return record_answer(question=decision.question, group=party, said=said, **given)


def status(decision):
    return queries.status_of(Decision.objects.counted().get(pk=decision.pk))


def to(name, thing):
    return reverse(f"decisions:{name}", args=[thing.pk])


def listed(client, view):
    return [row.text for row in client.get(LIST, {"show": view}).context["rows"]]


def test_a_decision_in_principle_is_confirmed_when_everybody_asked_has_said_yes_e04():
    fernville, parkwood = practices()
    decision = make.decision(asked=[fernville, parkwood])
    confirm(decision, fernville)
    before = status(decision)

    confirm(decision, parkwood)

    assert (before, status(decision)) == ("Agreed in principle", "Confirmed")


def test_who_takes_a_yes_back_makes_it_one_in_principle_again_e04():
    [fernville, _] = practices()
    decision = make.decision(asked=[fernville])
    confirm(decision, fernville)

    confirm(decision, fernville, Said.NOT_NOW)

    assert status(decision) == "Agreed in principle"


def test_in_principle_somebody_is_asked_e04():
    said = {"text": "Option 2", "organisation": make.group(), "body": "The executive"}
    when = {"on": TODAY, "by": make.operator()}

    with pytest.raises(services.NotDecided, match="Choose who is to confirm it"):
        services.decide(**said, outcome=Outcome.IN_PRINCIPLE, **when)


def test_a_decision_with_other_words_is_asked_about_again_and_the_answers_stay_e04(lead):
    [fernville, parkwood] = practices()
    decision = make.decision(asked=[fernville, parkwood], collector="Ann Lee")
    confirm(decision, fernville)

    services.change_decision(
        decision=decision,
        version=1,
        text="Option 3",
        outcome=Outcome.IN_PRINCIPLE,
        reason="Option 2 costs more",
        on=TODAY,
        by=lead,
    )

    page = queries.decision_page(lead, decision.pk, today=TODAY)
    assert page.question.sentence == "0 of 2 confirmed"
    assert page.question.collected_by == "Ann Lee"
    assert [(old.sentence, old.lapsed) for old in page.before] == [
        ("1 of 2 confirmed", "Lapsed on 13 March: Option 2 costs more")
    ]
    assert Question.objects.latest("pk").about_version == 2


def test_a_decision_that_is_rejected_asks_nobody_any_more(lead):
    decision = make.decision(asked=practices())
    change = {"text": "Option 2", "outcome": Outcome.REJECTED, "reason": "Too dear"}

    services.change_decision(decision=decision, version=1, **change, on=TODAY, by=lead)

    page = queries.decision_page(lead, decision.pk, today=TODAY)
    assert (page.row.status, page.question) == ("Rejected", None)


def test_nobody_writes_over_a_decision_that_they_have_not_seen(lead):
    decision = make.decision()
    change = {"outcome": Outcome.AGREED, "reason": "Clearer", "on": TODAY, "by": lead}
    services.change_decision(decision=decision, version=1, text="Option 2a", **change)

    with pytest.raises(ChangedMeanwhile):
        services.change_decision(decision=decision, version=1, text="Option 2b", **change)


def test_chasing_gives_each_who_has_not_answered_one_action_e04(lead):
    fernville, parkwood = practices()
    manager = make.practice_manager(fernville, first_name="Ann")
    decision = make.decision(asked=[fernville, parkwood])

    for _ in range(2):
        services.chase(decision=decision, on=TODAY, by=lead)

    raised = {str(one.organisation): one for one in Action.objects.all()}
    assert set(raised) == {"DacCom", "Parkwood"}
    assert raised["DacCom"].owner == manager
    assert raised["DacCom"].text == "Say whether Fernville confirms: Option 2"
    assert raised["Parkwood"].owner_role == "PRACTICE_MANAGER"
    assert raised["Parkwood"].about == decision.code


def test_a_decision_shows_to_whom_it_went_when_and_that_they_have_it_e05(client, lead):
    telling = make.decision(tell=["Janet Ames"]).tellings.get()

    client.post(to("telling-send", telling), {"how": "MAIL", "on": "2007-03-13"})
    sent = {"how": "PHONE", "on": "2007-03-13"}
    page = client.post(to("telling-acknowledge", telling), sent, follow=True)

    [told] = page.context["page"].told
    assert (told.to, told.sent) == ("Janet Ames", "13 March, by mail")
    assert told.acknowledged == "13 March, by phone"


@pytest.mark.parametrize(("since", "days"), [(date(2007, 3, 7), ""), (date(2007, 3, 6), "7 days")])
def test_what_was_not_passed_on_for_seven_days_is_flagged_e05(lead, since, days):
    decision = make.decision(tell=["Janet Ames"], on=since)

    page = queries.decision_page(lead, decision.pk, today=TODAY)

    assert page.told[0].late == days
    assert bool(card(lead)) is bool(days)


def test_the_desk_names_what_was_not_passed_on_e05(client, lead):
    make.decision("Option 2", tell=["Janet Ames"], on=date(2007, 3, 1))

    desk = client.get("/")

    assert "1 decision has not been passed on" in said(desk)
    assert "Not told for 12 days: Janet Ames" in said(desk)


def test_the_desk_names_a_question_that_waits_for_the_own_answer_e04(client):
    fernville, parkwood = practices()
    make.decision(asked=[fernville, parkwood])
    client.force_login(make.practice_manager(fernville))

    assert "1 question waits for your answer" in said(client.get("/"))
    assert "Put to Fernville on 13 March" in said(client.get("/"))


def test_a_setting_says_after_how_many_days_it_is_late_e05(lead, settings):
    settings.PBC_TELL_WITHIN_DAYS = 14
    make.decision(tell=["Janet Ames"], on=date(2007, 3, 1))

    assert card(lead) is None


def test_nobody_has_word_of_a_decision_before_it_was_sent_e05():
    telling = make.decision(tell=["Janet Ames"]).tellings.get()
    said = {"telling": telling, "how": How.BY_MAIL, "by": make.operator()}

    with pytest.raises(services.NotDecided, match="It was not passed on yet"):
        services.acknowledge_telling(**said, on=TODAY)
    services.send_telling(**said, on=TODAY)
    with pytest.raises(services.NotDecided, match="It was passed on already"):
        services.send_telling(**said, on=TODAY)
    with pytest.raises(services.NotDecided, match="before it was passed on"):
        services.acknowledge_telling(**said, on=date(2007, 3, 12))


def test_the_register_has_what_waits_and_what_is_settled_late_first_e04(client, lead):
    fernville, _ = practices()
    make.decision("In principle", asked=[fernville], on=date(2007, 2, 1))
    make.decision("Untold", tell=["Janet Ames"], on=date(2007, 3, 1))
    make.decision("Agreed")
    done = make.decision("Confirmed", asked=[fernville])
    confirm(done, fernville)

    assert listed(client, "waiting") == ["Untold", "In principle"]
    assert listed(client, "settled") == ["Confirmed", "Agreed"]
    assert "Decisions: 2 wait" in said(client.get(LIST))


def test_a_register_without_decisions_says_what_will_stand_there(client, lead):
    assert "No decision waits. One that was agreed in principle" in said(client.get(LIST))


def new(client, **typed):
    """What comes of sending the form of a new decision of DacCom."""
    sent = {"text": "Option 2", "of": f"group:{make.group('DacCom').code}", "on": "2007-03-13"}
    sent |= {"body": "The executive", "outcome": "AGREED", **typed}
    return client.post(NEW, sent, follow=True)


def test_a_decision_is_written_down_on_a_page_and_put_to_practices_e04(client, lead):
    fernville, _ = practices()
    asked = {"outcome": "IN_PRINCIPLE", "asked": [f"practice:{fernville.code}"]}

    page = new(client, **asked, collector="Peter Sim", tell="Janet Ames\n\nPeter Sim")

    assert "0 of 1 confirmed" in said(page)
    assert Question.objects.get().collector == lead
    assert [(one.to, one.person) for one in Telling.objects.order_by("pk")] == [
        ("Janet Ames", None),
        ("Peter Sim", lead),
    ]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"text": ""}, "Say what was decided"),
        ({"outcome": "IN_PRINCIPLE"}, "Choose who is to confirm it"),
        ({"on": "2007-03-14"}, "That day has not come yet"),
        ({"body": ""}, "Say who decided"),
        ({"tell": f"Ann Lee\n{'x' * 101}"}, "A name has 100 letters at the most"),
    ],
)
def test_a_decision_that_lacks_something_is_asked_for_it(client, lead, typed, why):
    assert why in said(new(client, **typed))
    assert not Decision.objects.exists()


def test_an_answer_is_written_down_on_its_page_e04(client, lead):
    fernville, _ = practices()
    decision = make.decision(asked=[fernville])
    asked = decision.question.asked.get()
    sent = {"told_by": "Ann Lee", "how": "PHONE", "on": "2007-03-13", "said": "CONDITIONAL"}

    wrong = client.post(to("answer-new", asked), sent)
    page = client.post(to("answer-new", asked), {**sent, "words": "From June"}, follow=True)

    assert "Say on what condition" in said(wrong)
    assert "Yes, on a condition “From June”" in said(page)
    assert "Ann Lee, by phone" in said(page)


def test_an_action_about_a_decision_leads_to_it_where_it_may_be_seen(client, lead):
    decision = make.decision()
    other = make.gp_lead(make.group("Red House"))

    assert queries.about_decision(user=lead, code=decision.code).url == to(
        "decision-detail", decision
    )
    assert queries.about_decision(user=other, code=decision.code) is None
    assert queries.about_decision(user=lead, code="DECISION-x") is None


@pytest.mark.parametrize("number", ["²", "٣", "9" * 15, "9" * 5000, "1\n"])
def test_an_action_about_no_decision_is_not_there(client, lead, number):
    page = client.get(reverse("meetings:action-new"), {"about": f"DECISION-{number}"})

    assert page.status_code == 404


def test_who_is_to_be_told_reads_the_decision_and_changes_nothing_e13():
    told = make.gp_lead(make.group("Red House"))
    decision = make.decision(tell=[told])

    assert list(Decision.objects.visible_to(told)) == [decision]
    assert list(Decision.objects.visible_to(told, to="meetings.edit_decision")) == []


def test_who_collects_the_confirmations_writes_them_down_e04():
    west = make.commissioner()
    contact = make.appointed("COMMISSIONING", west)
    decision = make.decision(asked=practices(), collector=contact)

    assert list(Decision.objects.visible_to(contact, to="meetings.edit_decision")) == [decision]
