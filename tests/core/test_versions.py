"""Nobody writes over what they have not seen: the row says who changed it, when, and to what."""

from datetime import date

import pytest
from django import forms

from pbc.core import versions
from pbc.core.models import FinancialYear
from pbc.core.services import NotMoved, close_year, reopen_year
from tests import make
from tests.at_once import at_once

CLOSED = date(2007, 5, 31)


class YearForm(versions.EditForm):
    reason = forms.CharField(required=False)


@pytest.mark.django_db
def test_an_edit_of_what_somebody_changed_meanwhile_is_refused_with_who_and_when():
    year = make.year(2006)
    ruth = make.finance_officer(first_name="Ruth", last_name="Allan")
    close_year(year=year, version=1, reason="Accounts agreed", on=CLOSED, by=ruth)

    with pytest.raises(versions.ChangedMeanwhile, match=r"Changed by Ruth Allan at \d\d:\d\d"):
        close_year(year=year, version=1, reason="Done", on=CLOSED, by=make.finance_officer())


@pytest.mark.django_db
def test_a_version_that_nobody_has_made_is_refused_too():
    year = make.year(2006)

    with pytest.raises(versions.ChangedMeanwhile, match="This is not what you opened"):
        close_year(year=year, version=7, reason="Done", on=CLOSED, by=make.finance_officer())


@pytest.mark.django_db
def test_the_form_shows_what_it_is_now_keeps_what_was_typed_and_can_be_sent_again():
    year = make.year(2006)
    ruth = make.finance_officer()
    close_year(year=year, version=1, reason="Accounts agreed", on=CLOSED, by=ruth)
    form = YearForm({"version": "1", "reason": "A bill came"})
    assert form.is_valid()

    with pytest.raises(versions.ChangedMeanwhile) as refused:
        reopen_year(year=year, by=ruth, **form.cleaned_data)
    form.show_change(refused.value)

    assert form.errors["reason"] == ["It is now: Accounts agreed"]
    assert (form["reason"].value(), form["version"].value()) == ("A bill came", 2)


@pytest.mark.django_db
def test_a_year_is_closed_once_and_opened_again_with_a_reason():
    year, ruth = make.year(2006), make.finance_officer()
    closed = close_year(year=year, version=1, reason=" Agreed ", on=CLOSED, by=ruth)

    with pytest.raises(NotMoved, match="2006/07 was closed on 31 May 2007"):
        close_year(year=year, version=2, reason="Again", on=CLOSED, by=ruth)
    with pytest.raises(NotMoved, match="Say in one line why"):
        reopen_year(year=year, version=2, reason="  ", by=ruth)
    opened = reopen_year(year=year, version=2, reason="A bill came late", by=ruth)

    assert (closed.closed_on, closed.reason) == (CLOSED, "Agreed")
    assert (opened.closed_on, opened.reason, opened.version) == (None, "A bill came late", 3)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_close_a_year_at_once_one_does_and_the_other_is_told():
    year, told = make.year(2006), []
    ruth, tom = make.finance_officer(first_name="Ruth"), make.finance_officer(first_name="Tom")

    def by_tom():
        with pytest.raises(versions.ChangedMeanwhile) as refused:
            close_year(year=year, version=1, reason="Mine", on=CLOSED, by=tom)
        told.append(str(refused.value))

    at_once(lambda: close_year(year=year, version=1, reason="Agreed", on=CLOSED, by=ruth), by_tom)

    assert told[0].startswith("Changed by Ruth Allan at ")
    assert FinancialYear.objects.get().reason == "Agreed"
