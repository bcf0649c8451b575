import pghistory
from django.db import models
from django.db.models import F, Q

from meetings.models.body import Body, OfABody, SeatKind


class SeatRuleQuerySet(OfABody):
    to_body = "body__"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class SeatRule(models.Model):
    """How many seats of a kind a body should have: at least, and at most."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seat_rules")
    kind = models.CharField(max_length=20, choices=SeatKind)
    least = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()

    objects = SeatRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(most__gte=F("least")) & Q(most__gte=1),
                name="a_rule_of_seats_is_from_least_to_most",
            ),
            models.UniqueConstraint(
                fields=["body", "kind"], name="a_body_has_one_rule_for_a_kind_of_seat"
            ),
        ]

    def __str__(self):
        return f"{self.body}: {self.least} to {self.most} of {self.get_kind_display()}"
