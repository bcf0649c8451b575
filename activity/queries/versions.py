"""Which version of a month stands before and after which: the pointers that a file moves."""

from activity.models import InForce, Move, PositionRollUp, State
from activity.queries.publication import in_force_now, slice_key

REPLACED = (State.PUBLISHED, State.WITHDRAWN)


def covered(submission):
    """The slices that a submission covers: [(year, month, locality id)], in order."""
    return sorted(slice_key(s) for s in submission.covered.all())


def left_to_others(submission):
    """Slices of a file that was read again which it leaves to the later files that hold them."""
    if submission.rules_version == 1:
        return []
    rows = PositionRollUp.objects.filter(submission=submission).exclude(first_month=0)
    brought = set(rows.values_list("year", "month", "locality").distinct())
    return sorted(brought - set(covered(submission)))


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
    before = {}
    for move in earlier.order_by("pk"):
        if move.pk < first.get(slice_key(move), 0):
            before[slice_key(move)] = move.submission_id
    return {key: held for key, held in before.items() if held}


def _moves_of(feed_id, slices):
    return InForce.objects.filter(
        feed=feed_id,
        year__in={year for year, _, _ in slices},
        month__in={month for _, month, _ in slices},
        locality__in={locality for _, _, locality in slices},
    )


def held_after_taking_back(submission):
    """What would be in force once a publication is undone, or its withdrawal taken back.

    {slice: submission id or None}, only of the slices that would move.
    """
    slices = set(covered(submission))
    published = _moves_of(submission.feed_id, slices).filter(move=Move.PUBLISHED)
    stands = published.filter(submission__state=State.PUBLISHED).exclude(submission=submission)
    if submission.state == State.WITHDRAWN:
        stands = stands | published.filter(submission=submission)
    after = dict.fromkeys(slices)
    for move in stands.order_by("pk"):
        if slice_key(move) in slices:
            after[slice_key(move)] = move.submission_id
    now = held_now(submission)
    return {key: held for key, held in after.items() if held != now.get(key)}


def replaced_since(submission):
    """Slices of a published file that another one is in force for now: {slice: submission id}."""
    now = held_now(submission)
    return {key: held for key, held in now.items() if held != submission.pk}
