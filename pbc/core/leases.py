"""Working at a job under a lease, so that it is done once whoever dies, sleeps or is told to stop.

A job is a row (`JobQuerySet`), its lease a row of another table (`Lease`) with the same key:
renewing the lease never waits for the job's row, which the worker may have locked.
"""

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import Error, connection, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from pbc.core import full
from pbc.core.models.job import LEASE

RENEW_EVERY = 5  # seconds
ROOM_COMES = timedelta(minutes=5)  # so long a job waits that found the disk full
LOOK_EVERY = 1  # seconds between two looks at how far the work is


class TakenOver(Exception):
    """Somebody else holds the lease now: a worker that wakes late writes nothing."""


@dataclass
class Held:
    """A job that is ours for as long as its lease bears our token.

    `said` is how far the work is. It reaches the lease by the heartbeat, on a connection of its
    own: the worker's may be in the transaction that writes.
    """

    job: type
    lease: type
    pk: int
    token: UUID
    said: str = ""

    def say(self, progress):
        """Say how far the work is. It costs nothing; the heartbeat passes on what is new."""
        self.said = progress

    def _row(self):
        return self.lease.objects.filter(pk=self.pk, token=self.token)

    def insist(self):
        """Raise TakenOver unless the lease is still ours; asked just before a commit."""
        if not self._row().exists():
            raise TakenOver

    def renew(self):
        """Hold it for another while."""
        self._row().update(until=Now() + LEASE, progress=self.said)

    def give_back(self, *, after=None):
        """Let anybody have the job, at once or after a while."""
        self._row().update(token=None, until=Now() + after if after else None)


@transaction.atomic
def claim(job, lease, pk):
    """Take a job by one conditional UPDATE of its lease, and count the attempt before the work.

    None where somebody else has it, or where nothing is left to be done.
    """
    token = lease.objects.take(pk)
    if token and job.objects.count_attempt(pk):
        return Held(job, lease, pk, token)
    transaction.set_rollback(True)
    return None


@contextmanager
def at_work(held):
    """Renew the lease while the work goes on. Where the process is told to stop, the lease and
    the attempt are given back: three deployments must not set a good file aside. So they are where
    the disk is full, which is no fault of the job either; it is tried again after a while."""
    with heartbeat(held):
        try:
            yield
        except (SystemExit, KeyboardInterrupt):
            hand_back(held)
            raise
        except Exception as fault:
            if full.is_still_full(fault):
                hand_back(held, after=ROOM_COMES)
            raise


@transaction.atomic
def hand_back(held, *, after=None):
    """Give a job back as if it had not been tried, unless somebody else has it by now. Nobody
    takes it up before `after`, where that is said."""
    try:
        held.insist()
    except TakenOver:
        return
    held.job.objects.give_attempt_back(held.pk)
    held.give_back(after=after)


@contextmanager
def heartbeat(held):
    """Renew the lease every few seconds on a connection of its own, and when there is news."""
    done = threading.Event()

    def renew():
        passed, told = 0, held.said
        while not done.wait(LOOK_EVERY):
            passed += LOOK_EVERY
            if passed < RENEW_EVERY and held.said == told:
                continue
            passed, told = 0, held.said
            try:
                held.renew()
            except Error:  # the next beat tries again; the lease lasts four of them
                connection.close()
        connection.close()

    beat = threading.Thread(target=renew, name=f"lease of {held.pk}", daemon=True)
    beat.start()
    try:
        yield
    finally:
        done.set()
        beat.join()


def _nobodys(job, lease):
    return job.filter(Exists(lease.objects.free().filter(pk=OuterRef("pk"))))


def waiting(job, lease):
    """Keys of the jobs that are for a worker and that nobody holds."""
    return list(_nobodys(job.objects.for_a_worker(), lease).values_list("pk", flat=True))


def given_up(job, lease):
    """Jobs out of attempts that nobody holds, locked; one that a late worker has is left out."""
    stuck = _nobodys(job.objects.out_of_attempts(), lease)
    return list(stuck.select_for_update(of=("self",), skip_locked=True))


def alone(name):
    """Wait until nobody does what `name` says; until this transaction ends, nobody else does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def only_one(name):
    """Whether this transaction alone does what `name` says; until it ends, nobody else does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return cursor.fetchone()[0]
