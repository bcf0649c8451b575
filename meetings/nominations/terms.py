"""Terms that follow one another, for those who take turns."""

from calendar import monthrange
from datetime import date, timedelta


def terms(first, last, months):
    """Spans of so many months, one after the other: [(first day, last day)]. The last one ends
    on the last day, though it be shorter."""
    found, begins = [], first
    while begins <= last:
        following = months_on(first, months * (len(found) + 1))
        found.append((begins, min(last, following - timedelta(days=1))))
        begins = following
    return found


def months_on(day, months):
    """The same day so many months on; the last of a month that is too short for it."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
