"""What a body decided, whether those asked confirm it, and who is to be told."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now

from meetings.models.held import Held, holders, of_one_organisation, of_own_groups, one_of, reached
from meetings.models.question import VIEW, Asked, How, Question, Said
from meetings.models.words import OF_A_DECISION, by_words
from pbc.core import access
from pbc.core.models.versioned import Versioned


class Outcome(models.TextChoices):
    """What the body decided. Whether a decision in principle is confirmed is in the answers."""

    IN_PRINCIPLE = "IN_PRINCIPLE", "Agreed in principle"
    AGREED = "AGREED", "Agreed"
    REJECTED = "REJECTED", "Rejected"


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """Decisions of organisations where an appointment gives the user this permission, those
        that the user collects the answers to; to read also those that were put to somebody of
        the user's, are of the group of the user's practice, or are to be told to the user."""
        reach = access.reach(user, to)
        if reach.everything:
            return self
        if not reach:
            return self.none()
        asked = Question.objects.visible_to(user, to=to)
        own = reached(reach) | Q(question__in=asked.values("pk"))
        if to == VIEW:
            own |= Q(pk__in=Telling.objects.filter(person=user).values("decision"))
            own |= of_own_groups(user, to)
        return self.filter(own)

    def counted(self):
        """With `put_to`, how many were asked to confirm, and `confirmed`, how many said yes."""
        newest = Asked.objects.filter(question=OuterRef("question")).with_newest()
        return self.annotate(
            put_to=_count(newest), confirmed=_count(newest.filter(newest=Said.YES))
        )

    def in_principle(self):
        """What not everybody has confirmed yet."""
        return self.counted().filter(outcome=Outcome.IN_PRINCIPLE, confirmed__lt=models.F("put_to"))

    def with_names(self):
        """With the rows that name whose they are, read at once."""
        return self.select_related("written_by", "question", "question__collector", *holders())


def _count(asked):
    """How many of these a decision has, in the same statement."""
    each = asked.order_by().values("question").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(each), 0)


@pghistory.track()
class Decision(Held, Versioned):
    """What was decided, by which body and on what day, for one organisation.

    In principle it waits until each of those asked confirms; `question` is the one that asks them
    now. What it said before stands in the questions that lapsed. `item` is the item of a meeting
    in whose minutes it was written down, if any.
    """

    text = models.CharField(max_length=500)
    body = models.CharField(max_length=100, help_text="The body or meeting that decided")
    decided_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    item = models.ForeignKey("meetings.Item", models.PROTECT, null=True, related_name="decisions")
    question = models.OneToOneField(Question, models.PROTECT, null=True, related_name="decision")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["outcome", "-decided_on"], name="decisions_by_outcome"),
            by_words(OF_A_DECISION, "decisions_by_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_decision_says_what"),
            models.CheckConstraint(condition=~Q(body=""), name="a_decision_says_who_decided"),
            of_one_organisation("a_decision_is_of_one_organisation"),
        ]

    def __str__(self):
        return self.text

    @property
    def code(self):
        """What actions and questions about it have as their `about`."""
        return f"DECISION-{self.pk}"


class TellingQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """Those of decisions that the user may see, or (`to` edit) change, and to see one's own."""
        seen = Q(decision__in=Decision.objects.visible_to(user, to=to).values("pk"))
        return self.filter(seen)

    def unsent_since(self, day):
        """Not passed on, though it was known by that day."""
        return self.filter(sent_on=None, since__lte=day)

    def with_names(self):
        """With the decision and the person to be told, read at once."""
        return self.select_related("decision", "person")

    def late(self, today):
        """Not passed on for as long as the setting allows."""
        return self.unsent_since(today - timedelta(days=settings.PBC_TELL_WITHIN_DAYS))


@pghistory.track()
class Telling(models.Model):
    """That a decision is to be told to somebody: since when, when it was sent, and when they
    said that they have it."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="tellings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=100, blank=True)
    since = models.DateField()
    sent_on = models.DateField(null=True)
    sent_how = models.CharField(max_length=10, choices=How, blank=True)
    acknowledged_on = models.DateField(null=True)
    acknowledged_how = models.CharField(max_length=10, choices=How, blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=one_of("person", "name"), name="a_decision_is_told_to_somebody"
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_how="")
                | (Q(sent_on__isnull=False) & ~Q(sent_how="")),
                name="what_was_sent_says_how",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on=None, acknowledged_how="")
                | (
                    Q(sent_on__isnull=False, acknowledged_on__gte=models.F("sent_on"))
                    & ~Q(acknowledged_how="")
                ),
                name="what_was_sent_is_acknowledged_after_it",
            ),
        ]

    def __str__(self):
        return f"{self.to}: {self.decision}"

    @property
    def to(self):
        """The name of whoever is to be told."""
        return str(self.person) if self.person else self.name

    def days_unsent(self, today):
        """For how many days it has not been passed on; 0 where it was."""
        return 0 if self.sent_on else max(0, (today - self.since).days)
