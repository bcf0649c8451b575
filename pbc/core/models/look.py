from django.conf import settings
from django.db import models
from django.db.models import Q


class Look(models.Model):
    """A sitting in which somebody saw their desk: from which moment it showed what changed, and
    up to which it was last shown.

    The next sitting, on whichever device, shows what changed since. `sitting` is drawn from the
    session and leads nowhere. Looking is kept for the desk alone and tells nobody else anything.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="looks")
    sitting = models.CharField(max_length=64)
    since = models.DateTimeField()
    looked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-looked_at"], name="looks_of_a_person"),
            models.Index(fields=["looked_at"], name="looks_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "sitting"], name="a_sitting_is_one_look_at_the_desk"
            ),
            models.CheckConstraint(
                condition=Q(looked_at__gte=models.F("since")), name="a_look_goes_forward"
            ),
        ]

    def __str__(self):
        return f"{self.person} at {self.looked_at}"
