"""How long a page waits for its database: four seconds in all, then it says so and ends.

A server that is down refuses at once; one that is frozen, or behind a network that has gone, says
nothing, and libpq would wait for ever. So the web server waits here instead, and a page that has
waited in vain gets the OperationalError that becomes "out of reach for a moment". What a person
takes to send a large file is no such wait.
"""

import select
import threading
import time
from contextlib import contextmanager

import psycopg2
from psycopg2 import extensions

WHOLE = 4.0  # seconds that one page waits, over all its statements
BRIEF = 0.5  # the same, while the database has not answered the page before


class Patience(threading.local):
    """Seconds that the page of this thread has waited so far, and may wait in all."""

    used = 0.0
    whole = WHOLE
    each = WHOLE  # seconds that one statement may be silent
    can_do_without = False


class Silence:
    """Whether the last wait of this process was in vain: its threads are too few to all wait."""

    holds = False


class Silent(psycopg2.OperationalError):
    """Nothing was heard for too long. Whether the server is gone or has much to do is not known."""


mine = Patience()


def patient(get_response):
    """Give each page its own four seconds. The first middleware."""

    def answer(request):
        mine.used, mine.whole = 0.0, BRIEF if Silence.holds else WHOLE
        return get_response(request)

    return answer


def longer(seconds):
    """Let this page wait so many seconds more in all: it asks much of the database."""
    mine.used -= seconds


@contextmanager
def at_most(seconds, *, each=WHOLE):
    """Wait no longer than this for a server that the page can do without, and for none of its
    statements longer than `each`. Whether it is silent says nothing of the other one."""
    before = mine.used, mine.whole, mine.each, mine.can_do_without
    mine.used, mine.whole, mine.each, mine.can_do_without = 0.0, seconds, each, True
    try:
        yield
    finally:
        waited = mine.used
        mine.used, mine.whole, mine.each, mine.can_do_without = before
        mine.used += waited


def afresh():
    """Give this page its whole patience again: it is read once more, from another server."""
    mine.used = 0.0


def wait(connection):
    """Wait for an answer of the database, in place of libpq; psycopg2 calls it."""
    began = time.monotonic()
    try:
        while (wants := connection.poll()) != extensions.POLL_OK:
            _wait_for(connection.fileno(), wants, time.monotonic() - began)
        if not mine.can_do_without:
            Silence.holds, mine.whole = False, WHOLE
    finally:
        mine.used += time.monotonic() - began


def _wait_for(socket, wants, so_far):
    left = min(mine.whole - mine.used, mine.each) - so_far
    ready = select.poll()
    ready.register(socket, select.POLLIN if wants == extensions.POLL_READ else select.POLLOUT)
    if left <= 0 or not ready.poll(left * 1000):
        Silence.holds = Silence.holds or not mine.can_do_without
        raise Silent("the database does not answer")
