"""Two people, or one person twice, at the same moment: each on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from django.db import connection, transaction

A_LONG_TIME = 20  # seconds, for a machine under load
WAITING = """
SELECT count(*) FROM pg_locks
WHERE locktype IN ('advisory', 'transactionid', 'tuple') AND NOT granted
"""


def at_once(first, second):
    """Do the first and, before it is committed, begin the second on a connection of its own."""
    is_done, may_commit = Event(), Event()

    def hold():
        with own_connection(), transaction.atomic():
            first()
            is_done.set()
            assert may_commit.wait(A_LONG_TIME)

    def follow():
        with own_connection():
            assert is_done.wait(A_LONG_TIME)
            second()

    with ThreadPoolExecutor() as threads:
        both = [threads.submit(hold), threads.submit(follow)]
        while not (both[1].done() or both[0].done() or is_somebody_waiting()):
            may_commit.wait(0.02)
        may_commit.set()
        for one in both:
            one.result(A_LONG_TIME)


@contextmanager
def own_connection():
    try:
        yield
    finally:
        connection.close()


def is_somebody_waiting():
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone() != (0,)
