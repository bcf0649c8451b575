"""Which version of a month stands before and after which: the pointers that a file moves."""

from collections import defaultdict

from activity.models import Move, PositionRollUp, State
from activity.queries.order import held_by_later, last_published, moves_in
from activity.queries.publication import in_force_now
from activity.queries.slices import in_order, lies_in, slice_key

REPLACED = (State.PUBLISHED, State.WITHDRAWN)


def covered(submission):
    """The slices that a submission covers, as keys in order."""
    return in_order(slice_key(s) for s in submission.covered.all())


def left_alone(submission):
    """Slices within those that a file covers in which it leaves, or left as it was published, a
    later file in force: {slice: submission id}. Only a file that was read again leaves any."""
    if submission.rules_version == 1:
        return {}
    if submission.state not in REPLACED:
        now = in_force_now(submission.feed_id, submission.covered.all())
        return held_by_later(submission, now)
    own = submission.moves.filter(move=Move.PUBLISHED)
    mine = {slice_key(move): move.pk for move in own}
    within = covered(submission)
    earlier = moves_in(submission.feed_id, within).filter(pk__lt=min(mine.values()))
    last = {slice_key(move): move.submission_id for move in earlier.order_by("pk")}
    return {
        key: held
        for key, held in last.items()
        if held and key not in mine and any(lies_in(key, slice_) for slice_ in within)
    }


def brings(submission):
    """The slices that a submission covers and leaves to no later file, as keys in order."""
    left = left_alone(submission)
    return [key for key in covered(submission) if key not in left]


def share(submission):
    """What a submission is in force for once it is published: {slice: submission id}, None where
    a practice's month in it is left to a later file."""
    left = left_alone(submission)
    mine = [key for key in covered(submission) if key not in left]
    return dict.fromkeys(mine, submission.pk) | dict.fromkeys(left)


def not_covered(submission):
    """Slices of a file that was read again which it does not cover: later files hold them."""
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
    """The version before: {slice: submission id}, None for what is left to a later file.

    Of a file that was published, what it replaced when it was; of one that waits, what is in
    force now. A slice for which nothing was held is left out.
    """
    left = dict.fromkeys(left_alone(submission))
    if submission.state not in REPLACED:
        return held_now(submission) | left
    first = {
        slice_key(move): move.pk
        for move in submission.moves.filter(move=Move.PUBLISHED).order_by("-pk")
    }
    earlier = moves_in(submission.feed_id, first).filter(pk__lt=max(first.values(), default=0))
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
    return {key: held for key, held in before.items() if held} | left


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
    """Slices of a published file that another one is in force for now: {slice: submission id}.

    Not those that it left alone and that stand as they did.
    """
    now, left = held_now(submission), left_alone(submission)
    return {k: held for k, held in now.items() if held not in (submission.pk, left.get(k))}
