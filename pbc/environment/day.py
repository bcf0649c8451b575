"""The day on which the site is seen."""

import os

from django.core.exceptions import ImproperlyConfigured

from pbc.core import clock
from pbc.environment import values


def check_today():
    """Refuse a day that is none before anything is served by it."""
    try:
        clock.today()
    except clock.NoSuchDay as reason:
        raise ImproperlyConfigured(str(reason)) from None


def demonstration() -> str:
    """The day on which a demonstration is seen; empty on every other site, and in production.

    The clock of its business stands on that day, unless PBC_TODAY says another.
    """
    if not values.HAS_DEMONSTRATION:
        return ""
    from pbc.demonstration import marker

    day = marker.day()
    if day:
        os.environ.setdefault("PBC_TODAY", day)
    return day
