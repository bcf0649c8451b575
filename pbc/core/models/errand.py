from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from pbc.core.models.job import JobQuerySet, Lease

TOLD_FOR = timedelta(days=7)  # that an errand was left undone stands on a desk this long


class ErrandState(models.TextChoices):
    """Where an errand stands. The first is a worker's."""

    WAITING = "WAITING", "Waiting"
    DONE = "DONE", "Done"
    SET_ASIDE = "SET_ASIDE", "Set aside"


class ErrandQuerySet(JobQuerySet):
    unfinished = (ErrandState.WAITING,)

    def left_undone(self):
        """Errands that were set aside of late and are not under way, or done, by another."""
        another = Errand.objects.filter(
            kind=OuterRef("kind"), key=OuterRef("key"), pk__gt=OuterRef("pk")
        )
        of_late = self.filter(state=ErrandState.SET_ASIDE, finished_at__gt=Now() - TOLD_FOR)
        return of_late.exclude(Exists(another))


class Errand(models.Model):
    """Work for later that has no row of its own: what kind of work, on what, asked by whom.

    It is a job like a reading: a lease, three attempts, then set aside and told. `key` says what
    it is about, in the words of its kind; asked for again while it waits, it is the same errand;
    asked for while it runs, which may be too late for what is new, another follows it.
    One that was set aside stays so; whoever has it tried again (`retried_by`) makes another, in the
    name of who asked.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="errands")
    retried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="errands_retried"
    )
    state = models.CharField(max_length=20, choices=ErrandState, default=ErrandState.WAITING)
    attempts = models.SmallIntegerField(default=0)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    finished_at = models.DateTimeField(null=True)

    objects = ErrandQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state"], name="errands_by_state"),
            models.Index(
                fields=["finished_at"],
                condition=Q(state=ErrandState.DONE),
                name="errands_done_by_day",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state=ErrandState.WAITING),
                name="an_errand_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(state=ErrandState.WAITING) | Q(finished_at__isnull=False),
                name="what_became_of_an_errand_says_when",
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.key}"


class ErrandLease(Lease):
    """Who is at an errand, and who asked for it once more since it was begun.

    That stands here, not on the errand, because who runs an errand has its row locked.
    """

    errand = models.OneToOneField(Errand, models.CASCADE, primary_key=True)
    again_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
