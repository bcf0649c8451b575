"""Due dates as people type them: “End-Mar”, “16 Mar”, “ASAP”. Kept as typed, and read as a day."""

import re
from calendar import monthrange
from datetime import date, timedelta

# A day without a year is the first such day from a month before on: minutes are written up late.
LOOKING_BACK = timedelta(days=31)
YEARS_AHEAD = 8  # a 29 February is never further away
NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?:,?\s*(?P<year>\d{4}|\d{2}))?"
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
NUMBERS = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}|\d{2}))?")
DAY_FIRST = re.compile(rf"{DAY}(?:\s+of)?[\s-]+{MONTH}[\s-]*{YEAR}")
MONTH_FIRST = re.compile(
    rf"{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?"
)
END = re.compile(rf"(?:by\s+)?(?:the\s+)?end[\s-]*(?:of\s+)?{MONTH}[\s-]*{YEAR}")
END_OF_THIS = re.compile(r"(?:the\s+)?end[\s-]*(?:of\s+)?(?:the\s+|this\s+)?month|eom")
SAYS_WHEN = "Write the day as 16 Mar, 16 March 2007 or End-Mar; words such as ASAP have no day"


class NotADay(ValueError):
    """What was typed looks like a day and is none; its text is fit to show."""


def read(typed, *, on):
    """The day that is meant by what was typed on a day; None for words without one.

    A day without a year is the next one, or one just past. Raises NotADay for what has figures
    in it and is no day: 31 Feb.
    """
    said = " ".join(typed.split()).lower().removeprefix("by ").rstrip(".")
    try:
        found = _named(said, on) or _written(said, on) or _end(said, on)
    except OverflowError:  # before the first year that there is, or after the last
        found = None
    if found is None and re.search(r"\d", said):
        raise NotADay(f"“{typed.strip()}” is not a day. {SAYS_WHEN}")
    return found


def _named(said, on):
    """Today, tomorrow, a day of the week (the next one), the end of this month."""
    if said in ("today", "tomorrow"):
        return on + timedelta(days=said == "tomorrow")
    if END_OF_THIS.fullmatch(said):
        return _last_day(on.year, on.month)
    weekday = said.removeprefix("next ").removesuffix("day")
    for number, name in enumerate(WEEKDAYS):
        if weekday.startswith(name) and said.endswith("day"):
            return on + timedelta(days=(number - on.weekday() - 1) % 7 + 1)
    return None


def _written(said, on):
    """A day with its month: 16 Mar, March 16, 16/3/07, 2007-03-16."""
    for form in (ISO, NUMBERS, DAY_FIRST, MONTH_FIRST):
        parts = form.fullmatch(said)
        if parts:
            month = parts["month"]
            number = int(month) if month.isdecimal() else NAMES.index(month) + 1
            day = int(parts["day"])
            return _meant(on, parts["year"], lambda year, m=number, d=day: _day(year, m, d))
    return None


def _end(said, on):
    """End-Mar, end of March 2007."""
    parts = END.fullmatch(said)
    if not parts:
        return None
    month = NAMES.index(parts["month"]) + 1
    return _meant(on, parts["year"], lambda year: _last_day(year, month))


def _meant(on, year, day_in):
    """The day in the year that was given, or in the year meant; None where it is in none."""
    if year:
        return day_in(int(year) + (2000 if len(year) == 2 else 0))
    days = (day_in(on.year + ahead) for ahead in range(-1, YEARS_AHEAD + 1))
    return next((day for day in days if day and day >= on - LOOKING_BACK), None)


def _day(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year, month):
    return _day(year, month, monthrange(max(year, 1), month)[1])
