"""Rows of the register: true from one day to another, and known from a day on."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now


class KnownQuerySet(models.QuerySet):
    def known_on(self, day, by=None):
        """Rows that were written down by the end of that day and not yet replaced then.

        `by` is a moment: what was written down or ended after it is as if it had not been, so
        that a paper of that moment derives again though the register was corrected since.
        """
        replaced = Q(known_until=None) | Q(known_until__gt=day)
        if by is None:
            return self.filter(replaced, known_from__lte=day)
        return self.filter(replaced | Q(ended_at__gt=by), known_from__lte=day, recorded_at__lte=by)


class DatedQuerySet(KnownQuerySet):
    def in_force(self, day):
        """Rows that hold on that day; which of them were known is asked apart."""
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)

    def touching(self, first, last):
        """Rows that hold on some day of a span, both ends included."""
        return self.filter(Q(to_date=None) | Q(to_date__gte=first), from_date__lte=last)


class Dated(models.Model):
    """Holds from `from_date` to `to_date`, both included; `to_date` None is open.

    A correction does not rewrite the row: it ends what was known of it (`known_until`, the first
    day on which it is known no longer) and adds another, so that an older paper derives again.
    """

    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    known_from = models.DateField()
    known_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, editable=False, help_text="Set by the database")

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


KNOWN = Q(known_until=None) | Q(known_until__gte=F("known_from"))


def a_span_of_days(name):
    """Check: the last day is not before the first, for both clocks."""
    return models.CheckConstraint(
        condition=(Q(to_date=None) | Q(to_date__gte=F("from_date"))) & KNOWN, name=name
    )


def known_for_a_span(name):
    """Check: a row is not known no longer before it is known."""
    return models.CheckConstraint(condition=KNOWN, name=name)


def days_known():
    """The days on which a row is known, as a range."""
    known = Func("known_from", "known_until", Value("[)"), function="daterange")
    known.output_field = DateRangeField()
    return known


def one_at_a_time(*of, name):
    """Exclusion: of those, one row at most holds on a day, as known on any one day."""
    days = Func("from_date", "to_date", Value("[]"), function="daterange")
    days.output_field = DateRangeField()
    return ExclusionConstraint(
        name=name,
        expressions=[
            *[(field, RangeOperators.EQUAL) for field in of],
            (days, RangeOperators.OVERLAPS),
            (days_known(), RangeOperators.OVERLAPS),
        ],
    )
