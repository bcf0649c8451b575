from django.db import models
from django.db.models.functions import Now


class Sweep(models.Model):
    """When a sweep last came to its end, which worker ran it, and what it had to say."""

    name = models.CharField(max_length=100, primary_key=True)
    worker = models.CharField(max_length=200)
    ended_at = models.DateTimeField(db_default=Now())
    note = models.CharField(max_length=200, blank=True, default="", db_default="")

    def __str__(self):
        return f"{self.name}, {self.worker}"


class RefusedSignIns(models.Model):
    """How often somebody was not let in on a day: a count alone, no name and no address."""

    day = models.DateField(primary_key=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.day}: {self.count}"
