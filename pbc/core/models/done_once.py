from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class DoneOnceQuerySet(models.QuerySet):
    def same_as(self, other, *, within):
        """What the same person did with the same content in the last `within` minutes, newest
        first."""
        since = Now() - timedelta(minutes=within)
        done = self.filter(person=other.person_id, sent=other.sent, sent_at__gt=since)
        return done.exclude(address="").exclude(pk=other.pk).order_by("-sent_at")


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

    objects = DoneOnceQuerySet.as_manager()

    def __str__(self):
        return f"{self.person}: {self.address}"
