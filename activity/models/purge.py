from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from activity.models.submission import Delivery

NO_NAME = "(name removed)"  # as the database writes it, too


class PurgeQuerySet(models.QuerySet):
    def waiting(self):
        """Purges that nobody has answered, and whose content was not done away with since by
        others who had it: of the same bytes that two PCTs received each may ask."""
        same = self.model.objects.filter(sha256=OuterRef("sha256"), answer__confirms=True)
        since = same.filter(answer__recorded_at__gte=OuterRef("recorded_at"))
        return self.filter(~Exists(since), answer=None)

    def agreed(self):
        """Purges that a second person confirmed, carried out or about to be."""
        return self.filter(answer__confirms=True)


class Purge(models.Model):
    """That somebody asks to have the words of a delivery removed, as it holds details of patients.

    `reason` says what was found, and nothing of it. `with_name` is whether the file's name goes
    too, or alone, where the words went before. Added only; what came of it are PurgeAnswer and
    Purged.
    """

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="purges")
    sha256 = models.CharField(max_length=64, db_index=True)
    with_name = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PurgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="a_purge_has_a_reason"),
        ]

    def __str__(self):
        return f"Purge {self.pk} of delivery {self.delivery_id}"


class PurgeAnswer(models.Model):
    """What came of asking: another person confirms it, or somebody says no. Once, added only.

    The database takes no consent of whoever asked.
    """

    purge = models.OneToOneField(Purge, models.PROTECT, related_name="answer", primary_key=True)
    confirms = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self):
        return f"{self.purge}: {'yes' if self.confirms else 'no'}"


class Purged(models.Model):
    """The tombstone: what a purge removed, counted. Written by the database itself, added only.

    Where the content had gone before, it is of the name alone and counts no rows. `lines_hash` is
    what the lines that stay hash to, as the file that proves them is gone; "" before that was kept.
    """

    purge = models.OneToOneField(Purge, models.PROTECT, related_name="purged", primary_key=True)
    size = models.BigIntegerField()
    lines = models.IntegerField()
    parked = models.IntegerField()
    problems = models.IntegerField()
    names = models.IntegerField()
    lines_hash = models.CharField(max_length=64, default="", db_default="")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self):
        return f"{self.purge}, carried out"
