from django.contrib.auth.models import AbstractUser
from django.db import models

OPERATOR = "operator"  # the name as which the site itself acts; nobody signs in with it


class Person(AbstractUser):
    """Somebody who signs in. What they may see and do comes from their appointments alone."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_superuser=False, is_staff=False),
                name="rights_come_from_appointments_alone",
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.username
