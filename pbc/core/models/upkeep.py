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


class BackupKind(models.TextChoices):
    """What was done about the safety of the data."""

    MADE = "MADE", "Made and checked"
    CHECKED = "CHECKED", "Checked again"
    DRILLED = "DRILLED", "Put back as a drill"


class BackupRun(models.Model):
    """A backup that was made, checked or tried: when, which file, and what was wrong with it.

    Without an end it goes on, or was broken off. `size` is in bytes; `missing` counts delivered
    files that the site itself no longer had; `seconds` is how long a drill took until the site
    could have been opened again.
    """

    kind = models.CharField(max_length=10, choices=BackupKind, default=BackupKind.MADE)
    file_name = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(null=True)
    missing = models.PositiveIntegerField(default=0)
    seconds = models.DecimalField(max_digits=8, decimal_places=1, null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(error="") | models.Q(ended_at__isnull=False),
                name="a_backup_that_failed_has_ended",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.file_name or self.started_at}"
