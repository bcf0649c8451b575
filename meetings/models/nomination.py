import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from meetings.models.body import Body, OfABody
from meetings.models.held import one_of


class NominationQuerySet(OfABody):
    to_body = "body__"

    def in_force(self, day):
        """Whoever speaks on that day."""
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)


def _days():
    days = Func("from_date", "to_date", Value("[]"), function="daterange")
    days.output_field = DateRangeField()
    return days


@pghistory.track()
class Nomination(models.Model):
    """Who speaks for a group on a body, from one day to another. A rotation is one term after
    the other; on a day there is one at most."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="nominations")
    group = models.ForeignKey("core.Group", models.PROTECT, related_name="nominations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=100, blank=True)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=one_of("person", "name"), name="a_nomination_is_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="a_term_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="a_group_has_one_representative_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("group", RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.holder} for {self.group}"

    @property
    def holder(self):
        """The name of whoever speaks."""
        return str(self.person) if self.person else self.name
