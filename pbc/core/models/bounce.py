from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pbc.core.models.mail import Mail


class Bounce(models.Model):
    """A mail server's word that a mail did not arrive. Added only.

    `for_good` is False where it is still being tried. `known_by` is the SHA-256 of the report:
    one that is read twice is one. `told_at` is when we read it.
    """

    mail = models.ForeignKey(Mail, models.PROTECT, related_name="bounces")
    for_good = models.BooleanField()
    status = models.CharField(max_length=11)
    reason = models.CharField(max_length=300, blank=True)
    known_by = models.CharField(max_length=64)
    told_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mail", "known_by"], name="a_report_is_kept_once_for_a_mail"
            ),
            models.CheckConstraint(condition=~Q(status=""), name="a_bounce_has_a_status"),
        ]

    def __str__(self):
        return f"{self.status}: {self.reason}"

    @property
    def said(self):
        """What the server said; its status where it gave no words."""
        return self.reason or self.status
