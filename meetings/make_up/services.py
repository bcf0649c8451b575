"""What happens when somebody says how a body is to be made up (A11)."""

from meetings.models import SeatRule
from pbc.core import versions
from pbc.core.deeds import deed


@deed
def say_make_up(*, body, version, side, rules, kinds, by):
    """Say whether a body commissions or provides, how many seats of each kind it should have, and
    of which kind each seat is.

    `rules` are {kind: (least, most)}, `kinds` {seat's id: kind, or empty}. Raises
    ChangedMeanwhile.
    """
    held = versions.held(body, version=version)
    held.side = side
    versions.keep(held, by=by)
    held.seat_rules.exclude(kind__in=rules).delete()
    for kind, (least, most) in rules.items():
        span = {"least": least, "most": most}
        SeatRule.objects.update_or_create(body=held, kind=kind, defaults=span)
    for seat in held.seats.select_for_update(of=("self",)).filter(pk__in=kinds).order_by("pk"):
        if seat.kind != kinds[seat.pk]:
            seat.kind = kinds[seat.pk]
            versions.keep(seat, by=by)
    return held
