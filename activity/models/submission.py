import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from pbc.core import access
from pbc.core.models import Appointment
from pbc.core.models.job import JobQuerySet, Lease


class Delivery(models.Model):
    """What came: the bytes, kept as sent under our own name, and who sent them when.

    `received_on` is the day from which its figures may count as known. The same bytes sent
    again are another delivery; `same_as` then names the reading that already stands.
    """

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    stored_as = models.CharField(max_length=100)
    feed = models.ForeignKey("activity.Feed", models.PROTECT, null=True)
    expected_year = models.SmallIntegerField(null=True)
    expected_month = models.SmallIntegerField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    received_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    same_as = models.ForeignKey(
        "activity.Submission", models.PROTECT, null=True, related_name="sent_again"
    )

    def __str__(self):
        return self.file_name


class State(models.TextChoices):
    """Where a reading stands. The first four are a worker's, the rest a person's."""

    RECEIVED = "RECEIVED", "Waiting to be read"
    READ = "READ", "Read"
    CHECKED = "CHECKED", "Checked"
    STAGED = "STAGED", "Ready to publish"
    PUBLISHED = "PUBLISHED", "Published"
    MAPPING_NEEDED = "MAPPING_NEEDED", "Headings not understood"
    NEEDS_REASON = "NEEDS_REASON", "Needs a reason"
    REFUSED = "REFUSED", "Refused"
    SET_ASIDE = "SET_ASIDE", "Set aside"
    DISCARDED = "DISCARDED", "Discarded"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


FOR_A_WORKER = (State.RECEIVED, State.READ, State.CHECKED)
FOR_A_PERSON = (State.STAGED, State.NEEDS_REASON)


READING = "activity.view_submission"


def _senders_over(commissioners):
    """Appointments over one of these that the sender of a submission held when it came."""
    came = OuterRef("delivery__received_on")
    held = Appointment.objects.in_force(came).filter(commissioner__in=commissioners)
    return held.filter(person=OuterRef("delivery__sent_by"))


class SubmissionQuerySet(JobQuerySet):
    unfinished = FOR_A_WORKER

    def visible_to(self, user, to=READING):
        """Readings that cover a locality within the user's reach. One that covers nothing yet is
        its sender's, that of whoever said what it covers, and of those who have the PCT that the
        sender had when it came.

        To do more than read it, every locality that it covers must be within reach: what moves
        the figures of two PCTs is for somebody who acts for both.
        """
        reach = access.reach(user, to)
        if reach.everything:
            return self
        if not reach:
            return self.none()
        covered = CoveredSlice.objects.filter(submission=OuterRef("pk"))
        ours = covered.filter(locality__in=reach.localities)
        own = Q(delivery__sent_by=user) | Q(coverage_decision__by=user)
        sent = own | Exists(_senders_over(reach.commissioners))
        seen = self.filter(Exists(ours) | ~Exists(covered) & sent)
        beyond = covered.exclude(locality__in=reach.localities)
        return seen if to == READING else seen.exclude(Exists(beyond))


@pghistory.track(exclude=["balance_mark", "headings"])
class Submission(models.Model):
    """One reading of a delivery under one version of layouts and rules; it is the job.

    Rows read = staged + parked + ignored, and money read = staged + parked, to the penny;
    unassigned are among the staged. The database adds them up at commit.
    """

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="submissions")
    rules_version = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED, db_index=True)
    attempts = models.SmallIntegerField(default=0)
    feed = models.ForeignKey("activity.Feed", models.PROTECT, null=True)
    layout = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    year = models.SmallIntegerField(null=True)
    months = ArrayField(models.SmallIntegerField(), default=list)
    sheets_skipped = ArrayField(models.CharField(max_length=200), default=list)
    headings = models.JSONField(default=dict)
    rows_read = models.IntegerField(default=0)
    rows_staged = models.IntegerField(default=0)
    rows_unassigned = models.IntegerField(default=0)
    rows_parked = models.IntegerField(default=0)
    rows_ignored = models.IntegerField(default=0)
    money_read = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    money_staged = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    money_unassigned = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    money_parked = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    stated_total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    stated_total_difference = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    sentence = models.TextField(blank=True, help_text="Why it was refused, or what it asks")
    reason = models.TextField(blank=True, help_text="Why it was published all the same")
    basis = models.JSONField(default=list, help_text="The moves in force when it was reviewed")
    known_from = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True)
    balance_mark = models.BigIntegerField(default=0, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "rules_version"],
                name="a_delivery_is_read_once_under_one_version_of_the_rules",
            ),
            models.CheckConstraint(
                condition=Q(rows_read=F("rows_staged") + F("rows_parked") + F("rows_ignored")),
                name="no_row_is_lost",
            ),
            models.CheckConstraint(
                condition=Q(money_read=F("money_staged") + F("money_parked")),
                name="no_penny_is_lost",
            ),
            models.CheckConstraint(
                condition=Q(rows_unassigned__lte=F("rows_staged")),
                name="unassigned_rows_are_among_the_staged",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED) | ~Q(sentence=""),
                name="a_refusal_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED)
                | Q(stated_total_difference=None)
                | Q(stated_total_difference=0)
                | ~Q(reason=""),
                name="another_total_than_its_rows_needs_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.PUBLISHED, State.WITHDRAWN])
                | Q(known_from__isnull=False, decided_by__isnull=False),
                name="what_is_published_says_since_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"Submission {self.pk}: {self.delivery}"

    @property
    def is_for_a_person(self):
        """Whether somebody has to decide about it."""
        return self.state in FOR_A_PERSON


class SubmissionLease(Lease):
    """Who is reading a submission. A table of its own: the writer locks the submission."""

    submission = models.OneToOneField(Submission, models.CASCADE, primary_key=True)


class CoveredSlice(models.Model):
    """A month of a locality that a submission covers: it names at least half of its practices.

    With a practice it is that practice's month alone: a part of a file, covered by choice.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="covered")
    year = models.SmallIntegerField()
    month = models.SmallIntegerField()
    locality = models.ForeignKey("core.Locality", models.PROTECT)
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "year", "month", "locality", "practice"],
                name="a_submission_covers_a_slice_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return f"Month {self.month} of {self.practice or self.locality}"


class CoverageDecision(models.Model):
    """What somebody says that a file covers, in the place of what its rows seem to. Kept.

    `submission` is the reading under it, `instead_of` the one that was reviewed. `slices` are
    lists of year, month, locality id and, of a practice's month alone, practice id or else null.
    """

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="coverage_decision")
    instead_of = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    slices = models.JSONField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="a_coverage_is_corrected_for_a_reason"
            ),
        ]

    def __str__(self):
        return f"Coverage of submission {self.submission_id} by {self.by}"
