from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class PeopleUpload(models.Model):
    """A filled-in template of people: what stood in its lines, and whether it was entered.

    `lines` are {row, first_name, last_name, email, username, role, over, from_date, to_date,
    deputy_for}: texts, days as 2007-03-31, `over` as kind:code, empty where nothing was said.
    """

    file_name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    lines = models.JSONField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(db_default=Now(), editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(entered_at=None, entered_by=None)
                | Q(entered_at__isnull=False, entered_by__isnull=False),
                name="people_entered_say_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.file_name}, import {self.pk}"
