"""Giving unassigned lines to a practice by hand, and taking that back (B06).

No published line changes: a word is written down, and the files that hold the lines are read again
with it, to be reviewed and published as a restatement.
"""

from django.db.models import Max
from django.utils import timezone

from activity import storage
from activity.models import (
    CoverageDecision,
    HandAssignment,
    Purge,
    State,
    Submission,
    SubmissionLease,
)
from activity.models.submission import FOR_A_PERSON, FOR_A_WORKER
from activity.queries import candidates, lines
from pbc.core.deeds import deed, reason_given

PURGED = "{} is not read again: its words were removed, as it held details of patients"


class NotAssigned(Exception):
    """Why nothing was assigned or taken back; no figure moves."""


class NoSuchLine(Exception):
    """A line that is not there, or lies where the person does not publish."""


@deed
def assign_lines(*, codes, practice, reason, on, by):
    """Say by hand whose some unassigned lines in force are, and have their files read again.

    `codes` are those of their SourceKeys. Returns the new readings, which wait for a worker.
    Raises NoSuchLine and NotAssigned.
    """
    found = lines.in_force(codes)
    _check_all_found(codes, found, (one.line for one in found.values()), by)
    reason = reason_given(reason, NotAssigned)
    refused = candidates.why_not(found.values(), practice, known_on=on)
    if refused:
        raise NotAssigned(refused)
    words = [
        _word(one.line, one.feed, practice=practice, reason=reason, known_from=on, by=by)
        for one in found.values()
    ]
    return _say(words, by)


@deed
def take_back_assignments(*, codes, reason, on, by):
    """Make assigned lines unassigned again, and have their files read again.

    Returns the new readings. Raises NoSuchLine and NotAssigned.
    """
    last = {code: words[-1] for code, words in lines.words_on(codes).items()}
    rows = {code: one.line for code, one in lines.in_force(codes).items()} | last
    _check_all_found(codes, rows, rows.values(), by)
    reason = reason_given(reason, NotAssigned)
    if len(last) < len(rows) or not all(word.practice_id for word in last.values()):
        raise NotAssigned("The line is assigned to nobody: there is nothing to take back")
    words = [
        _word(word, word.feed_id, practice=None, reason=reason, known_from=on, by=by)
        for word in last.values()
    ]
    return _say(words, by)


def _check_all_found(codes, found, rows, by):
    wanted = {code.strip().upper() for code in codes}
    if not wanted or wanted - {code.upper() for code in found}:
        raise NoSuchLine("There is no such line in force")
    if not all(lines.may_open(by, row, lines.PUBLISHING) for row in rows):
        raise NoSuchLine("There is no such line in force")


def _word(row, feed, **told):
    return HandAssignment(feed_id=feed, **{name: getattr(row, name) for name in lines.SAYS}, **told)


def _say(words, by):
    """Write the words down, and make a new reading of every file that holds their lines."""
    HandAssignment.objects.bulk_create(words)
    slices = {(word.feed_id, *word.slice) for word in words}
    holding = {one.delivery_id: one for one in lines.holding(slices)}
    return [_read_again(holding[delivery], by) for delivery in sorted(holding)]


def _read_again(submission, by):
    """Make the next reading of a delivery. One that waits makes way: it knows nothing of this.

    Nobody discarded what was said that it covers: that goes over to the next. Raises NotAssigned
    where its words were removed.
    """
    delivery = submission.delivery
    storage.lock(delivery.sha256)
    if Purge.objects.agreed().filter(sha256=delivery.sha256).exists():
        raise NotAssigned(PURGED.format(delivery.file_name))
    readings = Submission.objects.filter(delivery=submission.delivery_id)
    list(readings.select_for_update().order_by("rules_version"))  # then those made meanwhile count
    last = readings.aggregate(last=Max("rules_version"))["last"]
    waiting = readings.filter(state__in=(*FOR_A_WORKER, *FOR_A_PERSON))
    said = CoverageDecision.objects.filter(submission__in=waiting).order_by("pk").last()
    waiting.update(state=State.DISCARDED, decided_by=by, decided_at=timezone.now())
    again = Submission.objects.create(
        delivery_id=submission.delivery_id,
        feed_id=submission.feed_id,
        rules_version=last + 1,
    )
    if said:
        CoverageDecision.objects.create(
            submission=again,
            instead_of=said.instead_of,
            slices=said.slices,
            reason=said.reason,
            by=said.by,
        )
    SubmissionLease.objects.create(submission=again)
    return again
