import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from meetings.models.body import OfABody
from meetings.models.held import Held, of_one_organisation
from pbc.core.models import Role
from pbc.core.models.versioned import Versioned

VIEW, EDIT = "meetings.view_newsletter", "meetings.edit_newsletter"
# Roles that are held over an organisation and that can be written to by it.
WRITTEN_TO = (
    Role.PRACTICE_MANAGER,
    Role.GP_LEAD,
    Role.SECRETARY,
    Role.COMMISSIONING,
    Role.FINANCE,
    Role.LMC_OBSERVER,
)
ROLES = [(role.value, role.label) for role in WRITTEN_TO]


class AudienceQuerySet(OfABody):
    def visible_to(self, user, to=VIEW):
        """Audiences of organisations where an appointment gives the user this permission, and of
        the group of their practice. The LMC has those of a commissioner alone."""
        return super().visible_to(user, to)

    def with_names(self):
        """With the organisation that names whose they are, read at once."""
        return self.select_related("commissioner", "locality", "group", "practice")


@pghistory.track()
class Audience(Held, Versioned):
    """Whom a group, a locality or a PCT writes to: by rule, and some by name (A12)."""

    name = models.CharField(max_length=100)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [
            of_one_organisation("an_audience_is_of_one_organisation"),
            models.CheckConstraint(
                condition=~Q(name="") & Q(practice=None),
                name="an_audience_has_a_name_and_is_of_no_practice",
            ),
            models.UniqueConstraint(
                fields=["name", "commissioner", "locality", "group"],
                nulls_distinct=False,
                name="an_organisation_has_one_audience_of_a_name",
            ),
        ]

    def __str__(self):
        return self.name


class OfAnAudience(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """What belongs to an audience that the user may see."""
        return self.filter(audience__in=Audience.objects.visible_to(user, to))


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class AudienceRule(Held):
    """Whoever holds a role over this organisation, or one within it, on the day of sending."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="rules")
    role = models.CharField(max_length=20, choices=ROLES)

    objects = OfAnAudience.as_manager()

    class Meta:
        constraints = [
            of_one_organisation("a_rule_is_about_one_organisation"),
            models.UniqueConstraint(
                fields=["audience", "role", "commissioner", "locality", "group", "practice"],
                nulls_distinct=False,
                name="an_audience_has_a_rule_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} of {self.organisation}"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class AudienceMember(models.Model):
    """Somebody who is written to besides: a person, or whoever holds a post of the directory."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    post = models.ForeignKey("meetings.Post", models.PROTECT, null=True)

    objects = OfAnAudience.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(post__isnull=True),
                name="a_member_is_a_person_or_a_post",
            ),
            models.UniqueConstraint(
                fields=["audience", "person", "post"],
                nulls_distinct=False,
                name="somebody_is_in_an_audience_once",
            ),
        ]

    def __str__(self):
        return str(self.person or self.post)


class OptOutQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Somebody's own."""
        return self.filter(person=user)

    def in_force(self):
        """Those that were not taken back."""
        return self.filter(back_at=None)


@pghistory.track()
class OptOut(models.Model):
    """That somebody wants no more mail of an audience, from when, and when they took it back."""

    audience = models.ForeignKey(Audience, models.PROTECT, related_name="opt_outs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="opt_outs")
    left_at = models.DateTimeField(db_default=Now(), editable=False)
    back_at = models.DateTimeField(null=True)

    objects = OptOutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "person"],
                condition=Q(back_at=None),
                name="somebody_leaves_an_audience_once_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.person} left {self.audience}"
