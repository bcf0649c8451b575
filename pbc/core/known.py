"""One order of what is written down and what is stated.

A statement is derived again as known at its moment. That holds only if nothing was written down
before the moment and committed after it, where the statement could not see it. So whoever states
is alone, and whoever writes down a move, an entry or a row of the register waits for that: the
database takes the lock as it sets `recorded_at`.
"""

from django.db import connection

LOCK = 20070313, 1  # a key space of its own: the slices' locks have one number


def state_alone():
    """Wait until what is being written down is committed, and hold others back until we are.

    To be called before the first write of a transaction, so that no two wait for each other.
    """
    _lock("pg_advisory_xact_lock")


def write_beside_others():
    """Wait until what is being stated is committed; others may write down at the same time."""
    _lock("pg_advisory_xact_lock_shared")


def _lock(function):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", LOCK)
