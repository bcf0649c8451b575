from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pbc.core import access


class TargetQuerySet(models.QuerySet):
    def visible_to(self, user, to="budgets.view_practice"):
        """What was entered for a commissioner or a locality over which the user has this
        permission."""
        reach = access.reach(user, to)
        if reach.everything:
            return self
        return self.filter(
            Q(commissioner__in=reach.commissioners) | Q(locality__in=reach.localities)
        )

    def known_on(self, day):
        """What was entered by the end of that day."""
        return self.filter(known_from__lte=day)


class Target(models.Model):
    """An amount of a year for a commissioner or a locality, superseded by the next one."""

    year = models.SmallIntegerField()
    commissioner = models.ForeignKey("core.Commissioner", models.PROTECT, null=True)
    locality = models.ForeignKey("core.Locality", models.PROTECT, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.CharField(max_length=200)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    known_from = models.DateField()
    entered_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_a_reason"),
            models.CheckConstraint(
                condition=Q(commissioner__isnull=True, locality__isnull=False)
                | Q(commissioner__isnull=False, locality__isnull=True),
                name="%(class)s_has_exactly_one_holder",
            ),
        ]

    def __str__(self):
        return f"{type(self).__name__} {self.amount} for {self.year}"

    @property
    def was_late(self):
        """Whether it counts from a day before the one on which it was entered."""
        return self.entered_on is not None and self.known_from < self.entered_on


class Allocation(Target):
    """What there is to spend in a year."""


class ControlTotal(Target):
    """The planned over- or underspend against the allocation that must be hit. Plus is over."""


class OtherSpend(Target):
    """Spend of one month that no feed brings, with its source. Months add up; each is a row."""

    month = models.SmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta(Target.Meta):
        constraints = [
            *Target.Meta.constraints,
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=13), name="other_spend_is_of_a_month"
            ),
        ]
