"""A deed: one transaction, signed. A snapshot: one for reading."""

from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import wraps

import pghistory
from django.db import connection, transaction

_beside = ContextVar("beside", default=nullcontext)  # where what may lag is read meanwhile
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
def beside(reads):
    """Let `reads()`, a context, say where a snapshot that may lag is read while this lasts."""
    before = _beside.set(reads)
    try:
        yield
    finally:
        _beside.reset(before)


@contextmanager
def snapshot(*, may_lag=False):
    """Read everything as of one moment, so that a page cannot straddle a publication.

    `may_lag` where that moment may be some seconds ago: nothing is decided by what is shown, no
    mark is moved up to it, and it is no right of anybody's. Inside an open transaction (a deed, a
    test) the caller's own is used as it is.
    """
    if connection.in_atomic_block:
        yield
        return
    with _beside.get()() if may_lag else nullcontext(), transaction.atomic():
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
