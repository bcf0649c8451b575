from django.db import models
from django.db.models.functions import Now


class StatedPosition(models.Model):
    """What people were told when a submission was published: figures and forecast (B23).

    A record, never what a page's position is read from. `figures` holds the position as JSON,
    in the shape of `manage.py position`. A forecast has more room than an amount: it is many.
    """

    submission = models.ForeignKey("activity.Submission", models.PROTECT, related_name="stated")
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=10, blank=True)
    year = models.SmallIntegerField()
    month = models.SmallIntegerField()
    known_from = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    overspend = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    outturn = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    figures = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["kind", "code", "year"], name="stated_of_a_scope")]

    def __str__(self):
        return f"{self.kind} {self.code} month {self.month} of {self.year}"
