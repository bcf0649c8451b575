from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class DoneOnce(models.Model):
    """A form that was sent: by whom, what stood in it, and what the person was told then.

    Written in the transaction of the deed. Sent again, it answers with `address` and `said`.
    """

    key = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent = models.CharField(max_length=64)
    sent_at = models.DateTimeField(db_default=Now(), editable=False)
    address = models.TextField(blank=True)
    said = models.JSONField(default=list)

    def __str__(self):
        return f"{self.person}: {self.address}"
