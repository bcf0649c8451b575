import pghistory
from django.db import models
from django.db.models.functions import Now


class ListSizeQuerySet(models.QuerySet):
    def known_on(self, day):
        """List sizes that were written down by the end of that day."""
        return self.filter(known_from__lte=day)

    def in_force(self, day):
        """The last list size of each practice counted on or before that day: one row each."""
        counted = self.filter(counted_on__lte=day)
        return counted.order_by("practice", "-counted_on", "-pk").distinct("practice")


@pghistory.track()
class ListSize(models.Model):
    """How many patients a practice had on a day. Rates use the one in force that month (A03)."""

    practice = models.ForeignKey("core.Practice", models.PROTECT, related_name="list_sizes")
    counted_on = models.DateField()
    patients = models.IntegerField()
    known_from = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ListSizeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(patients__gte=0), name="a_list_has_no_fewer_than_no_patients"
            ),
        ]

    def __str__(self):
        return f"{self.practice}: {self.patients} on {self.counted_on}"
