import pghistory
from django.db import models


@pghistory.track()
class Locality(models.Model):
    """An area: Dacorum, Watford & Three Rivers. Not the same thing as a group."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name
