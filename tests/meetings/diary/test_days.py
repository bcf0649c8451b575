"""Days of meetings: proposed by a series, typed as a month, said as people say times (E07)."""

from datetime import date, time

import pytest

from meetings.diary import days, marks
from meetings.models import Every, Meeting


@pytest.mark.parametrize(
    ("last", "every", "following"),
    [
        # The second Tuesday of March 2007 is the 13th; of April the 10th, of May the 8th.
        (date(2007, 3, 13), Every.MONTHLY, ["2007-04-10", "2007-05-08", "2007-06-12"]),
        (date(2007, 3, 13), Every.BIMONTHLY, ["2007-05-08", "2007-07-10", "2007-09-11"]),
        (date(2007, 4, 4), Every.QUARTERLY, ["2007-07-04", "2007-10-03", "2008-01-02"]),
        # A fifth Thursday is the last one: June has four.
        (date(2007, 5, 31), Every.MONTHLY, ["2007-06-28", "2007-07-26", "2007-08-30"]),
        (date(2007, 3, 13), Every.IRREGULAR, []),
        # Nothing is proposed after 2099, nor after a day that no meeting should have.
        (date(2099, 11, 10), Every.MONTHLY, ["2099-12-08"]),
        (date(9999, 12, 14), Every.MONTHLY, []),
    ],
)
def test_a_series_proposes_the_same_weekday_of_the_same_week_e07(last, every, following):
    assert [f"{day}" for day in days.next_days(last, every)] == following


@pytest.mark.parametrize("typed", ["July 2006", "Jul 2006", "2006-07", " 07/2006 "])
def test_a_month_is_typed_as_people_write_it_e07(typed):
    assert days.month_typed(typed) == date(2006, 7, 1)


def test_what_is_no_month_is_said_e07():
    with pytest.raises(days.NotAMonth, match="such as July 2007"):
        days.month_typed("end of July")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(13), "1pm"),
        (time(14, 15), "2.15pm"),
        (time(7, 30), "7.30am"),
        (time(12), "noon"),
        (time(0), "midnight"),
        (time(12, 30), "12.30pm"),
        (time(0, 5), "12.05am"),
    ],
)
def test_a_time_is_said_as_people_say_it_e06(at, said):
    assert days.clock_time(at) == said


def test_a_meeting_says_when_it_is_e06():
    known = {"month": date(2007, 4, 1), "day": date(2007, 4, 4), "starts": time(13)}

    assert days.when(Meeting(**known, ends=time(14, 15))) == (
        "Wednesday 4 April 2007, 1pm to 2.15pm"
    )
    assert days.when(Meeting(month=date(2006, 7, 1))) == "July 2006, to be arranged"


def test_a_mark_behind_a_name_says_where_somebody_comes_from_e01(settings):
    assert marks.taken_off("Jenny Greenshields # ") == ("Jenny Greenshields", "PCT")
    assert marks.taken_off("Caroline Johnson ^") == ("Caroline Johnson", "PPI")
    assert marks.taken_off("Mark Jones") == ("Mark Jones", "")
    settings.PBC_AFFILIATION_MARKS = "LMC=*"
    assert marks.taken_off("Viv Seal*") == ("Viv Seal", "LMC")
