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
    return PositionCard([f"{finding}.", *_more(found, stands)], source(found), [link])


def _more(found, stands):
    """The two sentences after the finding: what was spent, and the savings plan, or what belongs
    to no practice, or what the year is heading for; where figures lack, why no more is said."""
    if stands.missing:
        return incomplete.incomplete(found, stands).sentences[:2]
    return [*words.sentences(stands), *words.outlook(stands)][:2]
