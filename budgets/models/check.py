from functools import reduce
from operator import or_

import pghistory
from django.db import models
from django.db.models import F, Q

from activity.models import Heading
from meetings.models import Action
from pbc.core import access, periods
from pbc.core.models import Group, Practice
from pbc.core.models.versioned import Versioned

VIEW, EDIT = "meetings.view_action", "meetings.edit_action"
LONGEST = 366


class AgreedCheckQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """What was agreed in groups where an appointment gives this permission."""
        reach = access.reach(user, to)
        return self if reach.everything else self.filter(group__in=reach.groups)

    def asked_of(self, months):
        """What is asked of some months: pairs of year and month."""
        spans = (_of(periods.first_day(*month)) for month in months)
        return self.filter(reduce(or_, spans, Q(pk__in=())))


def _of(day):
    return Q(from_date__lte=day) & (Q(to_date=None) | Q(to_date__gte=day))


@pghistory.track()
class AgreedCheck(Versioned):
    """What a group agreed with its practices that each looks at in every month's figures (B14).

    `heading` None is the whole of the practice's figures. `days` is how long a practice has for it
    once the month is published. It is asked of months that begin from `from_date` to `to_date`,
    both included; `to_date` None is until further notice.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="agreed_checks")
    text = models.CharField(max_length=150)
    heading = models.ForeignKey(Heading, models.PROTECT, null=True)
    days = models.PositiveSmallIntegerField()
    from_date = models.DateField()
    to_date = models.DateField(null=True)

    objects = AgreedCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_check_says_what_to_look_at"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LONGEST), name="a_check_has_days_to_do_it_in"
            ),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="an_agreed_check_has_a_span",
            ),
        ]

    def __str__(self):
        return self.text

    def is_asked_of(self, year, month):
        """Whether it is asked of a month."""
        day = periods.first_day(year, month)
        return self.from_date <= day and (self.to_date is None or self.to_date >= day)


class CheckQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """Checks of practices where an appointment gives this permission."""
        reach = access.reach(user, to)
        return self if reach.everything else self.filter(practice__in=reach.practices)


@pghistory.track()
class Check(models.Model):
    """What one practice was asked to look at in one month: the action that says so, and for what.

    `withdrawn_on` is the day on which the month's figures were taken back, while they are;
    `was_open` says that the check was still to be done then, and is again once they are back.
    """

    agreed = models.ForeignKey(AgreedCheck, models.PROTECT, related_name="checks")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="checks")
    year = models.SmallIntegerField()
    month = models.SmallIntegerField()
    action = models.OneToOneField(Action, models.PROTECT, related_name="as_check")
    withdrawn_on = models.DateField(null=True)
    was_open = models.BooleanField(default=False)

    objects = CheckQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["year", "month"], name="checks_of_a_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreed", "practice", "year", "month"],
                name="a_practice_is_asked_once_a_month",
            ),
        ]

    def __str__(self):
        return f"{self.agreed}, {self.practice}, month {self.month} of {self.year}"
