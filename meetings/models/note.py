from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from meetings.models.words import OF_A_NOTE, by_words


class Deed(models.TextChoices):
    """What an entry under an action is: words alone, or words with a change."""

    NOTE = "NOTE", "Note"
    CHANGED = "CHANGED", "Changed"
    DONE = "DONE", "Done"
    DROPPED = "DROPPED", "Dropped"
    REOPENED = "REOPENED", "Opened again"


SILENT = (Deed.DONE, Deed.REOPENED)  # deeds that need no words: one tap does them


class ActionNote(models.Model):
    """An entry under an action: what somebody said of it or did to it, and when. Added only.

    `change` says what was changed, from what to what; `said` the person's own words.
    """

    action = models.ForeignKey("meetings.Action", models.PROTECT, related_name="notes")
    deed = models.CharField(max_length=10, choices=Deed)
    change = models.CharField(max_length=500, blank=True)
    said = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on_date = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [by_words(OF_A_NOTE, "notes_by_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(deed__in=SILENT) | ~Q(said=""), name="an_entry_of_an_action_has_words"
            ),
        ]

    def __str__(self):
        return f"{self.get_deed_display()}: {self.said or self.change}"
