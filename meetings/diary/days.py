"""Days of meetings: the next ones of a series, months as people type them, times in words."""

import calendar
from datetime import date, datetime

from meetings.models import Every
from pbc.core import periods

MONTHS_APART = {Every.MONTHLY: 1, Every.BIMONTHLY: 2, Every.QUARTERLY: 3}
LAST = 4  # the fifth of a weekday stands for the last one: not every month has five
FORMS = ("%Y-%m", "%B %Y", "%b %Y", "%m/%Y")
PROPOSED = 3
# The days that a meeting can have.
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
OUT_OF_REACH = f"Enter a day between {EARLIEST.year} and {LATEST.year}"


class NotAMonth(ValueError):
    """What was typed is no month; its text is fit to show."""


def next_days(last, every, count=PROPOSED):
    """The next days after `last`, on the same weekday of the same week of the month.

    None are proposed for what is held from time to time, nor beyond the days of a meeting.
    """
    apart = MONTHS_APART.get(every)
    if apart is None or last > LATEST:
        return []
    following = (_the_same_in(last, apart * step) for step in range(1, count + 1))
    return [day for day in following if day <= LATEST]


def _the_same_in(last, months):
    """The second Tuesday stays a second Tuesday; a fifth one becomes the last of its month."""
    year, month = divmod(last.year * 12 + last.month - 1 + months, 12)
    weeks = calendar.monthcalendar(year, month + 1)
    days = [week[last.weekday()] for week in weeks if week[last.weekday()]]
    nth = (last.day - 1) // 7
    return date(year, month + 1, days[-1] if nth >= LAST else days[nth])


def month_typed(text):
    """The first day of a month as people type it: July 2007, 2007-07."""
    for form in FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    raise NotAMonth("Enter a month, such as July 2007")


def month_said(month):
    """July 2007."""
    return f"{month:%B %Y}"


def when(meeting):
    """Wednesday 4 April 2007, 1pm to 2.15pm; July 2006, to be arranged."""
    if meeting.day is None:
        arranged = ", to be arranged" if meeting.is_to_be_arranged else ""
        return f"{month_said(meeting.month)}{arranged}"
    said = f"{periods.weekday(meeting.day)} {meeting.day.year}"
    return ", ".join(filter(None, (said, times(meeting))))


def day_said(meeting):
    """4 April 2007; July 2006."""
    return periods.day(meeting.day) if meeting.day else month_said(meeting.month)


def times(meeting):
    """1pm to 2.15pm; 7.30am; empty where no time is known."""
    if meeting.starts is None:
        return ""
    if meeting.ends is None:
        return clock_time(meeting.starts)
    return f"{clock_time(meeting.starts)} to {clock_time(meeting.ends)}"


def clock_time(time):
    """1pm, 2.15pm, 7.30am, noon and midnight as people say them."""
    if time.minute == 0 and time.hour in (0, 12):
        return "noon" if time.hour else "midnight"
    minutes = f".{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"
