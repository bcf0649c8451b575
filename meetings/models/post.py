import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Now

from meetings.models.held import Held, holders, of_one_organisation, one_of, reached
from meetings.models.withdrawn import Withdrawable, WithdrawnRows, says_why
from pbc.core import access
from pbc.core.models.versioned import Versioned

EDIT = "meetings.edit_meeting"


class Remit(models.TextChoices):
    """What a post is there for, as the PCT said it (A08)."""

    STRATEGIC = "STRATEGIC", "Strategic commissioning"
    LOCALITY = "LOCALITY", "Locality commissioning"
    CLINICAL = "CLINICAL", "Clinical engagement"
    CAS = "CAS", "Clinical assessment service (CAS)"
    OTHER = "OTHER", "Other"


class PostQuerySet(models.QuerySet):
    def visible_to(self, user, to=""):
        """All of them to look at: whoever is signed in may know whom to ask. With a permission,
        those of organisations where an appointment gives it."""
        if not to:
            return self
        reach = access.reach(user, to)
        return self if reach.everything else self.filter(reached(reach))

    def standing(self):
        """Those that are not abolished."""
        return self.filter(abolished_on=None)

    def with_names(self):
        """With the organisation that names whose they are, read at once."""
        return self.select_related(*holders())


@pghistory.track()
class Post(Held, Versioned):
    """A post of the directory: what it is there for, of which organisation, and the post above it,
    to which one goes when it gives no answer or nobody holds it. `abolished_on` is the last day of
    a post that is there no more, and `abolished_why` says why."""

    title = models.CharField(max_length=100)
    remit = models.CharField(max_length=20, choices=Remit)
    duties = models.CharField(max_length=300, blank=True)
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    abolished_on = models.DateField(null=True)
    abolished_why = models.CharField(max_length=300, blank=True, default="", db_default="")

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            of_one_organisation("a_post_is_of_one_organisation"),
            models.CheckConstraint(condition=~Q(title=""), name="a_post_has_a_title"),
            models.CheckConstraint(
                condition=Q(abolished_on=None, abolished_why="")
                | (Q(abolished_on__isnull=False) & ~Q(abolished_why="")),
                name="an_abolished_post_says_when_and_why",
            ),
            models.CheckConstraint(condition=~Q(above=F("id")), name="no_post_is_above_itself"),
            models.UniqueConstraint(
                fields=["title", "commissioner", "locality", "group", "practice"],
                nulls_distinct=False,
                name="an_organisation_has_one_post_of_a_title",
            ),
        ]

    def __str__(self):
        return self.title


class TenureQuerySet(WithdrawnRows, models.QuerySet):
    def visible_to(self, user, to=""):
        """Tenures of posts that the user may see, or keep."""
        return self.filter(post__in=Post.objects.visible_to(user, to))

    def in_force(self, day):
        """Whoever holds a post on that day; somebody who was shut out of the site does not."""
        there = self.standing().filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)
        return there.filter(Q(person=None) | Q(person__is_active=True))


def _days():
    days = Func("from_date", "to_date", Value("[]"), function="daterange")
    days.output_field = DateRangeField()
    return days


@pghistory.track()
class Tenure(Withdrawable):
    """Who holds a post, from one day to another: a person, or a name. An interim one stands in
    until the post is filled for good."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="tenures"
    )
    name = models.CharField(max_length=100, blank=True)
    is_interim = models.BooleanField(default=False)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=one_of("person", "name"), name="a_post_is_somebodys"),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="a_post_is_left_after_it_is_taken",
            ),
            ExclusionConstraint(
                name="somebody_holds_a_post_once_at_a_time",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (Coalesce("person", 0), RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_on=None),
            ),
            says_why("a_tenure_that_is_taken_back_says_why"),
        ]

    def __str__(self):
        return f"{self.holder}, {self.post}"

    @property
    def holder(self):
        """The name of whoever holds it."""
        return str(self.person) if self.person else self.name
