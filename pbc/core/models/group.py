import pghistory
from django.db import models
from django.db.models import Q

from pbc.core.models.dated import Dated, a_span_of_days, one_at_a_time
from pbc.core.models.recorded import by_moment


@pghistory.track()
class Group(models.Model):
    """A practice-based commissioning group: practices that share an indicative budget."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name


class Standing(models.TextChoices):
    """How a practice stands towards practice-based commissioning (A02)."""

    MEMBER = "MEMBER", "In the group"
    PROVIDER_ONLY = "PROVIDER_ONLY", "Provider only"
    NOT_INVOLVED = "NOT_INVOLVED", "Not involved"


@pghistory.track(meta=by_moment("memberships_recorded"))
class GroupMembership(Dated):
    """Which group a practice was in, or that it was in none and why, from when to when.

    A practice outside has a row too, so that those in the group, those that only provide and
    those not involved always add up to the practices of the locality.
    """

    practice = models.ForeignKey("core.Practice", models.PROTECT, related_name="memberships")
    standing = models.CharField(max_length=20, choices=Standing, default=Standing.MEMBER)
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="memberships")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            a_span_of_days("a_membership_has_a_span"),
            one_at_a_time("practice", name="a_practice_stands_one_way_at_a_time"),
            models.CheckConstraint(
                condition=Q(standing=Standing.MEMBER, group__isnull=False)
                | (~Q(standing=Standing.MEMBER) & Q(group=None) & ~Q(reason="")),
                name="a_member_has_a_group_and_an_outsider_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.practice}: {self.group or self.get_standing_display()}"
