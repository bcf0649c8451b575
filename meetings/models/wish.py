import pghistory
from django.conf import settings
from django.db import models


class Often(models.TextChoices):
    """How often somebody wants to be told by mail what is late or due."""

    WEEKLY = "WEEKLY", "Once a week, on Monday"
    DAILY = "DAILY", "Every day on which something is late or due"
    NONE = "NONE", "Never"


@pghistory.track()
class MailWish(models.Model):
    """How often a person wants a mail about their actions. Without one it is once a week."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="mail_wish"
    )
    often = models.CharField(max_length=10, choices=Often, default=Often.WEEKLY)

    def __str__(self):
        return f"{self.person}: {self.get_often_display()}"
