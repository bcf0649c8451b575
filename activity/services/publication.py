"""Publishing a reading, taking it back, and bringing it back: pointers move, nothing is deleted."""

from django.db import connection
from django.utils import timezone

from activity.models import CoveredSlice, InForce, Move, State, Submission
from activity.queries import order
from activity.queries import publication as asked
from activity.queries.slices import in_order, slice_key
from pbc.core import known, registry
from pbc.core.deeds import deed, reason_given
from pbc.core.years import YearClosed, figures_move


class NotPublished(Exception):
    """Why nothing was published; no figure moved."""


class NeedsReason(NotPublished):
    """What is asked before this may be published, as one sentence or more."""


class HistoryMoved(NotPublished):
    """A covered slice moved after the day from which the file is to count."""


class CountedTwice(NotPublished):
    """A practice's month would be in force from two files."""


class OfAClosedYear(NotPublished):
    """A month of it lies in a financial year that finance has closed."""


class NotTakenBack(Exception):
    """Why a submission can be neither withdrawn nor brought back."""


def _lock(submission):
    """Lock a submission, then its slices in a fixed order, until the transaction ends."""
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    slices = list(CoveredSlice.objects.filter(submission=held))
    keys = sorted(
        {
            ((held.feed_id or 0) * 10**6 + s.locality_id) * 10**6 + s.year * 20 + s.month
            for s in slices
        }
    )
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
    return held, slices


def _year_is_open(slices, refusal):
    """Raise the refusal where a slice lies in a closed year; none is closed until the end."""
    try:
        figures_move({one.year for one in slices})
    except YearClosed as why:
        raise refusal(str(why)) from why


@deed
def publish_submission(*, submission, known_from, by, reason="", reviewed=None):
    """Make a reading count from `known_from` on, in every slice that it covers. A file that was
    read again leaves the slices alone that a later file holds.

    `reviewed` are the moves in force when the person looked (`Submission.basis` if not given).
    Raises NeedsReason, HistoryMoved or CountedTwice, each with a sentence fit to show; then
    nothing moved.
    """
    known.state_alone()
    reason = reason.strip()
    held, slices = _lock(submission)
    if not held.is_for_a_person:
        raise NotPublished(
            f"This file is already {held.get_state_display().lower()}: it was not published now"
        )
    in_force = asked.in_force_now(held.feed_id, slices)
    _year_is_open(slices, OfAClosedYear)
    late = asked.moved_after(in_force, known_from)
    if late:
        raise HistoryMoved(late)
    asks = asked.what_needs_a_reason(held, slices, in_force, reviewed)
    if not slices or (asks and not reason):
        raise NeedsReason(" ".join(asks))
    left = order.held_by_later(held, in_force)
    keys = in_order(({slice_key(s) for s in slices} | set(in_force)) - set(left))
    if not keys:
        raise NotPublished("Later files hold all that it covers: there is nothing to publish")
    twice = asked.counted_twice(held.feed_id, dict.fromkeys(keys, held.pk))
    if twice:
        raise CountedTwice(twice)
    held.state, held.known_from = State.PUBLISHED, known_from
    held.sentence, held.reason = " ".join(asks), reason
    held.decided_by, held.decided_at = by, timezone.now()
    held.save()
    moves = InForce.objects.bulk_create(
        [_move(held, key, held.pk, Move.PUBLISHED, known_from, by, reason) for key in keys]
    )
    registry.happen("submission published", submission=held, moves=moves, by=by)
    return held


def _move(cause, key, points_at, move, known_from, by, reason):
    year, month, locality, practice = key
    return InForce(
        feed_id=cause.feed_id,
        year=year,
        month=month,
        locality_id=locality,
        practice_id=practice,
        submission_id=points_at,
        cause=cause,
        move=move,
        known_from=known_from,
        by=by,
        reason=reason,
    )


@deed
def ask_for_reason(*, submission, sentence, by):
    """Note what has to be explained before this can be published. No figure moves."""
    Submission.objects.filter(pk=submission.pk).update(state=State.NEEDS_REASON, sentence=sentence)


@deed
def refuse_submission(*, submission, sentence, by):
    """Refuse a reading whole, with the sentence that its sender sees. No figure moves."""
    Submission.objects.filter(pk=submission.pk).update(state=State.REFUSED, sentence=sentence)


def _settle(held, slices, move, on, by, reason):
    """Point each slice, and each practice's in it, at the last published submission that is not
    withdrawn."""
    now = asked.in_force_now(held.feed_id, slices)
    keys = in_order({slice_key(s) for s in slices} | set(now))
    right = order.last_published(held.feed_id, keys)
    holds = {key: now[key].submission_id if key in now else None for key in keys}
    points = {key: right.get(key) for key in keys if right.get(key) != holds[key]}
    late = asked.moved_after(now, on)
    if points and late:
        raise NotTakenBack(late)
    twice = asked.counted_twice(held.feed_id, points) if points else ""
    if twice:
        raise NotTakenBack(twice)
    return InForce.objects.bulk_create(
        [_move(held, key, points_at, move, on, by, reason) for key, points_at in points.items()]
    )


@deed
def withdraw_submission(*, submission, reason, on, by):
    """Take a publication back from that day on. Nothing is deleted: earlier days still show it.

    Returns (submission, slices moved). Slices that a later file has replaced stay.
    """
    known.write_beside_others()
    reason = reason_given(reason, NotTakenBack)
    held, slices = _lock(submission)
    if held.state != State.PUBLISHED:
        raise NotTakenBack(
            f"Submission {held.pk} is not published, so there is nothing to take back"
        )
    _year_is_open(slices, NotTakenBack)
    held.state, held.sentence = State.WITHDRAWN, reason
    held.save()
    moved = _settle(held, slices, Move.WITHDRAWN, on, by, reason)
    registry.happen("submission withdrawn", submission=held, moves=moved, by=by)
    return held, len(moved)


@deed
def redo_submission(*, submission, reason, on, by):
    """Take a withdrawal back from that day on. Returns (submission, slices moved)."""
    known.write_beside_others()
    reason = reason_given(reason, NotTakenBack)
    held, slices = _lock(submission)
    if held.state != State.WITHDRAWN:
        raise NotTakenBack(
            f"Submission {held.pk} was not withdrawn, so there is nothing to bring back"
        )
    _year_is_open(slices, NotTakenBack)
    held.state, held.sentence = State.PUBLISHED, reason
    held.save()
    moved = _settle(held, slices, Move.REDONE, on, by, reason)
    registry.happen("submission brought back", submission=held, moves=moved, by=by)
    return held, len(moved)
