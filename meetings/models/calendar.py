import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now


@pghistory.track()
class CalendarFeed(models.Model):
    """The address at which a person's calendar reads their meetings: its SHA-256, never itself.

    Renewing it puts another in its place, and the old address leads nowhere.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="calendar_feed"
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    renewed_at = models.DateTimeField(db_default=Now())

    def __str__(self):
        return f"Calendar of {self.person}"
