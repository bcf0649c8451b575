"""The two clocks: the day the business is in, and the moment on the wall. Read at the edge only."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class NoSuchDay(ValueError):
    """PBC_TODAY gives something that is no date."""


def today():
    """The day in London, or the one PBC_TODAY gives; passed down, never read in a query."""
    given = os.environ.get("PBC_TODAY", "").strip()
    if not given:
        return datetime.now(LONDON).date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise NoSuchDay(f"PBC_TODAY is a date such as 2007-03-13, not {given!r}") from None


def now():
    """This moment, in UTC. Never obeys PBC_TODAY: leases and audit must not be set by hand."""
    return datetime.now(UTC)
