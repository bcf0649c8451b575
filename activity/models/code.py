import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models


@pghistory.track()
class Heading(models.Model):
    """A heading of the budget: points of delivery that are reported together."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=100, unique=True)

    def __str__(self):
        return self.name


@pghistory.track()
class PointOfDelivery(models.Model):
    """How care was delivered: day case, first attendance. `aliases` are other senders' codes."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    heading = models.ForeignKey(Heading, models.PROTECT, related_name="points_of_delivery")
    aliases = ArrayField(models.CharField(max_length=100), default=list)

    def __str__(self):
        return self.name


@pghistory.track()
class Specialty(models.Model):
    """A treatment function: three digits, kept as text."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name


@pghistory.track()
class DefaultPracticeCode(models.Model):
    """A national code that stands for no practice: its rows are unassigned."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name


class ResolvedHeading(models.Model):
    """The heading that a reading resolved for a point of delivery. Only ever inserted.

    Regrouping a point of delivery reaches a month only through a new reading of it.
    """

    submission = models.ForeignKey("activity.Submission", models.PROTECT, related_name="+")
    point_of_delivery = models.ForeignKey(PointOfDelivery, models.PROTECT, related_name="+")
    heading = models.ForeignKey(Heading, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "point_of_delivery"],
                name="a_reading_resolves_a_heading_once",
            ),
        ]

    def __str__(self):
        return f"Submission {self.submission_id}: {self.point_of_delivery} is {self.heading}"
