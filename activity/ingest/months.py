"""Months as people write them, and the month of the financial year that they mean.

April is month 1. 2006-09, Sep-06, 30/09/2006 and 200609 are all month 6 of 2006/07.
"""

import re
from calendar import monthrange
from functools import lru_cache

NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)"
TIME = r"(?:[ T]\d\d:\d\d(:\d\d(\.0*)?)?)?"
SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?" + TIME,
        r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.]" + YEAR + r"(?: \d\d?:\d\d(:\d\d)?)?",
        r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)?",
        r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/. ]+)?" + NAME + r"\.?[-/ ,]*" + YEAR,
        r"(?P<month>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)",
    )
]
FINANCIAL = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[/\-–_]?\s*((?:19|20)?\d\d)(?!\d|[-/]\d)")
NUMBERED = re.compile(
    r"\b(?:month|mth|period|m|p)\s*0?(1[0-3]|[1-9])\b(?!\s*(?:to|-|–))", re.IGNORECASE
)
NAMED = re.compile(
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)?\s+)?\b" + NAME + r"(?:\s*,?\s*" + YEAR + r"\b)?", re.I
)


def financial(year, month):
    """Financial year and month of a calendar month: September 2006 is (2006, 6)."""
    return (year, month - 3) if month > 3 else (year - 1, month + 9)


@lru_cache(maxsize=20_000)
def parse(text):
    """Financial year and month of a text that gives one calendar month, or None."""
    for shape in SHAPES:
        found = shape.fullmatch(text.strip())
        if found:
            return _month_of(found.groupdict())
    return None


def _month_of(parts):
    month = NAMES.index(parts["name"][:3].lower()) + 1 if parts.get("name") else int(parts["month"])
    year = int(parts["year"].strip("'’"))
    year += 2000 if year < 100 else 0
    day = int(parts.get("day") or 1)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return financial(year, month)


def parse_year(text):
    """The first year of a financial year such as 2006/07, 200607 or 2006; None if it is none."""
    text = text.strip()
    found = FINANCIAL.fullmatch(text)
    if found:
        return _follows(*found.groups())
    return int(text) if re.fullmatch(r"(?:19|20)\d\d", text) else None


def _follows(first, second):
    """2006 of 2006/07; None where the second is not the year after the first."""
    return int(first) if (int(first) + 1) % 100 == int(second) % 100 else None


def parse_number(text):
    """Month of the financial year from 6, 06, M6 or a month's name; None if it is none."""
    text = text.strip().lower()
    found = re.fullmatch(r"(?:month|mth|m|period|p)?\s*0*(1[0-2]|[1-9])(?:\.0)?", text)
    if found:
        return int(found.group(1))
    named = re.fullmatch(NAME, text)
    return financial(2000, NAMES.index(named.group("name")[:3]) + 1)[1] if named else None


def is_name(text):
    """Is a text the name of a month and nothing else?"""
    return bool(re.fullmatch(NAME, text.strip().lower()))


def years_in(text):
    """Financial years that a title names."""
    found = (_follows(*pair) for pair in FINANCIAL.findall(text))
    return {year for year in found if year}


def numbers_in(text):
    """Months of the financial year that a title names by number: "month 6"."""
    return {int(number) for number in NUMBERED.findall(text)}


def names_in(text, *, with_day):
    """Months that a title names: pairs of financial year (or None) and month.

    "9 March 2007" is a day, often that of printing, and is given only when days are asked for.
    The verb "may" is no month: without a year that one needs its capital.
    """
    return {
        _named(found)
        for found in NAMED.finditer(text)
        if bool(found.group("day")) is with_day
        and (found.group("year") or found.group("name") != "may")
    }


def _named(found):
    month = NAMES.index(found.group("name")[:3].lower()) + 1
    year = found.group("year")
    if not year:
        return None, financial(2000, month)[1]
    number = int(year.strip("'’"))
    return financial(number + 2000 if number < 100 else number, month)
