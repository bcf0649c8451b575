from django.conf import settings
from django.db import models


class Versioned(models.Model):
    """A row that people edit: its version, and who wrote it when. See pbc.core.versions."""

    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
