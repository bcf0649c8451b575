"""Where a group and the practice of a reader stand, for a newsletter: what that reader may see."""

from budgets.queries import incomplete, visible, words
from budgets.queries.asked import Asked, find_book
from budgets.queries.positions import position_of
from budgets.queries.territory import find
from meetings.newsletters.parts import Offer, Part
from meetings.queries.lists import kind_of
from pbc.core import access, periods
from pbc.core.values import Scope

LEFT_OUT = "Where {} stands is left out here: {} reads it, and you may not see it."


def position(asked):
    """The finding of the organisation and of each practice of the reader; None where none shows."""
    scopes = [Scope(kind_of(asked.organisation), asked.organisation.code), *_own(asked.reader)]
    sentences, paths = [], []
    for scope in scopes:
        found = _found(scope, asked)
        if found.month and _sees(asked.reader, found):
            sentences += _said(found, asked)
            paths.append(found.address())
    if not sentences:
        return None
    known = f"As known on {periods.day(asked.day)}."
    return Part("Where we stand", (*sentences, known), paths[0])


def _own(reader):
    practices = [held.practice for held in access.appointments(reader) if held.practice_id]
    return [Scope("practice", one.code) for one in practices]


def _found(scope, asked):
    when = {"year": asked.year, "month": asked.month, "known_on": asked.day}
    return find_book(Asked(scope, asked.day, **when))


def _sees(user, found):
    seen = visible.sight(user, found.book.register, found.month)
    organisation = find(found.scope, found.book)
    return seen.sees(found.scope.kind, organisation and organisation.pk)


def _said(found, asked):
    """What a position says in words; only that it is there, where the one who looks beside the
    reader may not see it."""
    stands = position_of(found.stands)
    if asked.beside and not _sees(asked.beside, found):
        return [LEFT_OUT.format(stands.name, asked.reader)]
    if stands.missing:
        first = incomplete.heading(found, stands)
        return [f"{first}.", *incomplete.incomplete(found, stands).sentences[:1]]
    return [f"{words.heading(stands)}.", *words.sentences(stands)]


OFFER = Offer("position", "Where we stand: the position of the month", position, 1)
