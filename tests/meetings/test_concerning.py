"""Decisions of a practice's group that concern the practice, where the practice is shown (B10)."""

from datetime import date

import pytest

from meetings.decisions.concerning import panel
from meetings.decisions.services import decide
from meetings.models import Outcome, Said
from meetings.models.question import How
from meetings.queries.about import About
from meetings.questions.services import record_answer
from tests import make
from tests.budgets.spending import spent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def practices():
    """Fernville and Parkwood, of DacCom."""
    return [make.practice(name, group=make.group()) for name in ("Fernville", "Parkwood")]


def shown(practice, user=None):
    found = panel(user=user or make.practice_manager(practice), organisation=practice)
    return [line.text for line in found.lines] if found else None


def test_what_waits_for_the_practice_stands_first_and_what_asks_another_not_at_all_b10(practices):
    fernville, parkwood = practices
    make.decision("Share the plan", asked=[fernville], on=date(2007, 2, 1))
    make.decision("Close on Fridays", asked=[parkwood])
    make.decision("Meet monthly")

    assert shown(fernville) == ["Share the plan", "Meet monthly"]


def test_what_the_group_rejected_or_another_group_decided_does_not_concern_it_b10(practices):
    make.decision("Far away", of=make.group("Stevenage"))
    by = make.operator()
    said_no = {"body": "The executive", "of": (), "collector": None, "tell": (), "by": by}
    decide(
        text="Pool the money",
        organisation=make.group(),
        outcome=Outcome.REJECTED,
        on=date(2007, 3, 1),
        **said_no,
    )

    assert shown(practices[0]) is None


def test_a_decision_that_an_action_of_the_practice_is_about_concerns_it_b10(practices):
    fernville, parkwood = practices
    decision = make.decision("Close on Fridays", asked=[parkwood])
    make.action(of=fernville, about=About(decision.code, "Close on Fridays", "/"))

    assert shown(fernville) == ["Close on Fridays"]


def test_three_stand_there_at_most_the_newest_of_them_b10(practices):
    for day in (1, 2, 3, 4):
        make.decision(f"Decision {day}", on=date(2007, 3, day))

    assert shown(practices[0]) == ["Decision 4", "Decision 3", "Decision 2"]


def test_what_the_practice_said_stands_beside_it_b10(practices):
    decision = make.decision(asked=practices)
    [before] = panel(user=make.practice_manager(practices[0]), organisation=practices[0]).lines
    answer = {"told_by": "Ann Lee", "how": How.BY_PHONE, "by": make.operator()}
    record_answer(
        question=decision.question,
        group=practices[0],
        said=Said.NO,
        on=date(2007, 3, 13),
        **answer,
    )

    [after] = panel(user=make.practice_manager(practices[0]), organisation=practices[0]).lines

    assert before.said == "put to the practice on 13 March, not answered yet"
    assert before.answer_url
    assert after.said == "the practice said no"
    assert after.answer_url == ""


def test_who_may_not_see_decisions_is_shown_none_e13(practices):
    make.decision("Meet monthly")

    assert shown(practices[0], make.practice_manager(make.practice("Stanmore"))) is None
    assert shown(practices[0], make.lmc_observer()) is None
    assert shown(practices[0], make.administrator()) is None


def test_a_pct_that_was_asked_nothing_is_shown_what_a_practice_of_its_own_was_asked_e13(practices):
    make.decision("Meet monthly")
    make.decision("Share the plan", asked=practices[:1])
    finance, lead = make.finance_officer(), make.gp_lead(make.group())

    assert shown(practices[0], lead) == ["Share the plan", "Meet monthly"]
    assert shown(practices[0], finance) == ["Share the plan"]
    assert shown(practices[1], finance) is None


def test_the_position_of_a_practice_says_them_before_any_table_b10(client, practices):
    make.published_file(spent(practices[0], 600))
    make.decision("Meet monthly")
    client.force_login(make.practice_manager(practices[0]))

    page = client.get(f"/position/practice/{practices[0].code}/")

    assert b"Meet monthly" in page.content.partition(b"<table")[0]


def test_the_position_of_the_group_leaves_them_to_its_register_b10(client, practices):
    make.published_file(spent(practices[0], 600))
    make.decision("Meet monthly")
    client.force_login(make.gp_lead(make.group()))

    page = client.get(f"/position/group/{make.group().code}/")

    assert b"Meet monthly" not in page.content
