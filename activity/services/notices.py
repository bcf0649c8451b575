"""Telling people, once each, what was published, taken back, brought back or set aside.

Handlers of the deeds of publication: they run inside the transaction of the deed.
"""

from activity.models import Move, Notice
from activity.queries import audience, words
from activity.queries.publication import in_force_now
from activity.queries.slices import slice_key, whole_first

VERBS = {
    Move.PUBLISHED: "was published",
    Move.WITHDRAWN: "was taken back",
    Move.REDONE: "was brought back",
}


def tell(*, submission, moves, by):
    """Tell everybody whose figures moved, but not the person who did it, once each.

    A deed that moved nothing is told to nobody. The day is that from which the figures count, so
    that history is told to those who were appointed then.
    """
    if not moves:
        return
    day = moves[-1].known_from
    moved = {slice_key(move) for move in moves}
    slices = whole_first(moved)
    left = set(in_force_now(submission.feed_id, moves)) - moved
    sentence = _sentence(slices, moves[-1], by)
    Notice.objects.bulk_create(
        Notice(
            person_id=person,
            submission=submission,
            occasion=moves[-1].pk,
            sentence=sentence,
            told_on=day,
        )
        for person in audience.of(slices, on=day, but=by, left=left)
    )


def tell_the_sender(*, submission, on):
    """Tell who sent a file in that it was set aside, and what to do. Once a reading."""
    delivery = submission.delivery
    Notice.objects.create(
        person_id=delivery.sent_by_id,
        submission=submission,
        sentence=f"{delivery.file_name}: {submission.sentence}",
        told_on=on,
    )


def _sentence(slices, move, by):
    what = words.slices_in_words(slices)
    because = f": {move.reason}" if move.reason and move.move != Move.PUBLISHED else ""
    return f"{what} {VERBS[Move(move.move)]} by {by}{because}"
