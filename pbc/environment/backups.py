"""Where and when backups are made, and how many of them are kept."""

import os
from datetime import time
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from pbc.embedded import places
from pbc.environment import values


def backups_to(demonstration) -> Path | None:
    """The folder into which a backup is made every day; None where none is made.

    A laptop has one of its own in PBC_VAR. A production site is told one, since a backup on the
    disk of what it saves is none; a demonstration is made anew by one command.
    """
    given = os.environ.get("PBC_BACKUPS_TO", "").strip()
    if given:
        return None if given == "none" else Path(given).resolve()
    return None if values.PRODUCTION or demonstration else places.var_path() / "backups"


def backups_at() -> time:
    """The time of day in London at which a backup is due."""
    given = os.environ.get("PBC_BACKUPS_AT", "").strip() or "02:00"
    try:
        at = time.fromisoformat(given)
    except ValueError:
        at = None
    if at is None or at.tzinfo:
        raise ImproperlyConfigured("PBC_BACKUPS_AT is a time of day in London such as 02:00.")
    return at


def backups_kept() -> dict[str, int]:
    """{daily, weekly, monthly: of how many days, weeks and months the newest backup is kept}."""
    given = os.environ.get("PBC_BACKUPS_KEPT", "").strip() or "7 daily 5 weekly 12 monthly"
    words = given.replace(",", " ").split()
    kept = dict(zip(words[1::2], words[::2], strict=False))
    numbers = all(number.isdecimal() for number in kept.values())
    whole = len(words) == 2 * len(kept) and {*kept} <= {"daily", "weekly", "monthly"}
    some = numbers and any(map(int, kept.values()))
    if not (whole and some):
        raise ImproperlyConfigured("PBC_BACKUPS_KEPT is such as: 7 daily 5 weekly 12 monthly.")
    return {kind: int(number) for kind, number in kept.items()}
