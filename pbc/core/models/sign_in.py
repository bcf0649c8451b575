from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Happened(models.TextChoices):
    """What happened where somebody signs in, or to that by which they do."""

    SIGNED_IN = "SIGNED_IN", "Signed in"
    WRONG_PASSWORD = "WRONG_PASSWORD", "Wrong password"
    WRONG_CODE = "WRONG_CODE", "Wrong code"
    WRONG_KEY = "WRONG_KEY", "Passkey refused"
    KEY_COPIED = "KEY_COPIED", "Passkey refused: there may be a copy of it"
    HELD_UP = "HELD_UP", "Had to wait after too many tries"
    SIGNED_OUT = "SIGNED_OUT", "Signed out"
    ENDED = "ENDED", "Signed out elsewhere"
    PASSWORD = "PASSWORD", "New password chosen"
    APP_SET_UP = "APP_SET_UP", "Second step set up: an app"
    KEY_ADDED = "KEY_ADDED", "Second step set up: a passkey"
    KEY_RENAMED = "KEY_RENAMED", "Passkey called otherwise"
    KEY_REMOVED = "KEY_REMOVED", "Passkey taken away"
    STEP_REMOVED = "STEP_REMOVED", "Second step taken away"
    CODES_MADE = "CODES_MADE", "New recovery codes made"
    STEP_RESET = "STEP_RESET", "Second step taken away by an administrator"
    BOUND = "BOUND", "Bound to the sign-in service"
    UNBOUND = "UNBOUND", "No longer bound to the sign-in service"
    BINDING_ENDED = "BINDING_ENDED", "Binding to the sign-in service ended by an administrator"


# What changed of a second step or of a binding, and why, is history of the person, and is kept as
# that is.
OF_THE_SECOND_STEP = (
    *(Happened.APP_SET_UP, Happened.KEY_ADDED, Happened.KEY_REMOVED, Happened.STEP_REMOVED),
    *(Happened.CODES_MADE, Happened.STEP_RESET, Happened.KEY_RENAMED, Happened.KEY_COPIED),
    *(Happened.BOUND, Happened.UNBOUND, Happened.BINDING_ENDED),
)


class SignInRecord(models.Model):
    """Something that happened to somebody's sign-in. Of a try with a name that is nobody's only
    that there was one: what was typed may be a password."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="sign_ins"
    )
    what = models.CharField(max_length=20, choices=Happened)
    by_means_of = models.CharField(max_length=40, blank=True, help_text="password, app, passkey")
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="sign_ins_changed"
    )
    why = models.CharField(max_length=200, blank=True)
    issuer = models.CharField(
        max_length=255, blank=True, db_default="", help_text="of the binding that was made or ended"
    )
    subject_digest = models.CharField(
        max_length=64,
        blank=True,
        db_default="",
        help_text="SHA-256 of the issuer, a space and what it calls the person",
    )
    at = models.DateTimeField(db_default=Now(), editable=False, db_index=True)

    def __str__(self):
        return f"{self.get_what_display()}: {self.person or 'nobody that is known'}"


class SignInBinding(models.Model):
    """By what a provider of OpenID Connect knows somebody: its issuer, and what it calls them.
    Never an address, which a provider only claims. Made and deleted, never changed."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="bindings")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], name="a_subject_of_a_provider_is_one_person"
            ),
            models.UniqueConstraint(
                fields=["person", "issuer"], name="a_person_is_one_subject_of_a_provider"
            ),
        ]

    def __str__(self):
        return f"{self.person} at {self.issuer}"
