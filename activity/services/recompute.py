"""Deriving every stored roll-up again from its lines, comparing, and replacing what differs."""

from dataclasses import dataclass, field

from django.db import connection

from activity.models import State, Submission
from pbc.core.deeds import deed

DIFFERENCES = "SELECT which, year, month, money FROM roll_up_differences(%s)"


@dataclass
class Recomputed:
    """How many roll-ups were derived again, and in what they differed."""

    checked: int = 0
    differences: int = 0
    examples: list[str] = field(default_factory=list)


@deed
def recompute_roll_ups(*, by):
    """Derive the roll-ups of every staged or published reading again; replace those that differ."""
    result = Recomputed()
    read = (State.STAGED, State.NEEDS_REASON, State.PUBLISHED, State.WITHDRAWN)
    for submission in Submission.objects.filter(state__in=read).order_by("pk"):
        with connection.cursor() as cursor:
            cursor.execute(DIFFERENCES, [submission.pk])
            differing = cursor.fetchall()
            result.checked += 1
            result.differences += len(differing)
            result.examples += [
                f"submission {submission.pk}, {of}: month {month} of {year}, {money}"
                for of, year, month, money in differing[:3]
            ]
            if differing:
                cursor.execute("SELECT rebuild_roll_ups(%s)", [submission.pk])
    return result
