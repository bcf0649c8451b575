import pghistory
from django.db import models
from django.db.models import F, Q

from pbc.core.models.dated import Dated, a_span_of_days, one_at_a_time
from pbc.core.models.recorded import by_moment


@pghistory.track(meta=by_moment("practices_recorded"))
class Practice(models.Model):
    """A GP practice, known by its national code for as long as anything refers to it."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)
    town = models.CharField(max_length=100, blank=True)

    def __str__(self):
        return self.name

    @property
    def merger(self):
        """The merger by which it closed into another practice, or None. One that was undone is
        none."""
        return self.mergers.filter(undone_on=None).select_related("into").first()


@pghistory.track(meta=by_moment("places_recorded"))
class PracticeLocality(Dated):
    """Where a practice was, from its opening or move to its closure or next move."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="localities")
    locality = models.ForeignKey("core.Locality", models.PROTECT, related_name="practices")

    class Meta:
        constraints = [
            a_span_of_days("a_practice_is_somewhere_for_a_span"),
            one_at_a_time("practice", name="a_practice_is_in_one_locality_at_a_time"),
        ]

    def __str__(self):
        return f"{self.practice} in {self.locality} from {self.from_date}"


@pghistory.track(meta=by_moment("mergers_recorded"))
class PracticeMerger(models.Model):
    """A practice closed into another. What it spent before stays under its own code.

    One that was written down by mistake is undone, and stays with the day on which it was.
    """

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="mergers")
    into = models.ForeignKey(Practice, models.PROTECT, related_name="merged_from")
    on_date = models.DateField(help_text="The first day under the other practice's code")
    undone_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(undone_on=None),
                name="a_practice_merges_into_one_other",
            ),
            models.CheckConstraint(
                condition=~Q(practice=F("into")), name="a_practice_does_not_merge_into_itself"
            ),
        ]

    def __str__(self):
        return f"{self.practice} into {self.into} on {self.on_date}"
