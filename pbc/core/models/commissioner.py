import pghistory
from django.db import models

from pbc.core.models.dated import Dated, a_span_of_days, one_at_a_time


@pghistory.track()
class Commissioner(models.Model):
    """Who holds the money and the contracts: a PCT then, an ICB today."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name


@pghistory.track()
class LocalityCommissioner(Dated):
    """Which commissioner a locality belonged to, from when to when."""

    locality = models.ForeignKey("core.Locality", models.PROTECT, related_name="commissioners")
    commissioner = models.ForeignKey(Commissioner, models.PROTECT, related_name="localities")

    class Meta:
        constraints = [
            a_span_of_days("a_locality_is_commissioned_for_a_span"),
            one_at_a_time("locality", name="a_locality_has_one_commissioner_at_a_time"),
        ]

    def __str__(self):
        return f"{self.locality} under {self.commissioner} from {self.from_date}"
