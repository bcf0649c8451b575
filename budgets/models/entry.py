from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pbc.core import access


class Kind(models.TextChoices):
    """What a sum is for; a view can leave some kinds out."""

    BASELINE = "BASELINE", "Baseline"
    UPLIFT = "UPLIFT", "Uplift"
    GIVE_BACK = "GIVE_BACK", "Give-back"
    SAVINGS_PLAN = "SAVINGS_PLAN", "Savings plan"
    TOP_SLICE = "TOP_SLICE", "Top-slice"
    RISK_RESERVE = "RISK_RESERVE", "Risk reserve"
    GROWTH = "GROWTH", "Growth"
    MUST_DO = "MUST_DO", "Must-do"
    TRANSFER = "TRANSFER", "Transfer"
    ADJUSTMENT = "ADJUSTMENT", "Adjustment"


HOLDERS = ("practice", "group", "locality", "commissioner")
ONE_HOLDER = reduce(
    or_,
    [Q(**{f"{other}__isnull": other != holder for other in HOLDERS}) for holder in HOLDERS],
)


class BudgetEntryQuerySet(models.QuerySet):
    def visible_to(self, user, to="budgets.view_practice"):
        """Entries whose holder, of whatever kind, lies where the user has this permission."""
        reach = access.reach(user, to)
        if reach.everything:
            return self
        return self.filter(
            Q(practice__in=reach.practices)
            | Q(group__in=reach.groups)
            | Q(locality__in=reach.localities)
            | Q(commissioner__in=reach.commissioners)
        )

    def known_on(self, day):
        """Entries that were entered by the end of that day."""
        return self.filter(known_from__lte=day)


class BudgetEntry(models.Model):
    """Money put into or taken out of its holder's budget, and why. Added, never changed.

    `months` are the twelve amounts by month, April first; they add up to `amount`, which the
    database checks. `month_13` holds a year-end adjustment, counted in the full year only.
    `entered_on` is the day of the business clock on which a person entered it.
    """

    year = models.SmallIntegerField()
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True)
    group = models.ForeignKey("core.Group", models.PROTECT, null=True)
    locality = models.ForeignKey("core.Locality", models.PROTECT, null=True)
    commissioner = models.ForeignKey("core.Commissioner", models.PROTECT, null=True)
    heading = models.ForeignKey("activity.Heading", models.PROTECT)
    point_of_delivery = models.ForeignKey("activity.PointOfDelivery", models.PROTECT, null=True)
    kind = models.CharField(max_length=20, choices=Kind)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    is_recurrent = models.BooleanField(default=True)
    profile = models.CharField(max_length=20, default="stated")
    months = ArrayField(models.DecimalField(max_digits=14, decimal_places=2), size=12)
    month_13 = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    reason = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    known_from = models.DateField()
    entered_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")

    objects = BudgetEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["year", "practice"], name="entries_of_a_year"),
            models.Index(fields=["recorded_at"], name="entries_by_moment"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_entry_has_a_reason"),
            models.CheckConstraint(condition=ONE_HOLDER, name="an_entry_has_exactly_one_holder"),
            models.CheckConstraint(condition=Q(months__len=12), name="an_entry_has_twelve_months"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.amount} for {self.year}"

    @property
    def was_late(self):
        """Whether it counts from a day before the one on which it was entered."""
        return self.entered_on is not None and self.known_from < self.entered_on

    @property
    def holder(self):
        """Whose budget it is part of, and the kind: ("practice", Fernville)."""
        return next((name, getattr(self, name)) for name in HOLDERS if getattr(self, f"{name}_id"))
