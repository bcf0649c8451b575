"""A deed: one transaction, signed. A snapshot: one for reading."""

from contextlib import contextmanager
from functools import wraps

import pghistory
from django.db import connection, transaction


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
        yield
