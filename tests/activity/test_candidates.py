"""Which practices a line may be given to: those that were there in all of its months (B06)."""

from datetime import date
from types import SimpleNamespace

import pytest

from activity.queries.candidates import practices_for, why_not
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2007, 6, 13)


@pytest.fixture
def practices():
    """Fernville is in Dacorum all year, Parkwood left it at the end of February."""
    make.nobodys_code()
    fernville, parkwood = (
        make.practice("Fernville"),
        make.practice("Parkwood", closed=date(2007, 2, 28)),
    )
    return fernville, parkwood


def lines(**said):
    """A line of nobody in Dacorum, as a file holds it."""
    return [SimpleNamespace(line=make.line_of(make.staged_file([make.line(None, **said)])))]


@pytest.mark.parametrize(("month", "names"), [(11, ["Fernville", "Parkwood"]), (12, ["Fernville"])])
def test_those_that_were_there_in_the_month_of_the_line(practices, month, names):
    assert [one.name for one in practices_for(lines(month=month), known_on=TODAY)] == names


def test_year_end_adjustments_are_of_who_was_there_on_31_march(practices):
    fernville, parkwood = practices
    adjustment = lines(month=13)

    assert list(practices_for(adjustment, known_on=TODAY)) == [fernville]
    assert why_not(adjustment, fernville, known_on=TODAY) == ""
    assert "was not open in Dacorum" in why_not(adjustment, parkwood, known_on=TODAY)


def test_lines_of_many_months_and_places_read_the_register_of_a_year_once(
    practices, django_assert_num_queries
):
    many = [one for month in range(1, 7) for one in lines(month=month)]
    with django_assert_num_queries(4):  # three of the register, one of the practices
        assert len(practices_for(many, known_on=TODAY)) == 2
