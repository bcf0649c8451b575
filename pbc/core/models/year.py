import pghistory
from django.db import models

from pbc.core import periods


@pghistory.track()
class FinancialYear(models.Model):
    """A year that finance has opened: only its months take figures. 2006 is 2006/07."""

    year = models.SmallIntegerField(primary_key=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                name="a_year_is_closed_after_it_was_opened",
            ),
        ]

    def __str__(self):
        return periods.year_name(self.year)
