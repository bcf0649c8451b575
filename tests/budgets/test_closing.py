"""What is open when a year is closed, what a closed year refuses, what stays of it (H01, M4)."""

from datetime import date

import pytest
from django.urls import reverse

from activity.services.publication import (
    NotTakenBack,
    OfAClosedYear,
    publish_submission,
    redo_submission,
    withdraw_submission,
)
from pbc.core.models import FinancialYear
from pbc.core.services import NotMoved, close_year, reopen_year
from tests import make
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)


@pytest.fixture
def finance(client):
    person = make.finance_officer(first_name="Ruth", last_name="Allan")
    client.force_login(person)
    return person


@pytest.fixture
def fernville():
    """A practice with £1,200, whose spend is published for every month of 2006/07."""
    practice = make.practice("Fernville")
    make.budget_entry(practice, amount=1200)
    make.published_file([make.line(practice, month=m, cost=100) for m in range(1, 13)])
    return practice


def page_of(client, what="close"):
    return said(client.get(reverse(f"plans:year-{what}", args=[2006])))


def closed(by):
    return close_year(year=make.year(), version=1, reason="Accounts agreed", on=TODAY, by=by)


def test_a_year_with_a_file_that_waits_is_not_closed_by_page_or_service(client, finance, fernville):
    make.staged_file([make.line(fernville, month=12, cost=90)])

    page = page_of(client)
    sent = {"reason": "Agreed", "version": "1"}
    client.post(reverse("plans:year-close", args=[2006]), sent)

    assert "1 file waits for somebody to publish or discard what was sent in for 2006/07." in page
    assert "2006/07 cannot be closed until what comes first is settled" in page
    assert "Why is it closed" not in page
    assert FinancialYear.objects.get(year=2006).closed_on is None
    with pytest.raises(NotMoved, match="1 file waits"):
        closed(finance)


def test_files_of_other_pcts_are_told_from_those_the_list_shows(client, finance, fernville):
    east = make.commissioner("East")
    there = make.locality("Broxbourne", pct=east)
    make.staged_file([make.line(fernville, month=12, cost=90)])
    for _ in range(2):
        practice = make.practice(in_=there)
        line = make.line(practice, month=12, cost=90)
        make.staged_file([line], by=make.finance_officer(east))

    assert (
        "3 files wait for somebody to publish or discard what was sent in for 2006/07. 2 of them "
        "are of other PCTs: their finance settles it."
    ) in page_of(client)


@pytest.mark.parametrize(("expects", "counts"), [(None, True), (2006, True), (2005, False)])
def test_a_file_that_is_still_being_read_may_be_for_the_year(
    client, finance, fernville, expects, counts
):
    make.submission(by=finance, expected_year=expects)

    words = "1 file is still being read, and may be for 2006/07. It is settled first."
    assert (words in page_of(client)) is counts


def test_a_missing_return_and_an_empty_month_13_are_said_before_the_button(client, finance):
    practice = make.practice("Fernville")
    make.budget_entry(practice, amount=1200)
    make.published_file([make.line(practice, month=m, cost=100) for m in range(1, 12)])

    page = page_of(client)

    missing, _, button = page.partition("Why is it closed although this is open?")
    assert "Not received: Dacorum: month 12." in missing
    assert "Nothing stands in month 13, the year-end." in missing
    assert "Close 2006/07" in button
    assert closed(finance).reason == "Accounts agreed"


def test_a_year_of_which_nothing_is_open_asks_for_its_reason_alone(client, finance, fernville):
    make.budget_entry(fernville, amount=50, month_13=50, phasing=make.TWELFTHS)

    assert "What is still open" not in page_of(client)


def test_a_setting_says_what_a_reason_does_not_pass(client, finance, fernville, settings):
    settings.PBC_CLOSE_DESPITE = ["returns", "files", "parked"]

    assert "Nothing stands in month 13, the year-end. It is settled first." in page_of(client)
    with pytest.raises(NotMoved, match="month 13"):
        closed(finance)


def test_a_closed_year_takes_no_publication_and_gives_none_back_m4(client, finance, fernville):
    stands = make.published_file([make.line(fernville, month=3, cost=90)])
    gone = make.published_file([make.line(fernville, month=4, cost=90)])
    withdraw_submission(submission=gone, reason="Wrong", on=TODAY, by=finance)
    closed(finance)
    later = make.staged_file([make.line(fernville, month=12, cost=90)])

    sentence = "2006/07 was closed on 13 March 2007: open it again to publish"
    with pytest.raises(OfAClosedYear, match=sentence):
        publish_submission(submission=later, known_from=TODAY, reason="Late", by=finance)
    with pytest.raises(NotTakenBack, match=sentence):
        withdraw_submission(submission=stands, reason="Wrong", on=TODAY, by=finance)
    with pytest.raises(NotTakenBack, match=sentence):
        redo_submission(submission=gone, reason="Right after all", on=TODAY, by=finance)


def test_what_became_of_a_year_stays_when_it_is_opened_again_h01(client, finance, fernville):
    year = closed(finance)
    reopen_year(year=year, version=2, reason="A bill came late", by=finance)

    page = page_of(client)

    assert "Closed on" in page
    assert "by Ruth Allan: Accounts agreed" in page
    assert "by Ruth Allan: A bill came late" in page
