"""Saying what a file covers: a new reading of the same delivery, reviewed and published again."""

from django.db.models import Max

from activity import storage
from activity.models import CoverageDecision, Submission, SubmissionLease
from activity.queries import coverage as asked
from activity.queries.versions import covered
from activity.services.deliveries import discard_submission
from activity.tasks import read_submission
from pbc.core import access
from pbc.core.deeds import deed
from pbc.core.jobs import queue


class NotCorrected(Exception):
    """Why the coverage of a file stays as it is."""


@deed
def correct_coverage(*, submission, slices, reason, by):
    """Have a delivery read again as covering these slices, in the place of a reading that waits.

    `slices` are keys: (year, month, locality id, practice id or None). Returns the new reading.
    """
    storage.lock(submission.delivery.sha256)
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    _check(held, slices, reason, by)
    discard_submission(submission=held, by=by)
    versions = held.delivery.submissions.aggregate(last=Max("rules_version"))
    corrected = Submission.objects.create(
        delivery=held.delivery, feed=held.feed, rules_version=versions["last"] + 1
    )
    CoverageDecision.objects.create(
        submission=corrected,
        instead_of=held,
        slices=[list(key) for key in slices],
        reason=reason.strip(),
        by=by,
    )
    SubmissionLease.objects.create(submission=corrected)
    return corrected


def _check(held, slices, reason, by):
    if not held.is_for_a_person:
        raise NotCorrected("What a file covers is corrected while it waits to be published")
    if not reason.strip():
        raise NotCorrected("Say in one line why")
    if not slices:
        raise NotCorrected("Choose at least one month or one practice")
    if not set(slices) <= set(asked.offered(held)):
        raise NotCorrected("The file has no rows for some of this")
    reach = access.reach(by, "activity.publish_submission")
    if not reach.everything and not {key[2] for key in slices} <= set(reach.localities):
        raise NotCorrected("Some of this is in a locality that you do not publish for")
    if list(slices) == covered(held):
        raise NotCorrected("That is what the file covers already")


@deed
def correct_and_queue(*, submission, slices, reason, by):
    """The same, and queue the new reading for after the commit."""
    corrected = correct_coverage(submission=submission, slices=slices, reason=reason, by=by)
    queue(read_submission, submission_id=corrected.pk)
    return corrected
