import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pbc.core.models.dated import KnownQuerySet, days_known, known_for_a_span


@pghistory.track()
class Feed(models.Model):
    """One stream of figures, whatever layout a file of it has."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name


class Block(models.TextChoices):
    """A block of spend that one feed at a time may count for."""

    ACUTE = "ACUTE", "Hospital care"


@pghistory.track()
class CountsFor(models.Model):
    """Which feed makes the actuals of a block of spend in which months: one pound counts once.

    Said otherwise by ending what was known and adding a row, so that older days derive again.
    A feed without a row here is shown beside, never added. Until positions are read by provider,
    a block of spend in a month has one feed, whether it is said for one provider or for all.
    """

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="counts_for")
    year = models.SmallIntegerField()
    months = IntegerRangeField(help_text="Months of the year; the upper end is left out")
    block = models.CharField(max_length=20, choices=Block, default=Block.ACUTE)
    provider = models.ForeignKey("core.Provider", models.PROTECT, null=True, blank=True)
    known_from = models.DateField()
    known_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, editable=False, help_text="Set by the database")
    reason = models.CharField(max_length=200)

    objects = KnownQuerySet.as_manager()

    class Meta:
        constraints = [
            known_for_a_span("a_feed_counts_for_a_span"),
            ExclusionConstraint(
                name="one_pound_counts_once",
                expressions=[
                    ("year", RangeOperators.EQUAL),
                    ("block", RangeOperators.EQUAL),
                    ("months", RangeOperators.OVERLAPS),
                    (days_known(), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_feed_counts_for_a_reason"),
        ]

    def __str__(self):
        return f"{self.feed} counts for {self.get_block_display()} in {self.year}"
