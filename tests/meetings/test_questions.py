"""Questions put to organisations: what each said, by whom, how and when; and when they lapse."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from meetings.models import Answer, Asked, Question, Said
from meetings.models.question import How
from meetings.queries.about import About
from meetings.questions.parties import contacts
from meetings.questions.queries import table
from meetings.questions.services import NotAsked, ask, lapse, record_answer
from pbc.core.models import Appointment
from tests import make

pytestmark = pytest.mark.django_db
SPLIT = About("SPLIT-2008", "The split of the budget for 2008/09", "/")
ASKED_ON, ANSWERED_ON = date(2008, 3, 18), date(2008, 3, 20)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2008-03-25")


@pytest.fixture
def west():
    return make.commissioner()


@pytest.fixture
def question(west):
    """Do you agree the split? Put to WatCom and DacCom by finance."""
    groups = [make.group("WatCom"), make.group("DacCom")]
    return ask(
        text="Do you agree the split?",
        of=groups,
        about=SPLIT,
        version=2,
        organisation=west,
        on=ASKED_ON,
        by=make.finance_officer(west),
    )


def answer(question, name, said, **details):
    given = {"told_by": "Ken Tate", "how": How.BY_PHONE, "on": ANSWERED_ON, "words": ""}
    group = make.group(name)
    return record_answer(
        question=question, group=group, said=said, by=make.operator(), **given | details
    )


def newest(question):
    """What each says now: {who: what}."""
    return {str(one): one.newest for one in question.asked.with_newest()}


def test_a_question_is_about_one_version_and_put_to_each_once_b38_d21_f09(question):
    assert (question.about, question.about_version) == ("SPLIT-2008", 2)
    assert newest(question) == {"WatCom": None, "DacCom": None}


def test_an_answer_has_who_gave_it_how_when_and_who_wrote_it_down_e04(question):
    given = answer(question, "WatCom", Said.NO)

    assert (given.teller, given.how, given.on_date) == ("Ken Tate", "PHONE", ANSWERED_ON)
    assert given.by == make.operator()
    assert newest(question) == {"WatCom": "NO", "DacCom": None}


def test_a_person_of_the_site_can_give_an_answer(question):
    chair = make.gp_lead(make.group("WatCom"), first_name="Ann", last_name="Lee")

    assert answer(question, "WatCom", Said.YES, told_by=chair).told_by == chair


def test_who_says_another_thing_later_keeps_both_and_the_latest_day_counts_e04(question):
    answer(question, "WatCom", Said.YES, on=date(2008, 3, 24))
    answer(question, "WatCom", Said.NO, on=date(2008, 3, 19))

    assert newest(question)["WatCom"] == "YES"
    assert Answer.objects.count() == 2


def test_of_one_day_what_was_written_down_last_counts_e04(question):
    answer(question, "WatCom", Said.YES)
    answer(question, "WatCom", Said.NOT_NOW)

    assert newest(question)["WatCom"] == "NOT_NOW"


@pytest.mark.parametrize(
    ("details", "why"),
    [
        ({"said": Said.CONDITIONAL}, "Say on what condition"),
        ({"said": Said.YES, "on": date(2008, 3, 17)}, "The answer is older than the question"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_in_words(question, details, why):
    said = {"told_by": "Ken", "how": How.BY_MAIL, "on": ANSWERED_ON, "by": make.operator()}

    with pytest.raises(NotAsked, match=why):
        record_answer(question=question, group=make.group("WatCom"), **said | details)


def test_nobody_answers_who_was_not_asked(question):
    with pytest.raises(NotAsked, match="STAHCOM was not asked"):
        answer(question, "STAHCOM", Said.YES)


def test_a_question_that_lapsed_keeps_its_answers_and_takes_no_more_b38(question):
    answer(question, "WatCom", Said.YES)

    lapse(question=question, why="The split is another", on=date(2008, 3, 22), by=make.operator())

    with pytest.raises(NotAsked, match="The question lapsed: The split is another"):
        answer(question, "DacCom", Said.YES)
    assert newest(question)["WatCom"] == "YES"


def test_a_question_lapses_once(question):
    for why in ("The split is another", "It is another again"):
        lapse(question=question, why=why, on=ASKED_ON, by=make.operator())

    assert Question.objects.get().lapsed_why == "The split is another"


def test_a_question_is_put_to_somebody(west):
    with pytest.raises(NotAsked, match="Choose who is to be asked"):
        ask(
            text="Do you?", of=[], about=SPLIT, version=1, organisation=west, on=ASKED_ON,
            by=make.operator(),
        )  # fmt: skip


def test_answers_are_added_and_never_changed(question, owner):
    answer(question, "WatCom", Said.YES)

    for change in ("UPDATE meetings_answer SET said = 'NO'", "DELETE FROM meetings_asked"):
        with pytest.raises(DatabaseError), transaction.atomic():
            owner.execute(change)


def test_the_chase_list_names_whom_to_ask_and_says_where_the_post_is_vacant_e04(question):
    lead = make.gp_lead(make.group("DacCom"), first_name="Peter", last_name="Sim")
    lead.email = "peter@example.nhs.uk"
    lead.save()

    shown = table(make.auditor(), question, today=date(2008, 3, 25))

    assert [(row.party, row.contact, row.mail) for row in shown.waiting] == [
        ("DacCom", "Peter Sim", "peter@example.nhs.uk"),
        ("WatCom", "GP lead, vacant", ""),
    ]


def test_who_gave_no_answer_is_asked_again_and_who_said_no_is_not_e04(question):
    answer(question, "WatCom", Said.NOT_GIVEN)
    answer(question, "DacCom", Said.NOT_NOW)

    shown = table(make.auditor(), question, today=date(2008, 3, 25))

    assert [row.party for row in shown.waiting] == ["WatCom"]
    assert shown.sentence == "0 of 2 confirmed, 1 said not now"


def test_who_was_asked_sees_the_question_and_answers_for_the_own_group_alone_e13(question):
    watcom, red_house = make.gp_lead(make.group("WatCom")), make.gp_lead(make.group("Red House"))

    assert list(Question.objects.visible_to(watcom)) == [question]
    assert list(Question.objects.visible_to(red_house)) == []
    own = Asked.objects.visible_to(watcom, to="meetings.edit_decision")
    assert [str(one) for one in own] == ["WatCom"]


def test_who_asks_writes_down_the_answers_of_all_e13(question, west):
    finance = make.finance_officer(west)
    foreign = make.finance_officer(make.commissioner("East & North"))

    seen = [
        Asked.objects.visible_to(who, to="meetings.edit_decision").count()
        for who in (finance, foreign, make.auditor())
    ]

    assert seen == [2, 0, 0]


def test_a_localitys_contact_is_who_acts_for_its_pct_and_a_deputy_comes_second_e04(west):
    place, group = make.locality(pct=west), make.group()
    buyer = make.appointed("COMMISSIONING", west)
    lead, deputy = make.gp_lead(group), make.person("Ida", "Orr")
    make.appointment(deputy, "GP_LEAD", group, to_date=date(2008, 12, 31))
    Appointment.objects.filter(person=deputy).update(deputy_for=lead.appointments.get())

    found = contacts([place, group], date(2008, 3, 25))

    assert found == {("locality", place.pk): buyer, ("group", group.pk): lead}
