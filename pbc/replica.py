"""A replica of the database that some pages read, where PBC_DATABASE_REPLICA_URL names one.

Only what is read in a `snapshot(may_lag=True)` of a page that was asked for, never of a form that
was sent: the whole snapshot comes from one server or from the other. The replica is asked each time
how it stands. What is of another database, is too old, has not yet what this browser wrote, what
was published or what somebody had a mail about, follows nobody any more, or does not answer is
passed over: the page is read where everything is written, and nobody sees an error. Who is signed
in and whether they may see a page at all is always asked of the primary.
"""

import logging
import math
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
from pbc.core import access, deeds

log = logging.getLogger(__name__)

ALIAS = "replica"
JUDGED = 0.5  # seconds that a page waits for its standing
SILENT = 2.0  # seconds that one statement of a page may be silent there
AGAIN = 10.0  # seconds after a fault until it is asked again
REMEMBERED = 10 * 60  # seconds for which a browser says what it wrote: by then it is there or late
PLACE = re.compile(r"[0-9A-F]{1,8}/[0-9A-F]{1,8}")
BEGINNING, NEVER = "0/0", "FFFFFFFF/FFFFFFFF"
# A conflict with what it has to replay, a statement that was ended, a lock that is held.
OF_A_STATEMENT = frozenset({"40001", "40P01", "57014", "55P03"})
FOLLOWS_NOBODY = "it follows no primary any more"
OF_ANOTHER = "it is of another database"
OF_ANOTHER_LINE = "it follows another line of this database's history"
DO_THIS = "See that it runs, reaches the primary and has room; read its log. No figure is missing."
DO_INSTEAD = {
    FOLLOWS_NOBODY: "If it is to be the primary, point DATABASE_URL at it and stop the old one; if"
    " not, make it anew by pg_basebackup. No figure is missing.",
    OF_ANOTHER: "Let PBC_DATABASE_REPLICA_URL name a replica of the database that DATABASE_URL"
    " names, and start the site again. No figure is missing.",
    OF_ANOTHER_LINE: "After a failover wait five minutes; if it says so still, it follows a primary"
    " that is none any more: make it anew by pg_basebackup. No figure is missing.",
}
# All that is written up to there is somewhere in the log, be it on the disk yet or not.
WRITTEN = "SELECT pg_current_wal_insert_lsn()::text"
OF_THE_PRIMARY = """
SELECT pg_current_wal_flush_lsn()::text, clock_timestamp(), system_identifier,
       ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::int,
       (SELECT max(id) FROM activity_inforce), (SELECT max(id) FROM core_mail)
FROM pg_control_system()
"""
# Where it is comes before the snapshot of the page: what it has by then, the snapshot shows.
STANDS = """
SELECT pg_is_in_recovery(), system_identifier, greatest(timeline_id, min_recovery_end_timeline),
       coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false),
       coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false),
       coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false),
       extract(epoch FROM %s::timestamptz - pg_last_xact_replay_timestamp())::float,
       coalesce((SELECT max(id) FROM activity_inforce) >= %s, %s IS NULL),
       coalesce((SELECT max(id) FROM core_mail) >= %s, %s IS NULL)
FROM pg_control_system(), pg_control_checkpoint(), pg_control_recovery()
"""


@dataclass(frozen=True)
class Standing:
    """How the replica stands.

    `why_not` is why nobody reads from it, fit to show; `is_near` whether it is known to be no
    further behind than it may be; `has_own` and `has_told` whether it has what was written up to a
    place, and what people were told of; `seconds` how far it is behind at the most, None where that
    is not known yet.
    """

    why_not: str
    is_near: bool = False
    has_own: bool = False
    has_told: bool = False
    seconds: float | None = None

    @property
    def may_be_read(self):
        return not self.why_not and self.is_near and self.has_own and self.has_told


