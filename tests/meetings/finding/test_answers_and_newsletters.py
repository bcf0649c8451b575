"""Answers to a question, and newsletters with the part of each reader, are found by their words."""

from datetime import date

import pytest

from meetings.models import Answer, Asked, Said
from meetings.models.question import How
from meetings.questions.services import lapse, record_answer
from tests import make
from tests.meetings.finding.findable import MINUTES, answered, looks_for
from tests.pages import said

pytestmark = pytest.mark.django_db


def test_an_answer_is_found_by_its_words_by_whoever_may_see_the_question_e16(client, lead):
    answered(make.group("DacCom"), "Only if the budget moves with it")
    answered(make.group("Red House"), "Only if the budget stays")

    page = looks_for(client, lead, "budget").content.decode()

    assert "1 found" in page
    assert ">Do you confirm: Option 7</a>, Ned of DacCom Asked said yes, on a condition" in page
    assert "Only if the <mark>budget</mark> moves with it" in page


def test_a_newsletter_is_found_by_what_was_written_and_by_the_own_part_alone_a12(client):
    """What was put in for another reader of the same newsletter finds nothing, and counts none."""
    dacorum = make.group("DacCom")
    names = ("Fernville", "Parkwood")
    fernville, parkwood = (make.practice(name, group=dacorum) for name in names)
    ann, bob = make.practice_manager(fernville), make.practice_manager(parkwood)
    make.action("Ring zqannsown", of=fernville)
    make.action("Ring zqbobsown", of=parkwood)
    make.sent_newsletter("Spring", make.audience(of=dacorum), sections=["actions"], text="Scans")
    make.newsletter("A draft", make.audience(of=dacorum), text="Scans to come")

    for reader, own, others in ((ann, "zqannsown", "zqbobsown"), (bob, "zqbobsown", "zqannsown")):
        assert "Newsletter: Spring" in said(looks_for(client, reader, "scan", kind="Newsletters"))
        assert "A draft" not in said(looks_for(client, reader, "scan"))
        page = looks_for(client, reader, own, kind="Newsletters").content.decode()
        assert f"<mark>{own}</mark>" in page
        assert others not in page
        assert "Nothing found" in said(looks_for(client, reader, others))


def test_an_answer_that_counts_no_more_says_so_e16(client, lead):
    """What somebody said before they said another thing, and what was said to a question that
    lapsed since."""
    dacorum = make.group("DacCom")
    first = answered(dacorum, "Only if the budget moves")
    note = "Ned of DacCom Asked said yes, on a condition, 13 March 2007"
    assert f"{note} Only if" in said(looks_for(client, lead, "budget"))

    told = {"told_by": "Ned", "how": How.BY_PHONE, "on": MINUTES, "by": make.operator()}
    question, ned = first.asked.question, first.asked.party
    record_answer(question=question, group=ned, said=Said.NO, words="No more money", **told)
    lapse(question=question, why="Changed", on=date(2007, 3, 20), by=make.operator())

    lapsed = "the question lapsed on 20 March 2007"
    assert f"{note}; they answered again since; {lapsed}" in said(looks_for(client, lead, "budget"))
    assert f"said no, 13 March 2007; {lapsed}" in said(looks_for(client, lead, "money"))


def test_answers_that_one_sees_are_those_of_whom_was_asked_that_one_sees_e13(lead):
    """Who was asked themselves sees what was said to it; who was not, and reaches nobody, not."""
    answer = answered(make.group("Red House"), "Only if the budget moves")
    ned = answer.asked.person
    make.appointment(ned, "PRACTICE_MANAGER", make.practice("Stanmore"))

    for person in (ned, lead, make.person("nobody")):
        seen = Asked.objects.visible_to(person).filter(pk=answer.asked_id).exists()
        assert Answer.objects.visible_to(person).exists() is seen
        assert seen is (person == ned)


def test_words_of_what_was_written_and_of_the_own_part_are_found_together_a12(client):
    dacorum = make.group("DacCom")
    fernville, parkwood = (make.practice(one, group=dacorum) for one in ("Fernville", "Parkwood"))
    ann, bob = make.practice_manager(fernville), make.practice_manager(parkwood)
    make.action("Ring zqannsown", of=fernville)
    make.action("Ring zqbobsown", of=parkwood)
    make.sent_newsletter("Spring", make.audience(of=dacorum), sections=["actions"], text="Scans")

    page = looks_for(client, ann, "scans zqannsown", kind="Newsletters").content.decode()
    assert "<mark>Scans</mark>" in page
    assert "<mark>zqannsown</mark>" in page
    assert "Nothing found" in said(looks_for(client, ann, "scans zqbobsown"))
    assert "Nothing found" in said(looks_for(client, bob, "scans zqannsown"))
    assert "Nothing found" in said(looks_for(client, ann, "zqannsown zzzzz"))
    assert "Nothing found" in said(looks_for(client, ann, "zqannsown -scans -ring"))


def test_a_newsletter_that_went_to_others_is_not_found_a12(client, lead):
    there = make.group("Red House")
    make.practice_manager(make.practice("Stanmore", group=there))
    make.sent_newsletter("Spirometry", make.audience(of=there))

    assert "Nothing found" in said(looks_for(client, lead, "spirometry"))
