from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

KEY = (
    *("feed", "year", "first_month", "month", "locality", "practice_given", "provider_given"),
    *("point_of_delivery", "specialty_given", "actual_cost"),
)


class HandAssignmentQuerySet(models.QuerySet):
    def known_on(self, day):
        """The last word on each line by the end of that day: one row a line."""
        said = self.filter(known_from__lte=day)
        return said.order_by(*KEY, "-known_from", "-pk").distinct(*KEY)


class HandAssignment(models.Model):
    """A person's word on whose an unassigned line is. Words are added, never changed.

    The line is named by what it says of itself, so that the word outlives a restatement; the last
    word on a line counts. `practice` None takes the word before it back. `first_month` is the
    month, or 0 for an opening figure, which stands for all months up to `month`.
    """

    feed = models.ForeignKey("activity.Feed", models.PROTECT)
    year = models.SmallIntegerField()
    first_month = models.SmallIntegerField()
    month = models.SmallIntegerField()
    locality = models.ForeignKey("core.Locality", models.PROTECT)
    practice_given = models.CharField(max_length=40)
    provider_given = models.CharField(max_length=40, blank=True)
    point_of_delivery = models.ForeignKey("activity.PointOfDelivery", models.PROTECT)
    specialty_given = models.CharField(max_length=40, blank=True)
    actual_cost = models.DecimalField(max_digits=14, decimal_places=2)
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    known_from = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = HandAssignmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["feed", "year", "month", "locality", "-known_from", "-id"],
                name="assignments_of_a_slice",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="an_assignment_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(month__range=(1, 13)) & (Q(first_month=F("month")) | Q(first_month=0)),
                name="an_assignment_is_of_a_month_or_an_opening",
            ),
        ]

    def __str__(self):
        return f"Month {self.month}, {self.actual_cost}: {self.practice or 'unassigned'}"

    @property
    def slice(self):
        """The slice in which its line counts: (year, month, locality)."""
        return self.year, self.month + (self.first_month == 0), self.locality_id


class Outcome(models.TextChoices):
    """What a reading did with an assignment."""

    APPLIED = "APPLIED", "Applied"
    NOT_FOUND = "NOT_FOUND", "Its line is not in this file"
    NOT_THERE = "NOT_THERE", "The practice was not in the locality then"


class AssignmentOutcome(models.Model):
    """What a reading did with an assignment that stood in the months which it covers."""

    submission = models.ForeignKey("activity.Submission", models.PROTECT, related_name="by_hand")
    assignment = models.ForeignKey(HandAssignment, models.PROTECT, related_name="outcomes")
    outcome = models.CharField(max_length=10, choices=Outcome)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "assignment"],
                name="a_reading_does_one_thing_with_an_assignment",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="an_outcome_is_one_of_three"
            ),
        ]

    def __str__(self):
        return f"{self.assignment}: {self.get_outcome_display()}"
