"""Decisions that are found in old minutes are shown with their line, and kept one by one (E16)."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.models import Decision, Meeting, Outcome
from tests import make
from tests.make.minutes import MADE_UP
from tests.meetings.records.test_reading import keep, read
from tests.pages import said

pytestmark = pytest.mark.django_db
SAID = """Agreed: Meet every month

Rejected: Buy the building

Agreed in principle: Take option 2"""
TEXT = MADE_UP.replace("· One point\n· Another point", SAID)


@pytest.fixture(autouse=True)
def _in_march(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-15")


@pytest.fixture
def secretary(client):
    person = make.secretary(make.group())
    client.force_login(person)
    make.executive()
    return person


def line_of(words):
    """The number of the line on which some words stand."""
    return next(n for n, line in enumerate(TEXT.splitlines(), start=1) if words in line)


def test_e16_decisions_are_kept_with_their_outcome_day_body_and_item(client, secretary):
    keep(client, read(client, TEXT))

    rows = [(one.text, one.outcome, str(one.item)) for one in Decision.objects.order_by("pk")]
    assert rows == [
        ("We agreed that Ann speaks for us.", Outcome.AGREED, "2. Budget"),
        ("Meet every month", Outcome.AGREED, "2. Budget"),
        ("Buy the building", Outcome.REJECTED, "2. Budget"),
    ]
    for one in Decision.objects.all():
        assert (one.body, one.decided_on) == ("Hemel Practices Executive", date(2007, 3, 13))
        assert (one.organisation, one.written_by) == (make.group(), secretary)


def test_each_decision_is_shown_with_its_line_before_anything_is_kept_e16(client, secretary):
    page = said(read(client, TEXT))

    line = line_of("Buy the building")
    assert f"Line {line}: “Rejected: Buy the building” (not agreed)" in page
    assert "it waits until it is confirmed: choose who by at Decisions" in page
    assert not Decision.objects.exists()


def test_a_decision_is_left_out_or_corrected_one_by_one_e16(client, secretary):
    review = read(client, TEXT)
    changed = {"decisions__0__keep": None, "decisions__1__text": "Meet every two months"}

    page = keep(client, review, **changed, decisions__2__outcome="AGREED")

    kept = list(Decision.objects.order_by("pk").values_list("text", "outcome"))
    assert kept == [("Meet every two months", "AGREED"), ("Buy the building", "AGREED")]
    meeting = Meeting.objects.get()
    assert page.url == reverse("minutes:detail", args=[meeting.pk])
    detail = reverse("diary:meeting-detail", args=[meeting.pk])
    assert "2 decisions: none waits" in said(client.get(detail))


def test_a_decision_without_words_is_asked_for_and_nothing_is_kept_e16(client, secretary):
    page = keep(client, read(client, TEXT), decisions__1__text=" ")

    assert "Say what was decided, or leave it out" in said(page)
    assert not Meeting.objects.exists()
    assert not Decision.objects.exists()


def test_an_outcome_that_is_none_is_refused_e16(client, secretary):
    page = keep(client, read(client, TEXT), decisions__1__outcome="IN_PRINCIPLE")

    assert page.status_code == 200
    assert not Decision.objects.exists()
