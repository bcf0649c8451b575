"""A due date is kept as typed and read as a day of the year meant (E02)."""

from datetime import date

import pytest

from meetings import due

MINUTES = date(2007, 3, 13)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("End-Mar", date(2007, 3, 31)),
        ("16 Mar", date(2007, 3, 16)),
        ("End-April", date(2007, 4, 30)),
        ("end of February", date(2007, 2, 28)),
        ("by the end of March 2008", date(2008, 3, 31)),
        ("End-Feb 08", date(2008, 2, 29)),
        ("end of the month", date(2007, 3, 31)),
        ("9 March", date(2007, 3, 9)),
        ("16th March", date(2007, 3, 16)),
        ("March 16", date(2007, 3, 16)),
        ("March 16, 2008", date(2008, 3, 16)),
        ("Fri 16 Mar 07", date(2007, 3, 16)),
        ("by Friday", date(2007, 3, 16)),
        ("Tuesday", date(2007, 3, 20)),
        ("16/3", date(2007, 3, 16)),
        ("16/03/2007", date(2007, 3, 16)),
        ("16.3.07", date(2007, 3, 16)),
        ("2007-03-16", date(2007, 3, 16)),
        ("tomorrow", date(2007, 3, 14)),
        ("Sept 5", date(2007, 9, 5)),
    ],
)
def test_a_day_is_read_from_what_was_typed_e02(typed, day):
    assert due.read(typed, on=MINUTES) == day


@pytest.mark.parametrize(
    ("typed", "on", "day"),
    [
        ("16 Jan", date(2006, 12, 20), date(2007, 1, 16)),
        ("End-Jan", date(2006, 12, 20), date(2007, 1, 31)),
        ("20 Dec", date(2007, 1, 9), date(2006, 12, 20)),
        ("20 Dec", date(2007, 3, 13), date(2007, 12, 20)),
        ("29 Feb", date(2005, 6, 1), date(2008, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_next_one_or_one_just_past_e02(typed, on, day):
    assert due.read(typed, on=on) == day


@pytest.mark.parametrize("typed", ["", "ASAP", "next meeting", "ongoing", "to be arranged"])
def test_words_have_no_day_e02(typed):
    assert due.read(typed, on=MINUTES) is None


@pytest.mark.parametrize(
    "typed", ["31 Feb", "31/4", "45 March", "2007-13-01", "in 3 weeks", "16", "End-Mar 0000"]
)
def test_what_looks_like_a_day_and_is_none_is_refused_in_words_e02(typed):
    with pytest.raises(due.NotADay, match=f"“{typed}” is not a day"):
        due.read(typed, on=MINUTES)


@pytest.mark.parametrize(("typed", "on"), [("tomorrow", date.max), ("End-Mar", date(1, 1, 5))])
def test_words_for_a_day_beyond_all_years_have_none_e02(typed, on):
    assert due.read(typed, on=on) is None


def test_a_day_of_no_year_that_there_is_is_refused_in_words_e02():
    with pytest.raises(due.NotADay, match="is not a day"):
        due.read("16 Mar", on=date(1, 1, 1))
