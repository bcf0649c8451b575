"""Which file comes after which: files stand in the order in which they were first published.

A file that is read again keeps its place in that order, so that it puts nothing back where a
later file holds a slice. Only once that file is withdrawn does the one before it count there.
A file that was withdrawn has lost its place: sent in again, it comes as of that day.
"""

from collections import defaultdict

from django.db.models import Min, Q

from activity.models import InForce, Move, State, Submission
from activity.queries.slices import slice_key


def moves_in(feed_id, keys):
    """The moves of the months and localities of these slices, and of some beside them."""
    return InForce.objects.filter(
        feed=feed_id,
        year__in={key[0] for key in keys},
        month__in={key[1] for key in keys},
        locality__in={key[2] for key in keys},
    )


def places(deliveries, *, with_=None):
    """{delivery: its place}: the number of the move that first published a reading of it, of
    those not withdrawn; `with_` counts though it is."""
    stands = Q(submission__state=State.PUBLISHED) | Q(submission=with_)
    published = InForce.objects.filter(
        stands, move=Move.PUBLISHED, submission__delivery__in=set(deliveries)
    )
    rows = published.order_by().values_list("submission__delivery")
    return dict(rows.annotate(first=Min("pk")))


def last_published(feed_id, keys, *, but=None, with_=None):
    """{slice: submission} by the last publication that covers it, of those not withdrawn.

    `but` is left out, and `with_` counts though it is withdrawn.
    """
    stands = Q(submission__state=State.PUBLISHED) & ~Q(submission=but) | Q(submission=with_)
    by_place = defaultdict(list)
    for key in keys:
        by_place[key[:3]].append(key)
    published = moves_in(feed_id, keys).filter(stands, move=Move.PUBLISHED)
    moves = [m for m in published.select_related("submission") if slice_key(m)[:3] in by_place]
    place = places({move.submission.delivery_id for move in moves}, with_=with_)
    last = {}
    for move in sorted(moves, key=lambda m: (place[m.submission.delivery_id], m.pk)):
        for key in by_place[slice_key(move)[:3]]:
            if move.practice_id in (None, key[3]):
                last[key] = move.submission_id
    return last


def held_by_later(submission, in_force):
    """{slice: submission id} of those of these pointers, {slice: move}, that show a later file.

    Nothing is later than a file of which no reading was published yet: it takes over what it
    covers.
    """
    mine = places([submission.delivery_id]).get(submission.delivery_id)
    if mine is None:
        return {}
    held = {key: move.submission_id for key, move in in_force.items() if move.submission_id}
    delivery_of = dict(
        Submission.objects.filter(pk__in=held.values()).values_list("pk", "delivery")
    )
    place = places(delivery_of.values())
    return {key: pk for key, pk in held.items() if place.get(delivery_of[pk], 0) > mine}
