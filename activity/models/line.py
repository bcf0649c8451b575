from django.db import models
from django.db.models import F, Q


class Measures(models.Model):
    """The five measures that every layout has. Money in pounds; a plan may be fractional."""

    plan_activity = models.DecimalField(max_digits=14, decimal_places=3)
    actual_activity = models.DecimalField(max_digits=14, decimal_places=3)
    budget = models.DecimalField(max_digits=14, decimal_places=2)
    savings_plan = models.DecimalField(max_digits=14, decimal_places=2)
    actual_cost = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        abstract = True


class ActivityLine(Measures):
    """A costed line of one month, with the sheet and cell it came from. Only ever inserted.

    Ids are plain numbers: they were matched before the rows were copied in. No practice is
    unassigned. `first_month` is the month; 0 marks the opening figure of a year-to-date file,
    which stands for all months up to `month`. One table, partitioned by year.
    """

    id = models.BigIntegerField(primary_key=True)
    submission_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    first_month = models.SmallIntegerField()
    month = models.SmallIntegerField()
    locality_id = models.BigIntegerField()
    practice_id = models.BigIntegerField(null=True)
    practice_given = models.CharField(max_length=40)
    provider_id = models.BigIntegerField(null=True)
    provider_given = models.CharField(max_length=40)
    point_of_delivery_id = models.BigIntegerField()
    specialty_id = models.BigIntegerField(null=True)
    specialty_given = models.CharField(max_length=40)
    sheet = models.CharField(max_length=100)
    row = models.IntegerField()
    cell = models.CharField(max_length=12)

    class Meta:
        managed = False
        db_table = "activity_activityline"

    def __str__(self):
        return f"{self.practice_given} month {self.month}: {self.actual_cost}"


class ParkedRow(models.Model):
    """A row that could not be understood, kept as given with its reason until it is settled."""

    submission = models.ForeignKey("activity.Submission", models.PROTECT, related_name="parked")
    code = models.CharField(max_length=40)
    year = models.SmallIntegerField(null=True)
    month = models.SmallIntegerField(null=True)
    locality = models.ForeignKey("core.Locality", models.PROTECT, null=True)
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True)
    practice_given = models.CharField(max_length=100, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.IntegerField()
    cell = models.CharField(max_length=12, blank=True)
    money = models.DecimalField(max_digits=14, decimal_places=2)
    values = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["submission", "month"], name="parked_of_a_month")]

    def __str__(self):
        return f"Row {self.row}: {self.code}"


class Problem(models.Model):
    """Something found in a file: where, what it is, what it does to the row, what to do."""

    submission = models.ForeignKey("activity.Submission", models.PROTECT, related_name="problems")
    severity = models.CharField(max_length=10)
    code = models.CharField(max_length=60)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.IntegerField(null=True)
    cell = models.CharField(max_length=12, blank=True)
    message = models.TextField()
    fix = models.TextField()
    count = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__in=["parked", "ignored", "warning", "refused"]),
                name="a_problem_has_a_known_severity",
            ),
            models.CheckConstraint(
                condition=Q(row=None) | Q(count=1), name="a_problem_of_a_row_counts_one"
            ),
        ]

    def __str__(self):
        return self.message


class PositionRollUp(Measures):
    """A submission by practice (or the unassigned line), month and point of delivery."""

    submission = models.ForeignKey("activity.Submission", models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    first_month = models.SmallIntegerField()
    month = models.SmallIntegerField()
    locality = models.ForeignKey("core.Locality", models.PROTECT, related_name="+")
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True, related_name="+")
    point_of_delivery = models.ForeignKey(
        "activity.PointOfDelivery", models.PROTECT, related_name="+"
    )
    rows = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "submission",
                    "year",
                    "month",
                    "first_month",
                    "locality",
                    "practice",
                    "point_of_delivery",
                ],
                name="a_roll_up_for_positions_has_a_cell_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(first_month=0) | Q(first_month=F("month")),
                name="a_roll_up_is_of_a_month_or_an_opening",
            ),
        ]

    def __str__(self):
        return f"Submission {self.submission_id} month {self.month}: {self.actual_cost}"


class DetailRollUp(Measures):
    """A submission by practice, month, point of delivery, provider and specialty.

    Like the lines it has no foreign keys in the database: it can have as many rows as they, their
    ids were matched before, and checking them again took half of the load.
    """

    submission = models.ForeignKey(
        "activity.Submission", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    year = models.SmallIntegerField()
    first_month = models.SmallIntegerField()
    month = models.SmallIntegerField()
    locality = models.ForeignKey(
        "core.Locality", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    practice = models.ForeignKey(
        "core.Practice",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    practice_given = models.CharField(max_length=40)
    point_of_delivery = models.ForeignKey(
        "activity.PointOfDelivery",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    provider_given = models.CharField(max_length=40)
    specialty_given = models.CharField(max_length=40)
    rows = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["submission", "practice", "month"], name="detail_of_a_practice")
        ]

    def __str__(self):
        return f"Submission {self.submission_id} month {self.month}: {self.actual_cost}"