class Trouble:
    """What was wrong with it when this process asked last, and until when it is left alone."""

    lock, why, until = threading.Lock(), "", 0.0

    @classmethod
    def note(cls, why, *, alone=0.0):
        """Write one line when it goes wrong and one when it is well again, not one a page. What
        one page found well does not end the rest that a fault of another has given it."""
        now = time.monotonic()
        with cls.lock:
            if not why and now < cls.until:
                return
            changed, cls.why = bool(why) != bool(cls.why), why
            cls.until = max(cls.until, now + alone)
        if changed:
            log.warning("The replica is %s", f"not read: {why}" if why else "read again")

    @classmethod
    def rests(cls):
        return time.monotonic() < cls.until


class Followed:
    """What this process has seen of how the replica follows: a place that it lacked and since when
    the primary had that, and the last moment of which it is known to have all. Two clocks never
    meet here: an idle primary is not behind, nor one whose clock is."""

    lock, lacks, since, had = threading.Lock(), BEGINNING, math.inf, -math.inf

    @classmethod
    def note(cls, moment, written, asked, *, has_all, has_asked):
        """Note what it had of `written`, where the primary was at the moment, and of `asked`, a
        place and the moment of it. Return the moment of which it has all, and since when it lacks
        something; infinite where neither is known."""
        _, since = asked
        with cls.lock:
            if has_all:
                cls.had, cls.lacks, cls.since = max(cls.had, moment), BEGINNING, math.inf
            elif since == math.inf or has_asked:
                cls.had = max(cls.had, since) if since < math.inf else cls.had
                cls.lacks, cls.since = written, moment
            return cls.had, cls.since

    @classmethod
    def asks(cls):
        with cls.lock:
            return cls.lacks, cls.since


class Known:
    """What this process found last of how it stands, and when."""

    standing, at = None, -math.inf


def is_set():
    """Whether there is one."""
    return ALIAS in connections.settings


def standing(own=BEGINNING):
    """How the replica stands now. None where it does not answer, which is noted; raises the Error
    of a primary that does not."""
    moment = time.monotonic()
    [(written, clock, system, line, moved, mailed)] = _rows(DEFAULT_DB_ALIAS, OF_THE_PRIMARY)
    asked = Followed.asks()
    places = [own, written, asked[0], clock, moved, moved, mailed, mailed]
    try:
        [(follows, its_system, its_line, has_own, has_all, has_asked, age, *told)] = _of_it(places)
    except Error as fault:
        _leave(fault)
        return None
    if why := _is_another(follows, its_system == system, its_line == line):
        return _known(Standing(why))
    had, since = Followed.note(moment, written, asked, has_all=has_all, has_asked=has_asked)
    behind = min(moment - had, math.inf if age is None else max(0.0, age))
    most = settings.PBC_DATABASE_REPLICA_SECONDS
    near = has_all or behind <= most
    late = not near and moment - since > most
    return _known(
        Standing(
            f"it is more than {most} seconds behind" if late else "",
            is_near=near,
            has_own=has_own,
            has_told=all(told),
            seconds=0.0 if has_all else behind if near else None,
        )
    )


def _is_another(follows, is_same, is_same_line):
    if not is_same:
        return OF_ANOTHER
    if not follows:
        return FOLLOWS_NOBODY
    return "" if is_same_line else OF_ANOTHER_LINE


def _known(now):
    Trouble.note(now.why_not)
    Known.standing, Known.at = now, time.monotonic()
    return now


def _of_it(places):
    """What it says of itself. A connection that was cut off while nobody asked is made anew."""
    with patience.at_most(JUDGED):
        try:
            return _rows(ALIAS, STANDS, places)
        except Error:
            connections[ALIAS].close()
            return _rows(ALIAS, STANDS, places)


def _rows(alias, question, places=None):
    with connections[alias].cursor() as cursor:
        cursor.execute(question, places)
        return cursor.fetchall()


def in_a_line():
    """How it stands, for a monitor that reads /healthz: by what is known, if that is new; empty
    where there is none."""
    if not is_set():
        return ""
    now = None
    if not Trouble.rests():
        is_new = time.monotonic() - Known.at < AGAIN
        try:
            now = Known.standing if is_new else standing()
        except Error:
            return "replica: not known\n"
    if now is None:
        return "replica: does not answer, pages are read from the primary\n"
    if now.why_not:
        return f"replica: not read, {now.why_not}\n"
    if now.seconds is None:
        return "replica: not read until it has what was written a moment ago\n"
    return f"replica: {now.seconds:.0f} s behind\n"


