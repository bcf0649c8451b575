"""The desk's card: where one's own widest scope stands."""

from dataclasses import dataclass, field

from activity.queries.words import sentence_case
from budgets.queries import incomplete, visible, words
from budgets.queries.asked import Asked, find_book
from budgets.queries.positions import position_of
from budgets.queries.shown import Link, Source
from budgets.queries.source import source
from budgets.queries.territory import NoSuchScope
from pbc.core import access, clock

SENDS = "activity.add_delivery"


@dataclass(frozen=True)
class PositionCard:
    """The finding in words, how old it is, and where to see more. `needing` are the months that
    whoever sends in files has still to get: "Hitchin: months 5, 6"."""

    sentences: list[str]
    sentence: str = ""
    needing: tuple[str, ...] = ()
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
    needing = stands.missing if access.may(user, SENDS) else ()
    return PositionCard(
        sentences=[f"{finding}.", *_more(found, stands, named=bool(needing))],
        sentence=_not_received(needing),
        needing=needing,
        source=source(found),
        links=[link],
    )


def _not_received(missing):
    """Months of 3 localities have not been received."""
    if not missing:
        return ""
    name, _, months = missing[0].partition(": ")
    if len(missing) > 1:
        return f"Months of {len(missing)} localities have not been received"
    has = "has" if months.startswith("month ") else "have"
    return f"{sentence_case(months)} of {name} {has} not been received"


def _more(found, stands, *, named):
    """The two sentences after the finding: what was spent, and the savings plan, or what belongs
    to no practice, or what the year is heading for; where figures lack, why no more is said, and
    which they are unless they are `named` below."""
    if stands.missing:
        said = incomplete.incomplete(found, stands).sentences
        return said[1:3] if named else said[:2]
    return [*words.sentences(stands), *words.outlook(stands)][:2]
