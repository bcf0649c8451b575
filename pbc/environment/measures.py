"""How long things are kept, how often they may be done, and how much room stays free."""

import os

from django.core.exceptions import ImproperlyConfigured

MOST_DAYS_KEPT = 36_500
MOST_TIMES = 1_000_000
MOST_ROOM = 100_000_000  # MiB


def days_kept(name: str, default: int) -> int:
    """Days for which something is kept: from one to a hundred years."""
    given = os.environ.get(name, "").strip() or str(default)
    if not (given.isascii() and given.isdecimal() and 1 <= int(given[:9]) <= MOST_DAYS_KEPT):
        raise ImproperlyConfigured(f"{name} is a number of days from 1 to {MOST_DAYS_KEPT}.")
    return int(given)


def limits() -> dict:
    """How often one person may send forms and files, search, and take tables away."""
    return {
        "deeds": (_times("PBC_DEEDS_A_MINUTE", 60), 60),
        "files": (_times("PBC_FILES_AN_HOUR", 600), 3600),
        "searches": (_times("PBC_SEARCHES_A_MINUTE", 60), 60),
        "tables": (_times("PBC_TABLES_AN_HOUR", 1000), 3600),
    }


def _times(name: str, default: int) -> int:
    given = os.environ.get(name, "").strip() or str(default)
    if not (given.isascii() and given.isdecimal() and int(given[:8]) <= MOST_TIMES):
        raise ImproperlyConfigured(f"{name} is a number of times, or 0 for no limit.")
    return int(given)


def room_left() -> int:
    """MiB that stay free on the disk of our files; 0 where all of it may be taken."""
    given = os.environ.get("PBC_ROOM_LEFT_MB", "").strip() or "200"
    if not (given.isascii() and given.isdecimal() and int(given[:10]) <= MOST_ROOM):
        raise ImproperlyConfigured("PBC_ROOM_LEFT_MB is a number of MiB, 0 or more.")
    return int(given)
