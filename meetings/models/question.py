"""One question about one version of a thing, and what each of those asked said."""

from functools import reduce
from operator import or_

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Now

from meetings.models.held import (
    HOLDERS,
    Held,
    holders,
    of_one_organisation,
    of_own_groups,
    one_of,
    reached,
)
from meetings.models.words import OF_A_QUESTION, OF_AN_ANSWER, by_words
from pbc.core import access

VIEW, EDIT = "meetings.view_decision", "meetings.edit_decision"
PARTIES = (*HOLDERS, "person")
# What the name of each is made of.
NAMED = (
    *(f"{one}__name" for one in HOLDERS),
    *(f"person__{one}" for one in ("first_name", "last_name", "username")),
)


class Said(models.TextChoices):
    """What somebody answered."""

    YES = "YES", "Yes"
    NO = "NO", "No"
    NOT_NOW = "NOT_NOW", "Not now"
    CONDITIONAL = "CONDITIONAL", "Yes, on a condition"
    NOT_GIVEN = "NOT_GIVEN", "Gave no answer"


class How(models.TextChoices):
    """How an answer, or word of something, reached us."""

    AT_A_MEETING = "MEETING", "At a meeting"
    BY_MAIL = "MAIL", "By mail"
    BY_PHONE = "PHONE", "By phone"
    OTHERWISE = "OTHER", "In another way"


def _only(party):
    return Q(**{f"{name}__isnull": name != party for name in PARTIES})


ONE_PARTY = reduce(or_, map(_only, PARTIES))


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """Questions of organisations where an appointment gives the user this permission, those
        that the user collects the answers to, and to read those put to somebody of theirs and
        those of the group of their practice."""
        reach = access.reach(user, to)
        if reach.everything:
            return self
        if not reach:
            return self.none()
        own = reached(reach) | Q(collector=user)
        if to == VIEW:
            put = Asked.objects.filter(reached(reach) | Q(person=user))
            own |= Q(pk__in=put.values("question")) | of_own_groups(user, to)
        return self.filter(own)

    def with_names(self):
        """With the rows that name whose it is, read at once."""
        return self.select_related("asked_by", "collector", *holders())


@pghistory.track()
class Question(Held):
    """One question about one version of a thing, put to organisations or persons.

    `about` is the code of the thing, `about_said` the thing in words as it was then. `collector`
    is to whom the answers go. It lapses when the thing changes: the answers stay as they were.
    """

    text = models.CharField(max_length=500)
    about = models.CharField(max_length=80, blank=True)
    about_said = models.CharField(max_length=500, blank=True)
    about_version = models.PositiveIntegerField(default=1)
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    collector_name = models.CharField(max_length=100, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    lapsed_on = models.DateField(null=True)
    lapsed_why = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["about"], name="questions_by_what_about"),
            by_words(OF_A_QUESTION, "questions_by_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_question_has_words"),
            of_one_organisation("a_question_is_of_one_organisation"),
            models.CheckConstraint(
                condition=Q(collector=None) | Q(collector_name=""),
                name="answers_go_to_one_person_or_name",
            ),
            models.CheckConstraint(
                condition=Q(lapsed_on=None, lapsed_why="")
                | (Q(lapsed_on__isnull=False) & ~Q(lapsed_why="")),
                name="a_question_that_lapsed_says_why",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def collected_by(self):
        """The name of whoever collects the answers; empty where nobody was named."""
        return str(self.collector) if self.collector else self.collector_name


class AskedQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """Those whose answer the user may see, or (`to` edit) write down: of a question of the
        user's own, and of an organisation where the permission reaches."""
        reach = access.reach(user, to)
        if reach.everything:
            return self
        if not reach:
            return self.none()
        seen = Question.objects.visible_to(user, to=to)
        return self.filter(reached(reach) | Q(person=user) | Q(question__in=seen.values("pk")))

    def put_to(self, user, reach):
        """Those put to the user, or to a group or a practice where the permission reaches."""
        own = Q(group__among=reach.groups) | Q(practice__among=reach.practices)
        return self.filter(own | Q(person=user))

    def with_newest(self):
        """With `newest`, what each said last: the answer of the latest day counts."""
        last = Answer.objects.filter(asked=OuterRef("pk")).order_by("-on_date", "-pk")
        return self.annotate(newest=Subquery(last.values("said")[:1]))

    def unanswered(self):
        """Those who have said nothing yet, or were asked and gave no answer."""
        said = Coalesce("newest", Value(Said.NOT_GIVEN))
        return self.with_newest().alias(last=said).filter(last=Said.NOT_GIVEN)

    def with_names(self):
        """With the rows that name them, read at once."""
        return self.select_related("question", *PARTIES)

    def with_words(self):
        """With what was asked when, and the names of whom, and no more of these rows."""
        return self.with_names().only("question__text", "question__asked_on", *NAMED)


class Asked(Held):
    """An organisation or a person to whom a question was put. Added only."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="asked")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = AskedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_PARTY, name="a_question_is_put_to_one_at_a_time"),
            models.UniqueConstraint(
                fields=["question", *PARTIES],
                nulls_distinct=False,
                name="nobody_is_asked_the_same_twice",
            ),
        ]

    def __str__(self):
        return str(self.party)

    @property
    def party(self):
        """Who was asked."""
        return self.person or self.organisation


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """What those said whose answer the user may see."""
        return self.filter(asked__in=Asked.objects.visible_to(user, to).values("pk"))

    def with_whether_it_counts(self):
        """With `is_replaced`: whether they said another thing since."""
        later = Q(on_date__gt=OuterRef("on_date")) | Q(
            on_date=OuterRef("on_date"), pk__gt=OuterRef("pk")
        )
        since = Answer.objects.filter(later, asked=OuterRef("asked"))
        return self.annotate(is_replaced=Exists(since))


class Answer(models.Model):
    """What one of those asked said, by whom, how and when it reached us. Added only: who says
    another thing later has a second answer, and the one of the latest day counts."""

    asked = models.ForeignKey(Asked, models.PROTECT, related_name="answers")
    said = models.CharField(max_length=20, choices=Said)
    words = models.CharField(max_length=500, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    told_by_name = models.CharField(max_length=100, blank=True)
    how = models.CharField(max_length=10, choices=How)
    on_date = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["asked", "-on_date"], name="answers_newest_first"),
            by_words(OF_AN_ANSWER, "answers_by_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=one_of("told_by", "told_by_name"), name="an_answer_says_who_gave_it"
            ),
            models.CheckConstraint(
                condition=~Q(said=Said.CONDITIONAL) | ~Q(words=""),
                name="a_condition_is_said_in_words",
            ),
        ]

    def __str__(self):
        return f"{self.get_said_display()}, {self.teller}"

    @property
    def teller(self):
        """The name of whoever gave the answer."""
        return str(self.told_by) if self.told_by else self.told_by_name
