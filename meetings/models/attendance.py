import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Deferrable, Q

from meetings.models.body import OfABody
from meetings.models.meeting import Meeting


class How(models.TextChoices):
    """How somebody stands in the list of a meeting."""

    PRESENT = "PRESENT", "Attended"
    APOLOGIES = "APOLOGIES", "Apologies"
    COPIES_TO = "COPIES_TO", "Copies to"
    BY_INVITATION = "BY_INVITATION", "By invitation"


CAME = (How.PRESENT, How.BY_INVITATION)


class AttendanceQuerySet(OfABody):
    to_body = "meeting__body__"
    to_meeting = "meeting"

    def in_order(self):
        """In the order of the list, as it was written down."""
        return self.order_by("place", "pk")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Attendance(models.Model):
    """Somebody in the list of a meeting: a person with an account, or a name.

    A name may stand for several, as "Dacorum practice managers" in the copies. `affiliation` is a
    code of the setting PBC_AFFILIATION_MARKS, `practice` the practice that they spoke for, `place`
    where they stand in the list.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    how = models.CharField(max_length=20, choices=How)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="attendances"
    )
    name = models.CharField(max_length=100)
    affiliation = models.CharField(max_length=20, blank=True)
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="an_attendance_says_who"),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                deferrable=Deferrable.DEFERRED,
                name="somebody_stands_once_in_the_list_of_a_meeting",
            ),
            models.UniqueConstraint(
                fields=["meeting", "how", "name"],
                deferrable=Deferrable.DEFERRED,
                name="a_name_stands_once_under_each_heading",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_how_display().lower()}"
