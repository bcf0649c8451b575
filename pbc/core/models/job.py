"""What every job is: a row with a state and its attempts, and a lease in a table of its own."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

LEASE = timedelta(seconds=20)  # renewed every 5 s; the sweep runs every 10 s
ATTEMPTS = 3


class JobQuerySet(models.QuerySet):
    """Rows that are jobs: `unfinished` are the states in which one is for a worker."""

    unfinished: tuple[str, ...] = ()

    def for_a_worker(self):
        """Jobs that are not finished and have attempts left."""
        return self.filter(state__in=self.unfinished, attempts__lt=ATTEMPTS)

    def out_of_attempts(self):
        """Jobs that are not finished, and that no worker is to try again."""
        return self.filter(state__in=self.unfinished, attempts__gte=ATTEMPTS)

    def count_attempt(self, pk):
        """Count an attempt before the work starts; False where there is none left."""
        return bool(self.for_a_worker().filter(pk=pk).update(attempts=F("attempts") + 1))

    def give_attempt_back(self, pk):
        """Take an attempt off again: the worker was told to stop, the job is not to blame."""
        mine = self.filter(pk=pk, state__in=self.unfinished, attempts__gt=0)
        mine.update(attempts=F("attempts") - 1)


class LeaseQuerySet(models.QuerySet):
    """Leases; each has the key of its job."""

    def free(self):
        """Nobody's: not taken yet, given back, or run out. Own columns only, so that one UPDATE
        decides."""
        return self.filter(Q(until=None) | Q(until__lt=Now()))

    def take(self, pk):
        """Take the lease of a job and return its token; None where somebody else has it."""
        token = uuid4()
        taken = self.free().filter(pk=pk).update(token=token, until=Now() + LEASE, progress="")
        return token if taken else None


class Lease(models.Model):
    """Who is at a job, until when, and how far they are. Not tracked.

    `Now()` is the database's clock: two machines, or a process with PBC_TODAY set, cannot differ.
    """

    token = models.UUIDField(null=True)
    until = models.DateTimeField(null=True)
    progress = models.CharField(max_length=200, blank=True)

    objects = LeaseQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"Lease of {self.pk}"
