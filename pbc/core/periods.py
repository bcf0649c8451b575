"""The financial year and its months: 2006 is April 2006 to March 2007, and April is month 1.

Month 13 holds the year-end adjustments. It belongs to the full year only: it has a name, no days
and no place among the months that follow one another.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache, lru_cache

MONTHS = range(1, 13)
YEAR_END = 13
YEARS = range(1900, 2100)
MONTH_NAMES = (
    *("April", "May", "June", "July", "August", "September"),
    *("October", "November", "December", "January", "February", "March"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SATURDAY = 5
WRITTEN_YEAR = re.compile(
    r"FY\s*(?P<alone>[0-9]{4})"
    r"|(?:FY\s*)?(?P<first>[0-9]{4}|[0-9]{2}(?=\s*[/–-]))\s*[/–-]?\s*(?P<second>[0-9]{4}|[0-9]{2})",
    re.IGNORECASE,
)


@cache
def parse_year(text):
    """Read a financial year however it is written: 2006 for 2006/07, 2006-07, 200607, FY2006.

    Raises ValueError, its text fit to show; 2006/08 is no year and 2006 alone could be two.
    """
    written = WRITTEN_YEAR.fullmatch(str(text).strip())
    if not written:
        raise ValueError(f"Write the financial year as 2006/07; “{text}” is not one")
    first, second = written["first"] or written["alone"], written["second"]
    year = int(first) if len(first) == 4 else _century(int(first))
    if second and int(second) != (year + 1) % 10 ** len(second):
        raise ValueError(f"A financial year is two years that follow each other, not “{text}”")
    if year not in YEARS:
        raise ValueError(f"Write a financial year from 1900/01 to 2099/00, not “{text}”")
    return year


def _century(two_digits):
    return two_digits + (1900 if two_digits >= 80 else 2000)


def year_name(year):
    """2006/07."""
    return f"{year}/{(year + 1) % 100:02}"


def year_of(day):
    """The financial year a date falls in, as its first calendar year."""
    return day.year if day.month >= 4 else day.year - 1


def month_of(day):
    """The month number of a date: April is 1, March is 12."""
    return (day.month + 8) % 12 + 1


def check_month(month, *, year_end=True):
    """Return a month number that exists; raises ValueError for one that does not."""
    if month in MONTHS or (year_end and month == YEAR_END):
        return month
    raise ValueError(f"There is no month {month}: April is month 1 and March is month 12")


def first_day(year, month):
    """The first day of a month; of month 13, which has no days of its own, 31 March."""
    if check_month(month) == YEAR_END:
        return date(year + 1, 3, 31)
    return date(year + (month > 9), (month + 2) % 12 + 1, 1)


def last_day(year, month):
    """The last day of a month; of month 13, 31 March."""
    first = first_day(year, month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def absolute_month(year, month):
    """A number that goes up by one each month, over the years; month 13 has none."""
    return year * 12 + check_month(month, year_end=False) - 1


def from_absolute(number):
    """The year and month of an absolute month number."""
    return number // 12, number % 12 + 1


def next_month(day):
    """The first day of the month after that of a day."""
    return last_day(year_of(day), month_of(day)) + timedelta(1)


def month_name(month):
    """September."""
    return "year-end adjustments" if check_month(month) == YEAR_END else MONTH_NAMES[month - 1]


def short_month_name(month):
    """Sep."""
    return "Year end" if check_month(month) == YEAR_END else MONTH_NAMES[month - 1][:3]


def month_and_year(year, month):
    """September 2006."""
    if check_month(month) == YEAR_END:
        return f"year-end adjustments {year_name(year)}"
    return f"{month_name(month)} {first_day(year, month).year}"


def day(when):
    """13 March 2007."""
    return f"{when.day} {month_name(month_of(when))} {when.year}"


def short_day(when):
    """13 Mar 2007, for tables."""
    return f"{when.day} {short_month_name(month_of(when))} {when.year}"


def weekday(when):
    """Friday 30 March, for what is due."""
    return f"{WEEKDAYS[when.weekday()]} {when.day} {month_name(month_of(when))}"


@cache
def _bank_holidays():
    import holidays  # 20 MiB of modules, which the processes that count no days need not load

    return holidays.country_holidays("GB", subdiv="ENG")


def is_working_day(day):
    """Monday to Friday and no bank holiday in England."""
    return day.weekday() < SATURDAY and day not in _bank_holidays()


def calendar_days(year, month):
    """How many days a month has; month 13 none."""
    return 0 if check_month(month) == YEAR_END else last_day(year, month).day


@lru_cache(maxsize=1024)
def working_days(year, month):
    """How many working days a month has in England; month 13 none."""
    first = first_day(year, month)
    days = (first + timedelta(n) for n in range(calendar_days(year, month)))
    return sum(is_working_day(day) for day in days)


def working_days_by_month(year):
    """The working days of April to March."""
    return tuple(working_days(year, month) for month in MONTHS)


def calendar_days_by_month(year):
    """The days of April to March."""
    return tuple(calendar_days(year, month) for month in MONTHS)


def age_in_days(year, month, *, today):
    """How old figures to the end of a month are: on 13 March 2007 month 6 is 164 days old."""
    return (today - last_day(year, month)).days


def span_in_words(months):
    """Months in words, three or more in a row as a span: month 6; months 5, 6; months 1 to 3, 6."""
    months = sorted({check_month(month) for month in months})
    if not months:
        return "no months"
    runs = ", ".join(_run_in_words(run) for run in _runs(months))
    return f"month {runs}" if len(months) == 1 else f"months {runs}"


def _runs(months):
    runs = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def _run_in_words(run):
    if len(run) > 2:
        return f"{run[0]} to {run[-1]}"
    return ", ".join(str(month) for month in run)
