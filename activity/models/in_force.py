from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Move(models.TextChoices):
    """Why a pointer moved."""

    PUBLISHED = "PUBLISHED", "Published"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    REDONE = "REDONE", "Withdrawal taken back"


class InForceQuerySet(models.QuerySet):
    def known_on(self, day):
        """The last move of each slice by the end of that day: one row a slice."""
        moved = self.filter(known_from__lte=day)
        slice_first = ("feed", "year", "month", "locality", "practice")
        return moved.order_by(*slice_first, "-known_from", "-pk").distinct(*slice_first)


class InForce(models.Model):
    """One move of a pointer: from `known_from` on, this submission is in force for the slice.

    A slice is a month of a locality, or a practice's month alone once a file was published for
    it; the month of a locality is then of its other practices and of the unassigned, and moves
    the practice's with it. `submission` None says that nothing is received. `cause` is the
    submission that was published, withdrawn or brought back. Moves are added, never changed.
    """

    feed = models.ForeignKey("activity.Feed", models.PROTECT)
    year = models.SmallIntegerField()
    month = models.SmallIntegerField()
    locality = models.ForeignKey("core.Locality", models.PROTECT)
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True)
    submission = models.ForeignKey(
        "activity.Submission", models.PROTECT, null=True, related_name="in_force"
    )
    cause = models.ForeignKey("activity.Submission", models.PROTECT, related_name="moves")
    move = models.CharField(max_length=20, choices=Move)
    known_from = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    reason = models.TextField(blank=True)

    objects = InForceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["feed", "year", "month", "locality", "-known_from", "-id"],
                name="in_force_of_a_slice",
            ),
            models.Index(fields=["recorded_at"], name="moves_by_moment"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "year", "month", "locality", "practice"],
                condition=Q(move=Move.PUBLISHED),
                nulls_distinct=False,
                name="a_submission_is_published_once_for_a_slice",
            ),
            models.CheckConstraint(
                condition=~Q(move=Move.PUBLISHED)
                | Q(submission__isnull=False, submission=F("cause")),
                name="a_publication_points_at_what_was_published",
            ),
            models.CheckConstraint(
                condition=Q(move=Move.PUBLISHED) | ~Q(reason=""),
                name="taking_back_says_why",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__regex=r"\S"),
                name="a_reason_of_spaces_says_nothing",
            ),
        ]

    def __str__(self):
        where = self.practice or self.locality
        return f"Month {self.month} of {where}: {self.submission_id or 'nothing'}"
