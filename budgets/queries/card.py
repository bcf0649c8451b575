"""The desk's card: where one's own widest scope stands."""

from dataclasses import dataclass, field

from budgets.queries import incomplete, visible, words
from budgets.queries.asked import Asked, find_book
from budgets.queries.positions import position_of
from budgets.queries.shown import Link, Source
from budgets.queries.source import source
from budgets.queries.territory import NoSuchScope
from pbc.core import clock


@dataclass(frozen=True)
class PositionCard:
    """The finding in words, how old it is, and where to see more."""

    sentences: list[str]
    source: Source | None = None
    links: list[Link] = field(default_factory=list)


def card(user):
    """The card of the user's own widest scope, or None for somebody who sees no position.

    The desk hands a card its user alone, so that this is an edge: the day is read here.
    """
    try:
        scope = visible.widest(user)
    except NoSuchScope:
        return None
    found = find_book(Asked(scope, clock.today()))
    name = found.whole.territory.name
    link = Link(f"The position of {name}", found.address())
    if not found.month:
        return PositionCard([f"There are no figures for {name} yet."], links=[link])
    stands = position_of(found.stands)
    finding = incomplete.heading(found, stands) if stands.missing else words.heading(stands)
    more = [] if stands.missing else words.sentences(stands)[:1]
    return PositionCard([f"{finding}.", *more], source(found), [link])
