from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from budgets.models.entry import Kind


class BudgetUpload(models.Model):
    """A filled-in template of budgets: what stood in its cells, and whether it was entered.

    `amounts` are [practice code, heading code, cell, amount of the year in pounds]; the entries
    are what differs from the ledger at the moment they are written.
    """

    year = models.SmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    file_name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    amounts = models.JSONField()
    phasing = models.CharField(max_length=20)
    reason = models.CharField(max_length=200)
    known_from = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(db_default=Now(), editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_upload_has_a_reason"),
            models.CheckConstraint(
                condition=Q(entered_at=None, entered_by=None)
                | Q(entered_at__isnull=False, entered_by__isnull=False),
                name="what_is_entered_says_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.file_name}, upload {self.pk}"
