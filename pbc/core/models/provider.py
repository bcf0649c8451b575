import pghistory
from django.db import models


@pghistory.track()
class Provider(models.Model):
    """A trust or other body that delivers the care."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name
