"""What is asked and not answered yet, what is raised with another body, who speaks for whom."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from meetings.models.held import (
    Held,
    holders,
    of_one_organisation,
    of_own_groups,
    one_of,
    reached,
)
from meetings.models.question import VIEW
from meetings.models.words import OF_A_CONCERN, OF_AN_OPEN_QUESTION, by_words
from pbc.core import access


class MatterQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """Those of organisations where an appointment gives the user this permission, and to
        read those of the group of the user's practice."""
        reach = access.reach(user, to)
        if reach.everything:
            return self
        if not reach:
            return self.none()
        own = reached(reach)
        return self.filter(own | of_own_groups(user, to) if to == VIEW else own)

    def with_names(self):
        """With the rows that name whose they are, read at once."""
        return self.select_related("written_by", *holders())


class Matter(Held):
    """Of one organisation, and written down by somebody on a day."""

    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True


class OpenQuestionQuerySet(MatterQuerySet):
    def open(self):
        """What nobody has answered, the oldest first."""
        return self.filter(answered_on=None).order_by("asked_on", "pk")

    def of(self, organisation):
        """Those of one organisation."""
        return self.filter(**{type(organisation).__name__.lower(): organisation})


@pghistory.track()
class OpenQuestion(Matter):
    """A question that came up: who asked it, who is to find out, and the answer once known."""

    text = models.CharField(max_length=500)
    asker = models.CharField(max_length=100)
    asked_on = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    owner_name = models.CharField(max_length=100, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True)

    objects = OpenQuestionQuerySet.as_manager()

    class Meta:
        indexes = [by_words(OF_AN_OPEN_QUESTION, "open_questions_by_words")]
        constraints = [
            of_one_organisation("an_open_question_is_of_one_organisation"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(asker=""), name="an_open_question_says_who_asks_what"
            ),
            models.CheckConstraint(
                condition=one_of("owner", "owner_name"), name="somebody_is_to_find_out"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_on__gte=F("asked_on"))),
                name="an_answer_to_an_open_question_has_its_day",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def found_out_by(self):
        """The name of whoever is to find out."""
        return str(self.owner) if self.owner else self.owner_name


@pghistory.track()
class Concern(Matter):
    """What worries an organisation and is raised with another body: sent, and its reply."""

    text = models.CharField(max_length=500)
    body = models.CharField(max_length=100, help_text="With whom it is raised")
    raised_on = models.DateField()
    sent_on = models.DateField(null=True)
    reply = models.CharField(max_length=500, blank=True)
    replied_on = models.DateField(null=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes = [by_words(OF_A_CONCERN, "concerns_by_words")]
        constraints = [
            of_one_organisation("a_concern_is_of_one_organisation"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(body=""), name="a_concern_is_raised_with_somebody"
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_on__gte=F("raised_on")),
                name="a_concern_is_sent_after_it_is_raised",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_on=None)
                | (
                    ~Q(reply="")
                    & Q(sent_on__isnull=False, replied_on__isnull=False)
                    & Q(replied_on__gte=F("sent_on"))
                ),
                name="a_reply_comes_after_the_concern_was_sent",
            ),
        ]

    def __str__(self):
        return self.text


class MandateQuerySet(MatterQuerySet):
    def in_force(self, day):
        """Mandates that hold on that day."""
        return self.filter(Q(until=None) | Q(until__gte=day), given_on__lte=day)


@pghistory.track()
class Mandate(Matter):
    """That somebody speaks for an organisation: about what, since which meeting, and until when.

    `until` is the last day on which it holds; None is until it is ended.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=100, blank=True)
    scope = models.CharField(max_length=500)
    given_by = models.CharField(max_length=100, help_text="The meeting that gave it")
    given_on = models.DateField()
    until = models.DateField(null=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            of_one_organisation("a_mandate_is_of_one_organisation"),
            models.CheckConstraint(
                condition=one_of("person", "name"), name="a_mandate_is_somebodys"
            ),
            models.CheckConstraint(
                condition=~Q(scope="") & ~Q(given_by=""),
                name="a_mandate_says_for_what_and_who_gave_it",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("given_on")),
                name="a_mandate_ends_after_it_is_given",
            ),
        ]

    def __str__(self):
        return f"{self.holder}: {self.scope}"

    @property
    def holder(self):
        """The name of whoever speaks."""
        return str(self.person) if self.person else self.name
