"""A deed: one transaction, signed. A snapshot: one for reading."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

import pghistory
from django.db import connection, transaction

_read = ContextVar("read", default=None)  # what a snapshot has read: {(function, arguments): what}


def deed(function):
    """Run a service as one transaction, and sign every row it writes with who asked and why."""

    @wraps(function)
    def signed(*, by, **details):
        with pghistory.context(user=by.pk, deed=function.__name__), transaction.atomic():
            return function(by=by, **details)

    signed.is_deed = True
    return signed


def reason_given(reason, refuse):
    """A reason without spaces round it; raises `refuse` where nothing but spaces says nothing."""
    if not reason.strip():
        raise refuse("Say in one line why")
    return reason.strip()


@contextmanager
def snapshot():
    """Read everything as of one moment, so that a page cannot straddle a publication.

    Inside an open transaction (a deed, a test) the caller's own is used as it is.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        before = _read.set({})
        try:
            yield
        finally:
            _read.reset(before)


def once_a_snapshot(function):
    """Read a thing once in a snapshot, in which nothing changes; outside of one, each time."""

    @wraps(function)
    def read(*asked):
        known = _read.get()
        hash(asked)  # what cannot be known again is a fault wherever it is asked
        if known is None:
            return function(*asked)
        if (function, asked) not in known:
            known[function, asked] = function(*asked)
        return known[function, asked]

    return read
