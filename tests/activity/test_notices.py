"""People are told once each of what was published, taken back and brought back (G01, G06)."""

from datetime import date

import pytest
from django.urls import reverse

from activity.models import Notice
from activity.services.publication import (
    publish_submission,
    redo_submission,
    withdraw_submission,
)
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2007, 3, 9)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-09")


@pytest.fixture
def dacorum():
    """A practice of DacCom with its manager, its lead, a stranger and who publishes."""
    fernville, elsewhere = (
        make.practice("Fernville Surgery"),
        make.practice("Lodge Surgery", in_=make.locality("Hertsmere")),
    )
    daccom = make.group("DacCom")
    make.membership(fernville, daccom)
    return {
        "practice": fernville,
        "manager": make.practice_manager(fernville),
        "lead": make.gp_lead(daccom),
        "stranger": make.practice_manager(elsewhere),
        "finance": make.finance_officer(),
    }


def told(person):
    return list(Notice.objects.visible_to(person).order_by("pk").values_list("sentence", flat=True))


def test_a_publication_is_told_once_to_whose_figures_moved_g01(dacorum):
    file = make.staged_file([make.line(dacorum["practice"], month=6)])

    publish_submission(submission=file, known_from=DAY, by=dacorum["finance"])

    sentence = f"Dacorum, month 6 of 2006/07 was published by {dacorum['finance']}"
    assert told(dacorum["manager"]) == told(dacorum["lead"]) == [sentence]
    assert told(dacorum["stranger"]) == told(dacorum["finance"]) == []


def test_whoever_sees_no_figures_is_told_of_none_e13(dacorum):
    secretary = make.secretary(make.group("DacCom"))
    file = make.staged_file([make.line(dacorum["practice"], month=6)])

    publish_submission(submission=file, known_from=DAY, by=dacorum["finance"])

    assert told(secretary) == []


def test_who_was_told_is_told_again_when_it_is_taken_back_and_brought_back_g06(dacorum):
    file = make.staged_file([make.line(dacorum["practice"], month=6)])
    publish_submission(submission=file, known_from=DAY, by=dacorum["finance"])

    withdraw_submission(submission=file, reason="wrong file", on=DAY, by=dacorum["finance"])
    redo_submission(submission=file, reason="right after all", on=DAY, by=dacorum["finance"])

    said = told(dacorum["manager"])
    assert len(said) == 3
    assert said[1].endswith(f"was taken back by {dacorum['finance']}: wrong file")
    assert said[2].endswith(f"was brought back by {dacorum['finance']}: right after all")


def test_the_desk_shows_what_its_person_was_told(client, dacorum):
    file = make.staged_file([make.line(dacorum["practice"], month=6)])
    publish_submission(submission=file, known_from=DAY, by=dacorum["finance"])

    client.force_login(dacorum["manager"])
    desk = client.get(reverse("home")).content.decode()
    client.force_login(dacorum["stranger"])
    other = client.get(reverse("home")).content.decode()

    assert "Dacorum, month 6 of 2006/07 was published" in desk
    assert "was published" not in other
