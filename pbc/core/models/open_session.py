from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class OpenSession(models.Model):
    """Where somebody is signed in: beside the session itself, which only its browser can read.
    It ends with the session; a row whose session is gone says nothing and is cleared up."""

    session_key = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    device = models.CharField(max_length=80, blank=True)
    address = models.GenericIPAddressField(null=True)
    since = models.DateTimeField(db_default=Now(), editable=False)
    seen_at = models.DateTimeField(db_default=Now())

    def __str__(self):
        return f"{self.person} by {self.device or 'a browser'}"


class Guess(models.Model):
    """A try to sign in that did not succeed, or is under way. Neither the name nor the place can
    be read from it; it goes after an hour."""

    whose = models.CharField(max_length=64)
    place = models.CharField(max_length=64)
    familiar = models.BooleanField(help_text="From a browser that this person signed in with")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["whose", "at"], name="tries_of_an_account"),
            models.Index(fields=["place", "at"], name="tries_from_a_place"),
        ]

    def __str__(self):
        return f"A try at {self.at}"
