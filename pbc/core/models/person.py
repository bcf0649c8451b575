import pghistory
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower, Now

OPERATOR = "operator"  # the name as which the site itself acts; nobody signs in with it


@pghistory.track(exclude=["password", "last_login"])
class Person(AbstractUser):
    """Somebody who signs in. What they may see and do comes from their appointments alone."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_superuser=False, is_staff=False),
                name="rights_come_from_appointments_alone",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="a_mail_address_belongs_to_one_person",
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.username

    @property
    def is_new(self):
        """Whether they have never signed in, nor chosen a password."""
        return self.last_login is None and not self.has_usable_password()


class SignInLink(models.Model):
    """That somebody was given a link with which to choose a password: never the link itself."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="links")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="links_given"
    )
    sent_to = models.EmailField(blank=True, help_text="Empty where it was shown to be handed over")
    given_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self):
        return f"Link for {self.person}"
