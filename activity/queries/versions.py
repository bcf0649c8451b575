"""Which version of a month stands before and after which: the pointers that a file moves."""

from collections import defaultdict

from activity.models import InForce, Move, PositionRollUp, State
from activity.queries.publication import in_force_now, last_published
from activity.queries.slices import in_order, slice_key

REPLACED = (State.PUBLISHED, State.WITHDRAWN)


def covered(submission):
    """The slices that a submission covers, as keys in order."""
    return in_order(slice_key(s) for s in submission.covered.all())


def left_to_others(submission):
    """Slices of a file that was read again which it leaves to the later files that hold them."""
    if submission.rules_version == 1:
        return []
    rows = PositionRollUp.objects.filter(submission=submission).exclude(first_month=0)
    brought = set(rows.values_list("year", "month", "locality").distinct())
    return [(*place, None) for place in sorted(brought - {k[:3] for k in covered(submission)})]


def held_now(submission):
    """What is in force now for the slices of a submission: {slice: submission id}."""
    now = in_force_now(submission.feed_id, submission.covered.all())
    return {key: move.submission_id for key, move in now.items() if move.submission_id}


def held_before(submission):
    """The version before: {slice: submission id}.

    Of a file that was published, what it replaced when it was; of one that waits, what is in
    force now. A slice for which nothing was held is left out.
    """
    if submission.state not in REPLACED:
        return held_now(submission)
    first = {
        slice_key(move): move.pk
        for move in submission.moves.filter(move=Move.PUBLISHED).order_by("-pk")
    }
    earlier = _moves_of(submission.feed_id, first).filter(pk__lt=max(first.values(), default=0))
    moves = defaultdict(list)
    for move in earlier.order_by("pk"):
        moves[slice_key(move)].append(move)
    before = {}
    for key, published in first.items():
        own, whole = (
            [move.submission_id for move in moves[place] if move.pk < published]
            for place in (key, (*key[:3], None))
        )
        before[key] = (own or whole or [None])[-1]
    return {key: held for key, held in before.items() if held}


def _moves_of(feed_id, slices):
    return InForce.objects.filter(
        feed=feed_id,
        year__in={key[0] for key in slices},
        month__in={key[1] for key in slices},
        locality__in={key[2] for key in slices},
    )


def held_after_taking_back(submission):
    """What would be in force once a publication is undone, or its withdrawal taken back.

    {slice: submission id or None}, only of the slices that would move.
    """
    now, moved = held_now(submission), in_force_now(submission.feed_id, submission.covered.all())
    keys = in_order({*covered(submission), *moved})
    is_back = submission.state == State.WITHDRAWN
    change = {"with_": submission} if is_back else {"but": submission}
    after = dict.fromkeys(keys) | last_published(submission.feed_id, keys, **change)
    return {key: held for key, held in after.items() if held != now.get(key)}


def replaced_since(submission):
    """Slices of a published file that another one is in force for now: {slice: submission id}."""
    now = held_now(submission)
    return {key: held for key, held in now.items() if held != submission.pk}