@dataclass(frozen=True)
class Shown:
    """How it stands, in words."""

    sentence: str
    what_to_do: str = ""


def shown():
    """What the page of the service says of it; None where there is none."""
    return in_words(standing()) if is_set() else None


def in_words(now):
    """A Standing in words, and what to do about it; None is one that does not answer."""
    if now is None:
        return Shown("It does not answer: every page is read from the primary.", DO_THIS)
    if now.why_not:
        return Shown(f"It is not read: {now.why_not}.", DO_INSTEAD.get(now.why_not, DO_THIS))
    if now.seconds is None:
        return Shown("It is not read until it has what was written a moment ago.")
    seconds = round(now.seconds)
    behind = f"{seconds} {'second' if seconds == 1 else 'seconds'} behind"
    return Shown(f"It is {behind}, and pages of figures are read from it.")


# ---- Pages -----------------------------------------------------------------------------------


class ReadBeside:
    """Lets what may lag be read from the replica, and remembers what a browser has written."""

    def __init__(self, get_response):
        if not is_set():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "POST":
            return _remembering(request, self.get_response(request))
        with deeds.beside(partial(_instead, request)):
            return self.get_response(request)

    def process_exception(self, request, fault):
        """Show a page once more that could not be read there, from the primary: with its whole
        patience, and nothing of what was read before."""
        if fault is not getattr(request, "fault_beside", None) or not _went_away(fault):
            return None
        if _is_of_a_statement(fault):
            connections[ALIAS].close()  # what it was asked may be going on there
        else:
            _leave(fault)
        access.forget(request.user)
        patience.afresh()
        asked = request.resolver_match
        return asked.func(request, *asked.args, **asked.kwargs)


def _went_away(fault):
    """Whether it is a fault of the server; what the page asks wrongly is one of the page. psycopg2
    has no name for an answer that was cut off."""
    return isinstance(fault, (OperationalError, InterfaceError)) or type(fault) is DatabaseError


def _is_of_a_statement(fault):
    """Whether one statement was too much for it now: other pages may well be read there."""
    cause = fault.__cause__
    is_one = getattr(cause, "pgcode", None) in OF_A_STATEMENT
    return is_one or isinstance(cause, patience.Silent)


def _remembering(request, response):
    """Say in a cookie up to where this browser has written: the next page is not older."""
    if not request.user.is_authenticated:
        return response
    try:
        [(written,)] = _rows(DEFAULT_DB_ALIAS, WRITTEN)
    except Error:  # what was sent is done, or is not: no replica is known to have it
        written = NEVER
    response.set_signed_cookie(
        settings.PBC_WROTE_COOKIE,
        written,
        salt=ALIAS,
        max_age=REMEMBERED,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _wrote(request):
    """Up to where this browser says that it has written; what we did not sign says nothing."""
    own = request.get_signed_cookie(settings.PBC_WROTE_COOKIE, "", salt=ALIAS, max_age=REMEMBERED)
    return own if PLACE.fullmatch(own) else BEGINNING


@contextmanager
def _instead(request):
    """Have everything that is read inside come from the replica, if it may be read now.

    Every statement goes by the connection called default, those in SQL too: it is that of the
    replica meanwhile, so that no page is put together from two servers.
    """
    if hasattr(request, "fault_beside") or not _may_be_read(request):
        yield
        return
    access.appointments(request.user)  # who somebody is here is never late
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[ALIAS]
    try:
        with patience.at_most(patience.WHOLE, each=SILENT):
            yield
    except Error as fault:
        request.fault_beside = fault
        raise
    finally:
        connections[DEFAULT_DB_ALIAS] = primary


def _may_be_read(request):
    if Trouble.rests():
        return False
    now = standing(_wrote(request))
    return now is not None and now.may_be_read


def _leave(fault):
    """Leave it alone for a while: each page would wait for it in vain."""
    Trouble.note(str(fault).strip().partition("\n")[0] or type(fault).__name__, alone=AGAIN)
    connections[ALIAS].close()
