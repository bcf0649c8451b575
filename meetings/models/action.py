from functools import reduce
from operator import or_

import pghistory
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Collate, Now

from meetings.models.held import HOLDERS, ONE_HOLDER, only, reached
from meetings.models.post import Post, Tenure
from meetings.models.words import OF_AN_ACTION, by_words
from pbc.core import access, clock
from pbc.core.models import Appointment, LocalityCommissioner, Role
from pbc.core.models.versioned import Versioned

# Which posts can own an action of an organisation of that kind.
POSTS = {
    "commissioner": (Role.FINANCE, Role.COMMISSIONING),
    "locality": (Role.FINANCE, Role.COMMISSIONING),
    "group": (Role.GP_LEAD,),
    "practice": (Role.PRACTICE_MANAGER,),
}


A_POST_OF_ITS_OWN = reduce(
    or_, (only(kind) & Q(owner_role__in=roles) for kind, roles in POSTS.items())
)
ONE_OWNER = (
    Q(owner__isnull=False, owner_role="", owner_name="", owner_post=None)
    | (Q(owner=None, owner_name="", owner_post=None) & A_POST_OF_ITS_OWN)
    | (Q(owner=None, owner_role="", owner_post=None) & ~Q(owner_name=""))
    | Q(owner=None, owner_role="", owner_name="", owner_post__isnull=False)
)


class State(models.TextChoices):
    """Where an action stands."""

    OPEN = "OPEN", "Open"
    DONE = "DONE", "Done"
    DROPPED = "DROPPED", "Dropped"


class Finding(models.TextChoices):
    """What came of looking at a figure."""

    NOTHING = "NOTHING", "Nothing found"
    FOUND = "FOUND", "Found something"


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user, to="meetings.view_action"):
        """Actions of organisations where an appointment gives the user this permission, and the
        user's own wherever they are; none for who has the permission nowhere."""
        reach = access.reach(user, to)
        if reach.everything:
            return self
        if not reach:
            return self.none()
        return self.filter(reached(reach) | Q(owner=user) | Q(owner_post__among=_posts_of(user)))

    def owned_by(self, user):
        """Actions of the person, or of a post that the person holds today."""
        held = [a for a in access.appointments(user) if a.scope]
        mine = Q(owner=user) | Q(owner_post__among=_posts_of(user))
        return self.filter(reduce(or_, (_of_post(user, one) for one in held), mine))

    def with_vacancy(self, today):
        """With `is_vacant`: open, and of a post that nobody holds that day."""
        return self.annotate(is_vacant=Q(state=State.OPEN) & _nobody_holds_it(today))

    def of(self, organisation):
        """Actions of one organisation."""
        return self.filter(**{holder_of(organisation): organisation})

    def open(self):
        """What is still to be done."""
        return self.filter(state=State.OPEN)

    def late_first(self):
        """What is open, the longest overdue first and what has no day last; then what is closed."""
        return self.order_by(F("state").desc(), F("due").asc(nulls_last=True), "pk")

    def with_names(self):
        """With the rows that name whose they are, read at once."""
        return self.select_related("owner", "owner_post", "raised_by", *HOLDERS)


def holder_of(organisation):
    """The field in which an organisation of that kind stands."""
    return type(organisation).__name__.lower()


def _of_post(user, held):
    """Actions of the post that an appointment gives; that of a PCT has those of its localities."""
    over = Q(**{holder_of(held.scope): held.scope.pk})
    if held.commissioner_id:
        over |= Q(locality__in=access.reach(user, "meetings.view_action").localities)
    return over & Q(owner_role=held.role)


def _posts_of(user):
    """The posts of the directory that the person holds today."""
    held = Tenure.objects.in_force(clock.today()).filter(person=user)
    return ArraySubquery(held.values("post"))


def _nobody_holds_it(today):
    """Of a post of the directory without a holder, or of a role that nobody is appointed to."""
    held = Appointment.objects.in_force(today).filter(person__is_active=True)
    held = held.filter(role=OuterRef("owner_role"))
    there = LocalityCommissioner.objects.known_on(today).in_force(today)
    own = there.filter(locality=OuterRef(OuterRef("locality"))).values("commissioner")
    over = {kind: held.filter(**{kind: OuterRef(kind)}) for kind in HOLDERS if kind != "locality"}
    over["locality"] = held.filter(commissioner__in=own)
    roles = [Q(**{f"{kind}__isnull": False}) & ~Exists(rows) for kind, rows in over.items()]
    tenures = Tenure.objects.in_force(today).filter(post=OuterRef("owner_post"))
    vacant_post = Q(owner_post__isnull=False) & ~Exists(tenures)
    return vacant_post | (~Q(owner_role="") & reduce(or_, roles))


@pghistory.track()
class Action(Versioned):
    """What somebody is to do by when, for one organisation, and what became of it.

    The owner is a person, a post (a role over that organisation, or one of the directory, whoever
    holds it) or the name of somebody outside. `due_typed` is what was said, `due` the day that it
    means, if any. `about` is the code of a figure or of a line, `about_said` that thing in words as
    it was then. Where it `asks_finding` it is a check of that figure, and `finding` says what came
    of it. `version` goes up with every change, so that nobody overwrites what they have not seen.
    """

    text = models.CharField(max_length=500)
    commissioner = models.ForeignKey("core.Commissioner", models.PROTECT, null=True)
    locality = models.ForeignKey("core.Locality", models.PROTECT, null=True)
    group = models.ForeignKey("core.Group", models.PROTECT, null=True)
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="actions"
    )
    owner_role = models.CharField(max_length=20, choices=Role, blank=True)
    owner_name = models.CharField(max_length=100, blank=True)
    owner_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="actions")
    due_typed = models.CharField(max_length=60, blank=True)
    due = models.DateField(null=True)
    about = models.CharField(max_length=80, blank=True)
    about_said = models.CharField(max_length=200, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="actions_raised"
    )
    raised_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_on = models.DateField(null=True)
    asks_finding = models.BooleanField(default=False)
    finding = models.CharField(max_length=10, choices=Finding, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["about"], name="actions_by_what_they_are_about"),
            models.Index(Collate("about", "C"), name="actions_by_code_they_are_about"),
            models.Index(fields=["state", "due"], name="actions_by_state_and_day"),
            models.Index(fields=["recorded_at"], name="actions_by_moment"),
            by_words(OF_AN_ACTION, "actions_by_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_action_says_what_to_do"),
            models.CheckConstraint(condition=ONE_HOLDER, name="an_action_is_of_one_organisation"),
            models.CheckConstraint(condition=ONE_OWNER, name="an_action_has_exactly_one_owner"),
            models.CheckConstraint(
                condition=Q(due=None) | ~Q(due_typed=""), name="a_day_is_kept_as_it_was_typed"
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, closed_on=None)
                | (~Q(state=State.OPEN) & Q(closed_on__isnull=False)),
                name="a_closed_action_says_when",
            ),
            models.CheckConstraint(
                condition=Q(finding="") | Q(asks_finding=True, state=State.DONE),
                name="only_a_check_that_is_done_has_found",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def organisation(self):
        """The organisation whose action it is."""
        return self.practice or self.group or self.locality or self.commissioner

    def days_late(self, today):
        """How many days after its day an open action is; 0 where it is not late."""
        if self.state != State.OPEN or self.due is None:
            return 0
        return max(0, (today - self.due).days)
