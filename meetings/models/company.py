import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from meetings.models.body import Side
from meetings.models.withdrawn import Withdrawable, WithdrawnRows, says_why
from pbc.core import access
from pbc.core.models.versioned import Versioned

EDIT = "meetings.edit_meeting"


class Form(models.TextChoices):
    """What a company is in law."""

    SHARES = "SHARES", "Limited company"
    GUARANTEE = "GUARANTEE", "Company limited by guarantee"
    PARTNERSHIP = "PARTNERSHIP", "Limited liability partnership"
    COMMUNITY = "COMMUNITY", "Community interest company"
    OTHER = "OTHER", "Another form"


class CompanyQuerySet(models.QuerySet):
    def visible_to(self, user, to=""):
        """All of them to look at, for who sees the register; with a permission, those of groups
        where an appointment gives it."""
        if not to:
            return self
        reach = access.reach(user, to)
        return self if reach.everything else self.filter(group__in=reach.groups)


@pghistory.track()
class Company(Versioned):
    """A company of a group: to commission or to provide, never both. `delegated_on` is the day
    from which its practices have delegated control to it, None where they have not."""

    group = models.ForeignKey("core.Group", models.PROTECT, related_name="companies")
    name = models.CharField(max_length=100)
    form = models.CharField(max_length=20, choices=Form)
    side = models.CharField(max_length=20, choices=Side)
    purpose = models.CharField(max_length=300)
    delegated_on = models.DateField(null=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "companies"
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(purpose=""), name="a_company_has_a_name_and_a_purpose"
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="a_company_commissions_or_provides"
            ),
            models.UniqueConstraint(
                fields=["group", "name"], name="a_group_has_one_company_of_a_name"
            ),
        ]

    def __str__(self):
        return self.name


class BindingQuerySet(WithdrawnRows, models.QuerySet):
    def visible_to(self, user, to=""):
        """Bindings of companies that the user may see, or keep."""
        return self.filter(company__in=Company.objects.visible_to(user, to))

    def in_force(self, day):
        """Those that hold on that day."""
        return self.standing().filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)


def _days():
    days = Func("from_date", "to_date", Value("[]"), function="daterange")
    days.output_field = DateRangeField()
    return days


@pghistory.track()
class Binding(Withdrawable):
    """That a practice is bound by what a company does for it, from one day to another."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="bindings")
    practice = models.ForeignKey("core.Practice", models.PROTECT, related_name="bindings")
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = BindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="a_practice_is_bound_for_a_day_or_more",
            ),
            ExclusionConstraint(
                name="a_practice_is_bound_by_a_company_once_at_a_time",
                expressions=[
                    ("company", RangeOperators.EQUAL),
                    ("practice", RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_on=None),
            ),
            says_why("a_binding_that_is_taken_back_says_why"),
        ]

    def __str__(self):
        return f"{self.practice}: {self.company}"
