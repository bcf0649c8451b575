"""Training, legal and business-plan events: a meeting to which practices are invited (A13)."""

import pghistory
from django.db import models
from django.db.models import Q

from meetings.models.body import VIEW, OfABody
from meetings.models.meeting import Meeting
from pbc.core import access, clock
from pbc.core.models import GroupMembership
from pbc.core.models.versioned import Versioned


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
        invited = Invitation.objects.filter(practice__in=practices_of(user))
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
    held = [one for one in access.appointments(user) if VIEW in access.PERMISSIONS[one.role]]
    own = {one.practice_id for one in held if one.practice_id}
    groups = {one.group_id for one in held if one.group_id}
    if not groups:
        return own
    today = clock.today()
    members = GroupMembership.objects.known_on(today).in_force(today).filter(group__in=groups)
    return own | set(members.values_list("practice_id", flat=True))


@pghistory.track()
class Event(Versioned):
    """That a meeting is an event, and what it is about. Its day and place, its papers and who came
    stand with the meeting, as of any other."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="event")
    kind = models.CharField(max_length=20, choices=EventKind)

    objects = EventQuerySet.as_manager()

    class Meta:
        db_table = "meetings_occasion"  # a table whose name ends with event is one of the audit

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
