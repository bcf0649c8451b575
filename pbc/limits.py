"""How often one person may do what costs the site much, or takes much out of it.

Nobody at work meets a limit: they are for a program that goes through everything in somebody's
name. The broker counts, for all processes together, and the database is asked nothing. Whether it
answers is no matter: without a count everybody goes on, and the log says so.
"""

import logging
import math
import re
import threading
import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.shortcuts import render
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from pbc.core import clock
from pbc.core.kept import keeping

log = logging.getLogger(__name__)
TOO_MANY = 429
A_SECOND = 1000  # milliseconds
A_TENTH = 0.1  # seconds that the broker has to answer
RESTS = 10  # seconds for which one that did not answer is not asked
# What ends something, or is sent by a page itself.
FREE = {"account_logout", "sign-ins:end", "session-stay"}
# Addresses that hand out a file: tables, templates, papers and calendars.
TABLES = re.compile(r"-table(-|$)|-template$")
FILES = {"minutes:taken", "minutes:copy", "diary:paper", "diary:meeting-calendar", "events:paper"}
FILES |= {"seals:heads", "demonstration-next", "demonstration-corrected"}
IN_A = {60: "a minute", 3600: "an hour"}


@dataclass(frozen=True)
class Wait:
    """Who has done something as often as one may: what, how often in how many seconds, and for
    how many seconds they wait. `is_first` until they were told of it."""

    kind: str
    most: int
    within: int
    left: int
    is_first: bool

    @property
    def in_a(self):
        """The time in which so much may be done, in words."""
        return IN_A[self.within]


class Counter:
    """The broker as a counter: asked by all threads of a process, and left alone for a while when
    it does not answer, so that no page waits for it twice."""

    def __init__(self):
        self.client, self.rests_until = None, 0.0
        self.lock = threading.Lock()

    def add(self, key, amount, within):
        """(how many there are within these seconds, in how many they end); None: nobody knows."""
        if time.monotonic() < self.rests_until:
            return None
        try:
            return self._add(key, amount, within)
        except (RedisError, OSError, ValueError) as why:
            self.rests_until = time.monotonic() + RESTS
            log.warning("The broker does not count, and nobody is held up: %s", type(why).__name__)
            return None

    def _add(self, key, amount, within):
        """A count that has no end, whoever took it away, is given one: nobody waits for ever. The
        milliseconds that it has are whole seconds upwards: who waits so long does not wait again.
        """
        with self._asked().pipeline() as asked:
            asked.set(key, 0, ex=within, nx=True)
            asked.incrby(key, amount)
            asked.pttl(key)
            _, many, left = asked.execute()
        if left < 0:
            self._asked().expire(key, within)
            return many, within
        return many, max(1, math.ceil(left / A_SECOND))

    def is_first(self, key, within):
        """Whether nobody has said so of this key within these seconds; also where nobody knows."""
        try:
            return bool(self._asked().set(key, 1, ex=within, nx=True))
        except (RedisError, OSError, ValueError):
            return True

    def _asked(self):
        with self.lock:
            if self.client is None:
                at = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://", 1)
                self.client = Redis.from_url(
                    at,
                    protocol=2,
                    socket_timeout=A_TENTH,
                    socket_connect_timeout=A_TENTH,
                    retry=Retry(NoBackoff(), 0),
                )
            return self.client


counter = Counter()


def met_by(request, view):
    """The Wait of whoever asks or sends too often; None where they may go on. Counts this one."""
    if not getattr(view, "login_required", True) or not request.user.is_authenticated:
        return None
    waits = (_wait(request, kind, amount) for kind, amount in _counted(request))
    return next(filter(None, waits), None)


def _counted(request):
    """What a request counts as: pairs of a kind and how many."""
    name = request.resolver_match.view_name
    if request.method == "POST":
        if name not in FREE:
            yield "deeds", 1
        files = sum(len(sent) for _, sent in request.FILES.lists())
        if files:
            yield "files", files
    elif name == "search" and (request.GET.get("q") or request.GET.get("who")):
        yield "searches", 1
    elif takes_away(name):
        yield "tables", 1


def takes_away(name):
    """Whether the address of this name hands out a file."""
    return name in FILES or bool(TABLES.search(name))


def _wait(request, kind, amount):
    """Files that begin below the limit are all taken: only what comes after it waits."""
    most, within = settings.PBC_LIMITS[kind]
    found = most and counter.add(f"pbc:limit:{kind}:{request.user.pk}", amount, within)
    if not found:
        return None
    many, left = found
    if many - amount < most:
        return None
    is_first = counter.is_first(f"pbc:limit:{kind}:{request.user.pk}:met", left)
    if is_first:
        said = kind, IN_A[within], most
        log.warning("%s of one person in %s: more than %s", *said, extra={"request": request})
    return Wait(kind, most, within, left, is_first)


def ask_to_wait(request, wait):
    """The page that says when one may go on. Of the first form that had to wait what was typed is
    kept: whoever goes on sending is answered without a write."""
    is_theirs = request.method == "POST" and keeping.whose(request) == request.user
    cookie = keeping.keep(request) if is_theirs and wait.is_first else None
    until = clock.now() + timedelta(seconds=wait.left)
    shown = {
        "wait": wait,
        "until": until + timedelta(seconds=-until.timestamp() % 60),
        "was_sent": request.method == "POST",
        "has_files": bool(request.FILES),
        "is_kept": cookie is not None or (is_theirs and keeping.is_kept_of(request)),
    }
    answer = render(request, "pbc/too_often.html", shown, status=TOO_MANY)
    answer["Retry-After"] = str(wait.left)
    if cookie is not None:
        keeping.remember(answer, cookie)
    return answer
