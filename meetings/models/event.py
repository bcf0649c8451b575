"""Training, legal and business-plan events: a meeting to which practices are invited (A13)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from meetings.models.audience import Audience
from meetings.models.body import VIEW, OfABody
from meetings.models.meeting import Meeting
from pbc.core import access, clock
from pbc.core.models import GroupMembership
from pbc.core.models.versioned import Versioned

BOOK = "meetings.book_place"


class EventKind(models.TextChoices):
    """What an event is about."""

    TRAINING = "TRAINING", "Training"
    LEGAL = "LEGAL", "Legal aspects"
    BUSINESS_PLAN = "BUSINESS_PLAN", "Business plans"
    OTHER = "OTHER", "Another event"


class EventQuerySet(OfABody):
    to_body = "meeting__body__"
    to_meeting = "meeting"

    def visible_to(self, user, to=VIEW):
        """Events whose meeting the user may see; to look at, also those to which a practice of
        theirs is invited, whosever they are."""
        found = super().visible_to(user, to)
        if to != VIEW or access.reach(user, to).everything:
            return found
        own, members = _practices_of(user)
        invited = Invitation.objects.filter(Q(practice__in=own) | Q(practice__in=members))
        return self.filter(Q(pk__in=found.values("pk")) | Q(pk__in=invited.values("event")))

    def whole_to(self, user):
        """Events of which the user sees every practice: those whose meeting they may see."""
        return super().visible_to(user)

    def newest_first(self):
        """By their day; one of which only the month is known before the days of that month."""
        return self.order_by("-meeting__month", "-meeting__day", "-pk")

    def with_names(self):
        """With the meeting, its body and whose that is, read at once."""
        return self.select_related(
            *(f"meeting__body__{of}" for of in ("commissioner", "locality", "group"))
        )


def practices_of(user):
    """The practices, by id, that the user is of, or whose group's today."""
    own, members = _practices_of(user)
    return own | set(members)


def _practices_of(user):
    """(ids of the practices that the user is of, the set of those of their groups today)."""
    held = [one for one in access.appointments(user) if VIEW in access.PERMISSIONS[one.role]]
    own = {one.practice_id for one in held if one.practice_id}
    groups = {one.group_id for one in held if one.group_id}
    today = clock.today()
    members = GroupMembership.objects.known_on(today).in_force(today).filter(group__in=groups)
    return own, members.values_list("practice_id", flat=True)


@pghistory.track()
class Event(Versioned):
    """That a meeting is an event, what it is about and for whom. Its day and place, its papers and
    who came stand with the meeting, as of any other. `audience` is by whom practices were invited,
    None where each was chosen; `places` how many practices can come, None without a limit."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="event")
    kind = models.CharField(max_length=20, choices=EventKind)
    audience = models.ForeignKey(Audience, models.PROTECT, null=True, related_name="+")
    places = models.PositiveSmallIntegerField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        db_table = "meetings_occasion"  # a table whose name ends with event is one of the audit
        constraints = [
            models.CheckConstraint(
                condition=Q(places=None) | Q(places__gte=1), name="an_event_has_a_place"
            )
        ]

    def __str__(self):
        return str(self.meeting)


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Invitation(models.Model):
    """That a practice is invited to an event."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="invitations")
    practice = models.ForeignKey("core.Practice", models.PROTECT, related_name="invitations")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "practice"], name="a_practice_is_invited_to_an_event_once"
            )
        ]

    def __str__(self):
        return f"{self.practice}: {self.event}"


class BookingState(models.TextChoices):
    """How a practice stands that booked a place at an event."""

    PLACE = "PLACE", "Has a place"
    OFFERED = "OFFERED", "Is offered a place"
    WAITING = "WAITING", "Waits for a place"
    GIVEN_UP = "GIVEN_UP", "Gave its place up"


class BookingQuerySet(OfABody):
    to_body = "event__meeting__body__"
    to_meeting = "event__meeting"

    def live(self):
        """Those that were not given up, in the order in which they were booked."""
        return self.exclude(state=BookingState.GIVEN_UP).order_by("pk")

    def taken(self):
        """Those that hold a place, be it only on offer."""
        return self.filter(state__in=(BookingState.PLACE, BookingState.OFFERED))

    def waiting(self):
        """The waiting list, the first first."""
        return self.filter(state=BookingState.WAITING).order_by("pk")


@pghistory.track()
class Booking(models.Model):
    """The one place of a practice at an event, or its turn on the waiting list. `person` booked it;
    whoever may book for the practice is told when a place falls free. What is given up stays, and
    another booking is a new turn.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="bookings")
    practice = models.ForeignKey("core.Practice", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=BookingState)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "practice"],
                condition=~Q(state=BookingState.GIVEN_UP),
                name="a_practice_has_one_place_at_an_event",
            )
        ]

    def __str__(self):
        return f"{self.practice}, {self.event}: {self.get_state_display().lower()}"
