"""Days and times as minutes write them, told apart from the words round them."""

import re
from datetime import date, time

from meetings import due

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
DAY = re.compile(
    rf"\b{WEEKDAY}(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{MONTH}(?:[\s,-]+\d{{4}}\b)?"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2}))(?![\w/])",
    re.IGNORECASE,
)
CLOCK = r"(?:[01]?\d|2[0-3])"
HALF = r"(?:a\.?m\b\.?|p\.?m\b\.?|noon\b)"
TIME = rf"(?:{CLOCK}(?:[.:][0-5]\d)?\s*{HALF}|{CLOCK}[.:][0-5]\d(?!\d)|noon\b|midday\b)"
SPAN = re.compile(
    rf"(?:\bfrom\s+|\bbetween\s+)?(?P<first>{TIME}|\b{CLOCK}(?=\s*[-–—]|\s+to\b))"
    rf"\s*(?:[-–—]|to\b|until\b|and\b)\s*(?P<last>{TIME})",
    re.IGNORECASE,
)
ONE = re.compile(rf"(?:\b(?:at|from)\s+)?(?<![\d.:£])(?P<first>{TIME})", re.IGNORECASE)
# Two days of different years: what both read alike was written with its year.
SOME_DAYS = (date(1999, 1, 1), date(2013, 6, 15))


def read(typed, on):
    """The day meant by what is typed on a day; None where it is none, or where the day of the
    meeting is not known and the words do not say the year."""
    try:
        if on:
            return due.read(typed, on=on)
        one, other = (due.read(typed, on=day) for day in SOME_DAYS)
    except due.NotADay:
        return None
    return one if one == other else None


def days_in(text):
    """What is written as a day in a text, in order."""
    return [" ".join(found[0].split()) for found in DAY.finditer(text)]


def span(text):
    """(from, to) of the first times in a text, as time; None for what is not said."""
    both = SPAN.search(text)
    if both:
        last = _time(both["last"])
        return _time(both["first"], same_half_as=both["last"]), last
    one = ONE.search(text)
    return (_time(one["first"]) if one else None), None


def without_times(text):
    """The text without its days and times."""
    return DAY.sub(" ", ONE.sub(" ", SPAN.sub(" ", text)))


def _time(said, same_half_as=""):
    """1pm, 2.15 pm, 13:00, noon. A first time without am or pm takes that of the last."""
    plain = said.lower().replace(" ", "").replace(".m", "m").rstrip(".")
    if plain in ("noon", "midday"):
        return time(12)
    found = re.match(r"(\d{1,2})(?:[.:](\d{2}))?", plain)
    hour, minute = int(found[1]), int(found[2] or 0)
    half = re.search(r"[ap](?=\.?m)", plain) or re.search(r"[ap](?=\.?m)", same_half_as.lower())
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return time(hour % 24, minute)
