"""The statement of a practice: where it stands in plain words, what drove it, what to check (B10).

It fits on one side of A4, and carries the code that opens the same figure again (I01).
"""

from dataclasses import dataclass, field
from datetime import date

from budgets.addresses import figure_code
from budgets.queries import incomplete, swings, visible
from budgets.queries.asked import find_book
from budgets.queries.checks import checks
from budgets.queries.figures import by_heading
from budgets.queries.own import own_of
from budgets.queries.page import crumbs, rows_url_of
from budgets.queries.positions import position_of
from budgets.queries.restated import overspend_of, restated
from budgets.queries.shown import Check, Crumb, Figures, Link, Restated, Source
from budgets.queries.source import source
from budgets.queries.territory import NoSuchScope
from pbc.core import money, periods
from pbc.core.values import Scope


@dataclass(frozen=True)
class Statement:
    """Everything on the sheet, and beside it where to go on."""

    title: str
    crumbs: list[Crumb]
    caption: str
    heading: str
    about: str
    known_on: date
    sentences: list[str]
    drove: Figures | None
    checks: list[Check]
    chance: str
    notes: list[str]
    figure: str
    source: Source | None
    restated: Restated | None
    links: list[Link] = field(default_factory=list)


def statement(user, asked):
    """The statement of a practice to a month. Raises NoSuchScope where there is none to see."""
    found = find_book(asked)
    seen = visible.sight(user, found.book.register, found.month or 12)
    visible.check(seen, asked.scope, found.book)
    if not found.month or asked.scope.kind != "practice":
        raise NoSuchScope("There is no statement")
    stands = position_of(found.stands)
    whole = not stands.missing
    rows_url = rows_url_of(user, found)
    return Statement(
        title=f"Statement of {stands.name}, month {found.month} of "
        f"{periods.year_name(found.book.year)}",
        crumbs=[*crumbs(found, seen), Crumb(stands.name, found.address())],
        caption=_caption(found),
        heading=_heading(stands) if whole else incomplete.heading(found, stands),
        about=_about(found),
        known_on=asked.day,
        sentences=_sentences(found, stands, seen) if whole else _missing(found, stands),
        drove=by_heading(found, stands, rows_url) if whole else None,
        checks=checks(found, rows_url),
        chance=_chance(found, stands) if whole else "",
        notes=_notes(stands),
        figure=figure_code(found),
        source=source(found),
        restated=restated(user, found, overspend_of),
        links=_links(found, rows_url),
    )


def _caption(found):
    year, month = found.book.year, found.month
    first, last = periods.month_name(1), periods.month_and_year(year, month)
    span = last if month == 1 else f"{first} to {last}"
    return f"Statement for month {month} of {periods.year_name(year)}: {span}"


def _heading(stands):
    if stands.overspend is None:
        return f"{stands.name} spent {money.pounds(stands.actual)}; no budget has been set"
    return f"{stands.name} is {_against(stands.overspend)}"


def _against(overspend):
    said = money.over_or_under(overspend, show=money.pounds, neither="")
    return f"{said.in_words} its budget" if said.word else "on budget"


def _about(found):
    """How large it is, where it belongs, and from figures of which age this was made."""
    book, practice, month = found.book, found.stands.territory.holder[1], found.month
    patients = book.list_sizes[month].get(practice)
    places = [
        str(one)
        for kind, key in (
            ("group", book.group(practice, month)),
            ("locality", book.place(practice, month)),
        )
        for one in book.organisations[kind].values()
        if one.pk == key
    ]
    size = f"{patients:,} patients" if patients else "Its list size is not known"
    return f"{'. '.join([size, ', '.join(places)])}."


def _missing(found, stands):
    return list(incomplete.incomplete(found, stands).sentences)


def _sentences(found, stands, seen):
    """At most three: budget and spending, the last month by itself, the whole of its locality."""
    month = periods.month_name(found.month)
    if stands.overspend is None:
        return [f"You spent {money.pounds(stands.actual)} to {month}. No budget has been set."]
    percent = stands.overspend_percent
    share = f", {money.show_percent(abs(percent))}" if percent else ""
    budget, spent = (f"£{money.table_pounds(sum_)}" for sum_ in (stands.budget, stands.actual))
    first = (
        f"Your budget to {month} was {budget} and you spent {spent}: "
        f"{money.over_words(stands.overspend)}{share}."
    )
    return [first, *_last_month(found, stands), *_around(found, seen)]


def _last_month(found, stands):
    """Where it stood a month before, and what the last month did."""
    if found.month == 1:
        return []
    before = position_of(own_of(found.book, found.scope, found.month - 1))
    if before.missing or before.overspend is None:
        return []
    moved = stands.overspend - before.overspend
    was = money.over_words(before.overspend)
    ended, month = periods.month_name(found.month - 1), periods.month_name(found.month)
    itself = money.over_words(moved)
    return [f"At the end of {ended} you were {was}; {month} itself was {itself}."]


def _around(found, seen):
    """The whole of its group, or else its locality, where that shows and is complete."""
    book, practice, month = found.book, found.stands.territory.holder[1], found.month
    for kind, key in (
        ("group", book.group(practice, month)),
        ("locality", book.place(practice, month)),
    ):
        one = next((o for o in book.organisations[kind].values() if o.pk == key), None)
        if one is None or not seen.sees(kind, key):
            continue
        whole = position_of(own_of(book, Scope(kind, one.code), month))
        if whole.complete and whole.overspend is not None and whole.overspend_percent is not None:
            percent = money.show_percent(abs(whole.overspend_percent))
            word = money.over_or_under(whole.overspend).word
            said = "on budget" if word == "on budget" else f"{percent} {word}"
            return [f"The whole of {one} is {said}."]
    return []


def _chance(found, stands):
    return swings.sentence(found, swings.of_practice(found), stands.overspend)


def _notes(stands):
    """What stands beside the figures, in words."""
    said = []
    if stands.parked:
        said.append(
            f"Rows of {money.pounds(stands.parked)} could not be understood yet and are not in "
            "your figures."
        )
    if stands.savings_plan:
        said.append(
            f"Your budget has a savings plan of {money.pounds(-stands.savings_plan)} in it."
        )
    return said


def _links(found, rows_url):
    before = found.month - 1
    links = [
        Link("Download as a spreadsheet (xlsx)", found.address("position-table")),
        Link("The rows behind this page", rows_url()),
        Link("The whole position", found.address()),
        Link(f"Statement for month {before}", found.address("statement", month=before))
        if before
        else Link(""),
    ]
    return [link for link in links if link.url]
