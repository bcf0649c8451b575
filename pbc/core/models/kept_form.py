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


class KeptForm(models.Model):
    """A form that was sent after the session of its person had ended: what was typed in it.

    It is shown to that person alone, in the browser that sent it (`token` is the SHA-256 of what
    the browser keeps), and gone when it is used, thrown away or a day old. Files are not kept:
    `files` are their names.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_forms")
    token = models.CharField(max_length=64)
    path = models.TextField()
    page = models.TextField(blank=True, help_text="The page on which the form stood")
    fields = models.JSONField()
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
