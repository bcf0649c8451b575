"""Rows of a register that can be taken back: written down by mistake, they stay with the reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class WithdrawnRows:
    """What the rows of such a register are asked for; a part of their QuerySet."""

    def standing(self):
        """Those that were not taken back."""
        return self.filter(withdrawn_on=None)

    def withdrawn(self):
        """Those that were written down by mistake, the last that was taken back first."""
        rows = self.exclude(withdrawn_on=None).select_related("withdrawn_by")
        return rows.order_by("-withdrawn_on", "-pk")


class Withdrawable(models.Model):
    """Can be taken back: it counts nowhere then, and is kept with who did it, when and why."""

    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.CharField(max_length=200, blank=True, default="", db_default="")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True


def says_why(name):
    """The constraint that what was taken back says who did it, when and why."""
    stands = Q(withdrawn_on=None, withdrawn_by=None, withdrawn_why="")
    taken_back = Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")
    return models.CheckConstraint(condition=stands | taken_back, name=name)
