from datetime import date
from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear
from django.db.models.lookups import Exact

from meetings.models.body import Body, OfABody
from pbc.core.models.versioned import Versioned


class Every(models.TextChoices):
    """How often the meetings of a series are."""

    MONTHLY = "MONTHLY", "Every month"
    BIMONTHLY = "BIMONTHLY", "Every two months"
    QUARTERLY = "QUARTERLY", "Every three months"
    IRREGULAR = "IRREGULAR", "From time to time"


def _ends_after_it_starts(name):
    return models.CheckConstraint(
        condition=Q(ends=None) | Q(starts__isnull=False, ends__gt=F("starts")), name=name
    )


class SeriesQuerySet(OfABody):
    to_body = "body__"


@pghistory.track()
class Series(Versioned):
    """How often a body meets, and the time and place that are usual; over after `until`."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="series")
    every = models.CharField(max_length=20, choices=Every)
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    lunch = models.CharField(max_length=100, blank=True)
    until = models.DateField(null=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"
        constraints = [_ends_after_it_starts("a_meeting_of_a_series_ends_after_it_starts")]

    def __str__(self):
        return f"{self.body}: {self.get_every_display().lower()}"


class MeetingState(models.TextChoices):
    """Whether a meeting is to come, was held, or is not to be."""

    PLANNED = "PLANNED", "To come"
    HELD = "HELD", "Held"
    CANCELLED = "CANCELLED", "Cancelled"


class Minutes(models.TextChoices):
    """How far the minutes of a meeting are; approved ones are locked."""

    DRAFT = "DRAFT", "Draft"
    CIRCULATED = "CIRCULATED", "Circulated"
    APPROVED = "APPROVED", "Approved"


SOONEST = ("month", F("day").asc(nulls_last=True), "starts", "pk")


class MeetingQuerySet(OfABody):
    to_body = "body__"
    to_meeting = "pk"

    def of(self, organisation):
        """The meetings of the bodies of one organisation."""
        return self.filter(**{f"body__{type(organisation).__name__.lower()}": organisation})

    def regular(self):
        """Those that are no events: what goes on from one to the next goes past an event."""
        return self.filter(event=None)

    def to_come(self, today):
        """Planned meetings of today and later, and those of which only the month is known."""
        later = Q(day__gte=today) | Q(day=None)
        return self.filter(later, state=MeetingState.PLANNED)

    def next_first(self):
        """The soonest first; one of which only the month is known comes at the month's end."""
        return self.order_by(*SOONEST)

    def next_of_each_body(self):
        """The soonest of each body among these."""
        return self.order_by("body", *SOONEST).distinct("body")

    def with_names(self):
        """With the body and the organisation that it is of, read at once."""
        return self.with_body().select_related("series", "changed_by")

    def with_body(self):
        """With the body and the organisation that it is of alone."""
        return self.select_related("body__commissioner", "body__locality", "body__group")


CALENDAR_MONTH = Exact(ExtractMonth("day"), ExtractMonth("month")) & Exact(
    ExtractYear("day"), ExtractYear("month")
)


@pghistory.track()
class Meeting(Versioned):
    """A meeting of a body: when, where, and how far its minutes are.

    `month` is the first day of its calendar month and always known; `day` None is a meeting "to
    be arranged". `uid` names it in every calendar for good, `sequence` goes up whenever what
    stands there changes. `why` says why it was moved or cancelled.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="meetings")
    title = models.CharField(max_length=150, blank=True)
    month = models.DateField()
    day = models.DateField(null=True)
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    lunch = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=20, choices=MeetingState, default=MeetingState.PLANNED)
    why = models.CharField(max_length=300, blank=True)
    minutes = models.CharField(max_length=20, choices=Minutes, default=Minutes.DRAFT)
    circulated_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["body", "month"], name="meetings_by_body_and_month")]
        constraints = [
            _ends_after_it_starts("a_meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Exact(ExtractDay("month"), 1), name="a_month_is_its_first_day"
            ),
            models.CheckConstraint(
                condition=Q(day=None) | CALENDAR_MONTH, name="a_meeting_is_in_its_month"
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.HELD) | Q(day__isnull=False),
                name="a_held_meeting_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(minutes=Minutes.DRAFT, circulated_on=None, approved_on=None)
                | Q(minutes=Minutes.CIRCULATED, circulated_on__isnull=False, approved_on=None)
                | Q(minutes=Minutes.APPROVED, approved_on__isnull=False),
                name="minutes_say_when_they_were_circulated_and_approved",
            ),
            models.CheckConstraint(
                condition=Q(minutes=Minutes.DRAFT) | Q(state=MeetingState.HELD),
                name="only_a_held_meeting_has_minutes",
            ),
        ]

    def __str__(self):
        when = f"{self.day.day} {self.day:%B %Y}" if self.day else f"{self.month:%B %Y}"
        return f"{self.title or self.body}, {when}"

    @property
    def is_to_be_arranged(self):
        """Whether only its month is known yet."""
        return self.day is None and self.state == MeetingState.PLANNED

    @property
    def is_locked(self):
        """Whether its minutes are approved, so that nothing of it changes any more."""
        return self.minutes == Minutes.APPROVED


def month_of(day):
    """The month of a day, as a meeting keeps it."""
    return date(day.year, day.month, 1)
