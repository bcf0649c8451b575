import pghistory
from django.db import models

from pbc.core import periods
from pbc.core.models.versioned import Versioned


@pghistory.track()
class FinancialYear(Versioned):
    """A year that finance has opened: only its months take figures. 2006 is 2006/07.

    While it is closed nothing is added to its plans. `reason` is why it was last closed or
    opened again.
    """

    year = models.SmallIntegerField(primary_key=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                name="a_year_is_closed_after_it_was_opened",
            ),
        ]

    def __str__(self):
        return periods.year_name(self.year)
