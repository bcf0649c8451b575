"""What was said and when: the positions as stated at each publication (B23)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from budgets.queries import realms, visible
from budgets.queries.asked import find_book
from budgets.queries.figures import takes
from budgets.queries.page import crumbs
from budgets.queries.positions import position_of
from budgets.queries.shown import Crumb, Link
from budgets.queries.told import rows_of, stands_still
from pbc.core import money, periods


@dataclass(frozen=True)
class Stated:
    """What was said on a day: to which month, the overspend then, and the year foretold.

    `missed_by` is the forecast less what the year came to, once it is known.
    """

    said_on: date
    month: int
    overspend: Decimal | None
    outturn: Decimal | None
    missed_by: Decimal | None
    url: str


@dataclass(frozen=True)
class StatedPage:
    """Every publication that touched the scope in a year, newest first; `silence` says from when
    and why there are no more, where that is so."""

    title: str
    crumbs: list[Crumb]
    caption: str
    heading: str
    sentence: str
    rows: list[Stated]
    takes: list[Link]
    silence: str = ""


def stated_page(user, asked):
    """What was stated of a scope in a year. Raises NoSuchScope where it may not be seen."""
    found = find_book(asked)
    seen = visible.sight(user, found.book.register, found.month or 12)
    visible.check(seen, asked.scope, found.book)
    came_to = _came_to(found)
    rows = [_stated(found, row, came_to) for row in rows_of(found)]
    name, year = found.whole.territory.name, periods.year_name(found.book.year)
    return StatedPage(
        title=f"{name}, what was said of {year}",
        crumbs=[*crumbs(found, seen), Crumb(name, found.address())],
        caption=f"{name}, {year}",
        heading=_heading(rows),
        sentence=_sentence(came_to),
        rows=rows,
        takes=takes(found, "", "what was stated", page="position-stated-table"),
        silence=_silence(rows) if stands_still(found) else "",
    )


def _silence(rows):
    last = f"Since {periods.day(rows[0].said_on)} nothing" if rows else "Nothing"
    return (
        f"{last} is stated of all counties together: this site holds several, with more than "
        f"{realms.TOGETHER:,} practices, and each publication is stated of the one that it is of."
    )


def _came_to(found):
    """What the year came to, where all of its months are known."""
    whole = position_of(found.whole)
    return whole.actual if whole.complete and found.whole.territory.places else None


def _stated(found, row, came_to):
    known = came_to is not None and row.outturn is not None
    return Stated(
        row.known_from,
        row.month,
        row.overspend,
        row.outturn,
        row.outturn - came_to if known else None,
        found.address(month=row.month, known_on=row.known_from),
    )


def _heading(rows):
    if not rows:
        return "Nothing has been stated yet"
    first, last = rows[-1], rows[0]
    if len(rows) == 1 or first.outturn is None or last.outturn is None:
        return f"The forecast was stated {len(rows)} time{'' if len(rows) == 1 else 's'}"
    moved = last.outturn - first.outturn
    if not moved:
        return "The forecast has not moved since it was first stated"
    way = "up" if moved > 0 else "down"
    return f"The forecast has gone {way} by {money.pounds(abs(moved))} since it was first stated"


def _sentence(came_to):
    if came_to is None:
        return "The year is not over: how far out each forecast was is not known yet."
    return f"The year came to {money.pounds(came_to)}."
