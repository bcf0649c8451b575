"""A replica of the database that some pages read, where PBC_DATABASE_REPLICA_URL names one.

Only what is read in a `snapshot(may_lag=True)` of a page that was asked for, never of a form that
was sent: the whole snapshot comes from one server or from the other. The replica is asked each time
how it stands. What is too old, has not yet what this browser wrote, follows nobody any more, or
does not answer is passed over: the page is read where everything is written, and nobody sees an
error. Who is signed in and what they may do is always asked of the primary.
"""

import logging
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, Error, connections
from django.db.utils import InterfaceError, OperationalError

from pbc import patience
from pbc.core import deeds

log = logging.getLogger(__name__)

ALIAS = "replica"
JUDGED, READ = 0.5, 2.0  # seconds that a page waits for it: for its standing, and for all it reads
AGAIN = 10.0  # seconds after a fault until it is asked again
REMEMBERED = 10 * 60  # seconds for which a browser says what it wrote: by then it is there or late
PLACE = re.compile(r"[0-9A-F]{1,8}/[0-9A-F]{1,8}")
BEGINNING = "0/0"
DO_THIS = "See that it runs, reaches the primary and has room; read its log. No figure is missing."
WRITTEN = "SELECT pg_current_wal_lsn()::text"
# A primary that is idle is not behind for that: then all that it wrote is there.
STANDS = """
SELECT pg_is_in_recovery(),
       coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false),
       CASE WHEN pg_last_wal_replay_lsn() >= %s::pg_lsn THEN 0
            ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END
"""


@dataclass(frozen=True)
class Standing:
    """How the replica stands: whether it still follows, has what was written up to a place, and
    how many seconds it is behind; None where it cannot say."""

    follows: bool
    has_own: bool
    seconds: float | None

    @property
    def why_not(self):
        """Why nobody reads from it now, fit to show; empty where it may be read."""
        if not self.follows:
            return "it follows no primary any more"
        if self.seconds is None or self.seconds > settings.PBC_DATABASE_REPLICA_SECONDS:
            return f"it is more than {settings.PBC_DATABASE_REPLICA_SECONDS} seconds behind"
        return ""


class Trouble:
    """What was wrong with it when this process asked last, and until when it is left alone."""

    lock, why, until = threading.Lock(), "", 0.0

    @classmethod
    def note(cls, why, *, alone=0.0):
        """Write one line when it goes wrong and one when it is well again, not one a page."""
        with cls.lock:
            changed, cls.why = bool(why) != bool(cls.why), why
            cls.until = time.monotonic() + alone
        if changed:
            log.warning("The replica is %s", f"not read: {why}" if why else "read again")


def is_set():
    """Whether there is one."""
    return ALIAS in connections.settings


def standing(own=BEGINNING):
    """How the replica stands now. Raises the Error of whichever server does not answer."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(WRITTEN)
        [(written,)] = cursor.fetchall()
    with patience.at_most(JUDGED), connections[ALIAS].cursor() as cursor:
        cursor.execute(STANDS, [own, written])
        [(follows, has_own, seconds)] = cursor.fetchall()
    return Standing(follows, has_own, None if seconds is None else max(0.0, float(seconds)))


def in_a_line():
    """How it stands, for a monitor that reads /healthz; empty where there is none."""
    if not is_set():
        return ""
    try:
        now = standing()
    except Error:
        return "replica: does not answer, pages are read from the primary\n"
    if now.why_not:
        return f"replica: not read, {now.why_not}\n"
    return f"replica: {now.seconds:.0f} s behind\n"


@dataclass(frozen=True)
class Shown:
    """How it stands, in words."""

    sentence: str
    what_to_do: str = ""


def shown():
    """What the page of the service says of it; None where there is none."""
    if not is_set():
        return None
    try:
        now = standing()
    except Error:
        return Shown("It does not answer: every page is read from the primary.", DO_THIS)
    if now.why_not:
        return Shown(f"It is not read: {now.why_not}.", DO_THIS)
    return Shown(f"It is {now.seconds:.0f} seconds behind, and pages of figures are read from it.")


# ---- Pages -----------------------------------------------------------------------------------


class ReadBeside:
    """Lets what may lag be read from the replica, and remembers what a browser has written."""

    def __init__(self, get_response):
        if not is_set():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "POST":
            return _remembering(self.get_response(request))
        with deeds.beside(partial(_instead, request)):
            return self.get_response(request)

    def process_exception(self, request, fault):
        """Show a page once more whose replica went away while it was read, from the primary."""
        if fault is not getattr(request, "fault_beside", None) or not _went_away(fault):
            return None
        _leave(fault)
        asked = request.resolver_match
        return asked.func(request, *asked.args, **asked.kwargs)


def _went_away(fault):
    """Whether it is a fault of the server; what the page asks wrongly is one of the page. psycopg2
    has no name for an answer that was cut off."""
    return isinstance(fault, (OperationalError, InterfaceError)) or type(fault) is DatabaseError


def _remembering(response):
    """Say in a cookie up to where this browser has written: the next page is not older."""
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(WRITTEN)
            [(written,)] = cursor.fetchall()
    except Error:  # what was sent is done, or is not; the answer says so, whatever is away now
        return response
    response.set_cookie(
        settings.PBC_WROTE_COOKIE,
        written,
        max_age=REMEMBERED,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@contextmanager
def _instead(request):
    """Have everything that is read inside come from the replica, if it may be read now.

    Every statement goes by the connection called default, those in SQL too: it is that of the
    replica meanwhile, so that no page is put together from two servers.
    """
    if hasattr(request, "fault_beside") or not _may_be_read(request):
        yield
        return
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[ALIAS]
    try:
        with patience.at_most(READ):
            yield
    except Error as fault:
        request.fault_beside = fault
        raise
    finally:
        connections[DEFAULT_DB_ALIAS] = primary


def _may_be_read(request):
    if time.monotonic() < Trouble.until:
        return False
    own = request.COOKIES.get(settings.PBC_WROTE_COOKIE, "")
    try:
        now = standing(own if PLACE.fullmatch(own) else BEGINNING)
    except Error as fault:
        _leave(fault)
        return False
    Trouble.note(now.why_not)
    return now.has_own and not now.why_not


def _leave(fault):
    """Leave it alone for a while: each page would wait for it in vain."""
    Trouble.note(str(fault).strip().partition("\n")[0] or type(fault).__name__, alone=AGAIN)
    connections[ALIAS].close()
