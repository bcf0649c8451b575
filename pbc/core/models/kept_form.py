from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

KEPT_FOR = timedelta(days=1)


class KeptFormQuerySet(models.QuerySet):
    def fresh(self):
        """Those that are not a day old."""
        return self.filter(kept_at__gt=Now() - KEPT_FOR)

    def stale(self):
        """Those that nobody came for within a day."""
        return self.filter(kept_at__lte=Now() - KEPT_FOR)

    def not_sent(self):
        """Those that came after their session had ended."""
        return self.filter(session=None)

    def come_back(self):
        """Those that were sent, and came back with something to put right."""
        return self.exclude(session=None)


class KeptForm(models.Model):
    """What was typed in a form: one that was sent after the session of its person had ended, or
    one that came back with something to put right, with its `session`.

    It is shown to that person alone, in the browser that sent it (`token` is the SHA-256 of what
    the browser keeps), and gone when it is used, thrown away or a day old; one that came back ends
    with its session too. `sealed` is what was typed, which that browser alone can open
    (`pbc.core.kept.sealing`). Files are not kept, their names are.

    `fields` and `files` are of forms that were kept before they were sealed, and are empty since.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_forms")
    token = models.CharField(max_length=64)
    path = models.TextField()
    page = models.TextField(blank=True, help_text="The page on which the form stood")
    session = models.ForeignKey(
        "sessions.Session", models.CASCADE, null=True, db_constraint=False, related_name="+"
    )
    sealed = models.BinaryField(default=bytes)
    is_shown = models.BooleanField(default=False, help_text="It came back, and was seen")
    fields = models.JSONField(default=list)
    files = models.JSONField(default=list)
    kept_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "token"], name="kept_forms_of_a_browser")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(path__startswith="/") & ~models.Q(path__startswith="//"),
                name="a_kept_form_goes_to_a_page_of_ours",
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.path}"
