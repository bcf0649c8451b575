"""How old the figures of a position are, and when the last file of them came (B12)."""

from activity.models import Submission
from budgets.queries.asked import apart_in, held_in, named
from budgets.queries.shown import Source
from pbc.core import periods
from pbc.core.statements import kept_for_anybody

FEW = 3  # localities named one by one


def source(found):
    """How old the figures are, when the last file of them came, and what is late (B12)."""
    book, there = found.book, found.stands.territory
    held = {m: held_in(book, there, m) for m in range(1, found.month + 1)}
    last = max((m for m in held if held[m] or apart_in(book, there, m)), default=None)
    if last is None:
        return None
    submissions = {book.held.get((m, place)) for m, places in held.items() for place in places}
    submissions |= {cell.submission for cell in found.stands.spent_by_whom}
    [received, *_] = _last_received(tuple(sorted(submissions - {None}))) or [None]
    return Source(
        age_days=periods.age_in_days(book.year, last, today=found.asked.today),
        ends_on=periods.last_day(book.year, last),
        received_on=received,
        missing=_older(found, held, last),
    )


@kept_for_anybody
def _last_received(submissions):
    found = Submission.objects.filter(pk__in=submissions).order_by("-known_from")
    return found.values_list("known_from", flat=True)[:1]


def _older(found, held, last):
    """Of a few localities that end before the rest: when, and how old theirs are."""
    names, said = named(found.book, "locality"), []
    for place in found.stands.territory.places - held[last]:
        ends = max((m for m, places in held.items() if place in places), default=None)
        if ends:
            day = periods.last_day(found.book.year, ends)
            age = (found.asked.today - day).days
            said.append(f"{names[place]}’s end on {periods.day(day)}, {age} days ago.")
        else:
            said.append(f"{names[place]}’s have not been received.")
    return sorted(said) if len(said) <= FEW else [f"{len(said)} localities’ are older or missing."]
