from functools import reduce
from operator import or_

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from pbc.core import access, clock
from pbc.core.models import Role
from pbc.core.models.versioned import Versioned

# The kinds of organisation that a body can be of, as their fields are called here.
ORGANISATIONS = ("commissioner", "locality", "group")
VIEW = "meetings.view_meeting"
# Roles that see the bodies of a commissioner, and not those of its localities.
COUNTY_ONLY = (Role.LMC_OBSERVER,)


def _only(kind):
    """Of one organisation of that kind, and of no other."""
    return Q(**{f"{name}__isnull": name != kind for name in ORGANISATIONS})


class BodyKind(models.TextChoices):
    """What a body is there for."""

    EXECUTIVE = "EXECUTIVE", "Executive"
    LEADS = "LEADS", "Leads’ meeting"
    CONTRACT_REVIEW = "CONTRACT_REVIEW", "Contract review"
    PROJECT_BOARD = "PROJECT_BOARD", "Project board"
    OTHER = "OTHER", "Other"


class Side(models.TextChoices):
    """On which side of a contract a body stands; the same people are not to be on both (A11)."""

    COMMISSIONING = "COMMISSIONING", "It commissions"
    PROVIDING = "PROVIDING", "It provides"


class SeatKind(models.TextChoices):
    """What somebody on a body is, as rules of its make-up count them."""

    GP = "GP", "GPs"
    MANAGER = "MANAGER", "Practice managers"
    NURSE = "NURSE", "Nurses"
    PPI = "PPI", "Patients and the public"
    PCT = "PCT", "PCT officers"
    OTHER = "OTHER", "Others"


class OfABody(models.QuerySet):
    """Rows that are seen with their body. `to_body` is the way to it, `to_meeting` that to the
    meeting, where they are of one."""

    to_body = ""
    to_meeting = ""

    def visible_to(self, user, to=VIEW):
        """Rows of the bodies of organisations where an appointment gives the user this
        permission, and of the group of their practice. To look at, for who may look anywhere:
        also those of a body on which they have a seat, and of a meeting in whose list they are.
        """
        reach = access.reach(user, to)
        if reach.everything:
            return self
        if not reach:
            return self.none()
        within = [Q(**{f"{self.to_body}{name}": of}) for name, of in within_reach(user, to).items()]
        if to == VIEW:
            seats = user.seats.in_force(clock.today()).values("body")
            within.append(Q(**{f"{self.to_body}pk__in": seats}))
        if to == VIEW and self.to_meeting:
            within.append(Q(**{f"{self.to_meeting}__in": user.attendances.values("meeting")}))
        return self.filter(reduce(or_, within))


def within_reach(user, to):
    """The organisations whose bodies the user's appointments reach: {field: ids}."""
    reach = access.reach(user, to)
    held = [one for one in access.appointments(user) if to in access.PERMISSIONS[one.role]]
    below = any(one.role not in COUNTY_ONLY for one in held)
    return {
        "commissioner__in": reach.commissioners,
        "locality__in": reach.localities if below else (),
        "group__in": reach.groups | access.own_groups(user, to),
    }


class BodyQuerySet(OfABody):
    def of(self, organisation):
        """The bodies of one organisation."""
        return self.filter(**{type(organisation).__name__.lower(): organisation})

    def with_names(self):
        """With the organisation that names whose they are, read at once."""
        return self.select_related(*ORGANISATIONS)


@pghistory.track()
class Body(Versioned):
    """People who meet: an executive, the leads, a contract review. Of one organisation.

    `quorum` is how many of its people must be present, or None where no rule is known; `side`
    whether it commissions or provides, where that is said.
    """

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=BodyKind)
    commissioner = models.ForeignKey("core.Commissioner", models.PROTECT, null=True)
    locality = models.ForeignKey("core.Locality", models.PROTECT, null=True)
    group = models.ForeignKey("core.Group", models.PROTECT, null=True)
    quorum = models.PositiveSmallIntegerField(null=True)
    side = models.CharField(max_length=20, choices=Side, blank=True, default="", db_default="")

    objects = BodyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_body_has_a_name"),
            models.CheckConstraint(
                condition=reduce(or_, map(_only, ORGANISATIONS)),
                name="a_body_is_of_one_organisation",
            ),
            models.CheckConstraint(
                condition=Q(quorum=None) | Q(quorum__gte=1), name="a_quorum_is_somebody"
            ),
            models.UniqueConstraint(
                fields=["name", *ORGANISATIONS],
                nulls_distinct=False,
                name="an_organisation_has_one_body_of_a_name",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def organisation(self):
        """The organisation whose body it is."""
        return self.group or self.locality or self.commissioner


class SeatPost(models.TextChoices):
    """As what somebody sits on a body."""

    CHAIR = "CHAIR", "Chair"
    SECRETARY = "SECRETARY", "Secretary"
    MEMBER = "MEMBER", "Member"


class SeatQuerySet(OfABody):
    to_body = "body__"

    def in_force(self, day):
        """Seats that are held on that day."""
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)


@pghistory.track()
class Seat(Versioned):
    """Who sits on a body, from when to when: a person, or the name of somebody without an account.

    A seat gives no right to write: that comes from an appointment. `affiliation` is a code of the
    setting PBC_AFFILIATION_MARKS, `practice` the practice that they speak for, `kind` what they
    count as in the make-up of the body.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    post = models.CharField(max_length=20, choices=SeatPost, default=SeatPost.MEMBER)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="seats"
    )
    name = models.CharField(max_length=100)
    affiliation = models.CharField(max_length=20, blank=True)
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=SeatKind, blank=True, default="", db_default="")
    from_date = models.DateField()
    to_date = models.DateField(null=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_seat_says_whose_it_is"),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="a_seat_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(to_date=None),
                name="somebody_has_one_seat_on_a_body",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_post_display()}"
