"""Years and months as the field counts them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc.core import periods


@pytest.mark.parametrize(
    "written",
    [
        "2006/07",
        "2006-07",
        "2006–07",
        "200607",
        "2006/2007",
        "06/07",
        "FY2006",
        "fy 2006",
        " 2006/07 ",
    ],
)
def test_a_year_is_read_however_it_is_written(written):
    assert periods.parse_year(written) == 2006


def test_a_year_is_read_over_the_turn_of_a_century():
    assert periods.parse_year("1999/00") == 1999
    assert periods.parse_year("99/00") == 1999


@pytest.mark.parametrize("written", ["2006/08", "200612", "2006/2107", "06/08", "2006/06"])
def test_the_second_year_must_follow_the_first(written):
    with pytest.raises(ValueError, match="two years that follow each other"):
        periods.parse_year(written)


@pytest.mark.parametrize("written", ["", "2006", "0607", "this year", "2006/7", "FY06"])
def test_what_could_be_two_years_or_none_is_refused(written):
    with pytest.raises(ValueError, match="Write the financial year as 2006/07"):
        periods.parse_year(written)


@pytest.mark.parametrize("written", ["9999/00", "0000/01", "1066/67", "2100/01"])
def test_a_year_that_no_calendar_here_reaches_is_refused(written):
    with pytest.raises(ValueError, match="from 1900/01 to 2099/00"):
        periods.parse_year(written)


def test_a_year_is_shown_by_both_its_years():
    assert periods.year_name(2006) == "2006/07"
    assert periods.year_name(1999) == "1999/00"


@given(day=st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_lies_in_the_month_it_belongs_to(day):
    year, month = periods.year_of(day), periods.month_of(day)

    assert periods.first_day(year, month) <= day <= periods.last_day(year, month)
    assert periods.parse_year(periods.year_name(year)) == year


def test_april_is_month_1_and_march_is_month_12_of_the_same_year():
    assert (periods.year_of(date(2006, 4, 1)), periods.month_of(date(2006, 4, 1))) == (2006, 1)
    assert (periods.year_of(date(2007, 3, 31)), periods.month_of(date(2007, 3, 31))) == (2006, 12)


def test_months_have_first_and_last_days():
    assert periods.first_day(2006, 6) == date(2006, 9, 1)
    assert periods.last_day(2006, 6) == date(2006, 9, 30)
    assert periods.first_day(2006, 10) == date(2007, 1, 1)
    assert periods.last_day(2007, 11) == date(2008, 2, 29)


def test_month_13_is_the_year_end_and_has_no_days_of_its_own():
    assert periods.first_day(2006, 13) == periods.last_day(2006, 13) == date(2007, 3, 31)
    assert (periods.calendar_days(2006, 13), periods.working_days(2006, 13)) == (0, 0)
    assert periods.month_and_year(2006, 13) == "year-end adjustments 2006/07"


@pytest.mark.parametrize("month", [0, 14, -1])
def test_there_is_no_month_0_or_14(month):
    with pytest.raises(ValueError, match=f"There is no month {month}"):
        periods.first_day(2006, month)


def test_months_have_names():
    assert periods.month_name(6) == "September"
    assert periods.short_month_name(6) == "Sep"
    assert periods.month_and_year(2006, 6) == "September 2006"
    assert periods.month_and_year(2006, 10) == "January 2007"


def test_months_follow_one_another_over_the_turn_of_the_year():
    march, april = periods.absolute_month(2006, 12), periods.absolute_month(2007, 1)

    assert april == march + 1
    assert periods.from_absolute(march) == (2006, 12)
    assert periods.from_absolute(april) == (2007, 1)


def test_the_year_end_has_no_place_among_months_that_follow():
    with pytest.raises(ValueError, match="There is no month 13"):
        periods.absolute_month(2006, 13)


def test_dates_are_written_as_the_field_writes_them():
    assert periods.day(date(2007, 3, 13)) == "13 March 2007"
    assert periods.short_day(date(2006, 9, 5)) == "5 Sep 2006"
    assert periods.weekday(date(2007, 3, 30)) == "Friday 30 March"


@pytest.mark.parametrize(
    ("year", "days", "total"),
    [
        (2005, (21, 20, 22, 21, 22, 22, 21, 22, 20, 21, 20, 23), 255),
        (2006, (18, 21, 22, 21, 22, 21, 22, 22, 19, 22, 20, 22), 252),
        (2007, (19, 21, 21, 22, 22, 20, 23, 22, 19, 22, 21, 19), 251),
        (2008, (22, 20, 21, 23, 20, 22, 23, 20, 21, 21, 20, 22), 255),
        (2025, (20, 20, 21, 23, 20, 22, 23, 20, 21, 21, 20, 22), 253),
        (2026, (20, 19, 22, 23, 20, 22, 22, 21, 21, 20, 20, 21), 251),
    ],
)
def test_working_days_of_england_by_month(year, days, total):
    assert periods.working_days_by_month(year) == days
    assert sum(days) == total


def test_a_year_has_365_days_or_366():
    assert sum(periods.calendar_days_by_month(2006)) == 365
    assert sum(periods.calendar_days_by_month(2007)) == 366


def test_b12_month_6_is_164_days_old_on_13_march_2007_and_month_9_is_72():
    today = date(2007, 3, 13)

    assert periods.age_in_days(2006, 6, today=today) == 164
    assert periods.age_in_days(2006, 9, today=today) == 72


def test_month_6_was_45_days_old_on_14_november_2006():
    assert periods.age_in_days(2006, 6, today=date(2006, 11, 14)) == 45


def test_figures_of_a_month_that_is_not_over_have_an_age_below_nothing():
    today = date(2006, 9, 30) - timedelta(days=1)

    assert periods.age_in_days(2006, 6, today=today) == -1


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([6], "month 6"),
        ([6, 5], "months 5, 6"),
        (range(1, 7), "months 1 to 6"),
        ([1, 2, 3, 6], "months 1 to 3, 6"),
        ([1, 3, 4, 4], "months 1, 3, 4"),
        ([], "no months"),
    ],
)
def test_a_span_of_months_is_said_in_words(months, words):
    assert periods.span_in_words(months) == words
