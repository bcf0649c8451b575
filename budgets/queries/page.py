"""The page of one position: found, allowed, and put into words and tables."""

from django.conf import settings
from django.urls import reverse

from budgets.addresses import address, figure_code
from budgets.models import Kind
from budgets.queries import figures, incomplete, months, savings_share, swings, visible, words
from budgets.queries.asked import find_book, years_held
from budgets.queries.beside import parked_rows
from budgets.queries.checks import checks
from budgets.queries.measures import measures
from budgets.queries.positions import position_of
from budgets.queries.restated import overspend_of, restated
from budgets.queries.shown import (
    Aside,
    BudgetLine,
    Crumb,
    Link,
    Nothing,
    PositionPage,
)
from budgets.queries.source import source
from budgets.queries.told import is_stated
from meetings.support.queries import log_url, reaches
from pbc.core import access, money, periods
from pbc.core.pages import frame
from pbc.core.values import Scope

ORIGINAL = "Original budget"


def position_page(user, asked):
    """Everything the page of a position shows, or Nothing where nothing is in force.

    Raises NoSuchScope where the scope is absent or may not be seen.
    """
    found = find_book(asked)
    seen = visible.sight(user, found.book.register, found.month or 12)
    visible.check(seen, asked.scope, found.book)
    if not found.month:
        return _nothing(user, found, seen)
    stands = position_of(found.stands)
    gap = incomplete.incomplete(found, stands)
    rows_url = rows_url_of(user, found)
    of_a_practice = found.scope.kind == "practice"
    return PositionPage(
        title=words.title(stands),
        crumbs=crumbs(found, seen),
        caption=_caption(found, stands),
        heading=incomplete.heading(found, stands) if gap else words.heading(stands),
        sentences=[] if gap else _sentences(found, stands),
        shown=words.shown(asked, found.book.year),
        figure=figure_code(found),
        known_on=asked.day,
        months=months.marks(found),
        months_note=months.note(found),
        incomplete=gap,
        source=source(found),
        unassigned=_unassigned(found, stands, rows_url),
        parked=_parked(found, stands, rows_url),
        notes=words.notes(found, stands),
        measures=None if gap else _measures(found, stands),
        by_heading=None if gap else figures.by_heading(found, stands, rows_url),
        lag=None if gap else months.lag(found),
        by_month=None if gap and _is_of_localities(found) else months.by_month(found),
        parts=figures.parts_tables(found, stands, seen, rows_url),
        budget_lines=[] if gap else _budget_lines(found, stands),
        budget_caption=f"Months 1 to {found.month}, £",
        budget=stands.budget if stands.has_budget else None,
        restated=restated(user, found, overspend_of),
        takes=_takes(found),
        budget_takes=figures.takes(found, "budget", "what the budget is made of"),
        checks=checks(found, rows_url) if of_a_practice else [],
        checks_note=f"In the months received. {incomplete.not_received(stands)}" if gap else "",
        savings_share=savings_share.sentence(found, seen) if of_a_practice else "",
        panels=_panels(user, found) if of_a_practice else [],
        support=_support(user, found) if of_a_practice else [],
        scopes=visible.scopes(user, seen, found.book),
    )


def _sentences(found, stands):
    """At most three; of a practice with what chance alone would do (I03)."""
    said = words.sentences(stands)
    if found.scope.kind != "practice":
        return said
    chance = swings.sentence(found, swings.of_practice(found), stands.overspend)
    return [*said[:2], *filter(None, [chance])]


def _panels(user, found):
    """What the group of a practice decided that concerns it, as the app that knows it says."""
    practice = found.book.organisation(found.scope)
    return frame.panels(user, practice, only=["Decisions of its group"])


def _support(user, found):
    """The support log of a practice and what is to be done there, for who may read the log."""
    practice = found.book.organisation(found.scope)
    if not reaches(user, practice):
        return []
    of = {"kind": "practice", "code": practice.code}
    actions = Link("What is to be done there", reverse("meetings:action-of", kwargs=of))
    return [Link("Its support log", log_url(practice)), actions]


def _takes(found):
    taken = [Link("Download all tables (xlsx)", found.address("position-table"))]
    if found.scope.kind == "practice":
        taken.append(Link("Statement on one page", found.address("statement")))
    return taken


def _is_of_localities(found):
    return found.scope.kind in ("county", "pct")


def _measures(found, stands):
    return measures(
        stands,
        label=settings.PBC_COMMISSIONER_LABEL,
        stated_url=found.address("position-stated") if is_stated(found) else "",
        takes=figures.takes(found, "measures", "the three measures"),
    )


def rows_url_of(user, found):
    """A function that gives the address of the rows behind a figure, or "" if not allowed."""
    all_rows = visible.may_open_rows(user, found.stands.territory)
    unassigned = visible.may_open_unassigned(user, found.stands.territory)

    def rows_url(**which):
        allowed = unassigned if which == {"part": "unassigned"} else all_rows
        return found.address("position-rows", **which) if allowed else ""

    return rows_url


def _nothing(user, found, seen):
    name = found.whole.territory.name
    year = periods.year_name(found.book.year)
    may_send = access.may(user, "activity.add_delivery")
    return Nothing(
        caption=f"Position of {name}",
        heading=f"There are no figures for {name} in {year} yet",
        text="When the first file is published, this page says where it stands.",
        url=reverse("activity:delivery-new") if may_send else "",
        link="Send in a file" if may_send else "",
        months=months.marks(found),
        months_note=months.note(found),
        shown=words.shown(found.asked, found.book.year),
        here=_here(found),
        scopes=visible.scopes(user, seen, found.book),
    )


def _here(found):
    budget = found.whole.full_year_budget
    year = periods.year_name(found.book.year)
    here = [Link(f"The budget for {year}: {money.pounds(budget)}")] if budget else []
    others = set(years_held(found.asked.today)) - {found.book.year}
    if found.asked.year and others:
        here.append(Link("The last position there is", address(found.scope)))
    return here


def crumbs(found, seen):
    """The way up: the county, the PCT, and of a practice its group, as far as they show."""
    there, book = found.stands.territory, found.book
    last = book.register.commissioners[12] or book.register.commissioners[found.month or 12]
    up = []
    if found.scope.kind != "county" and seen.sees("county"):
        up.append(Crumb("County", found.address(scope=Scope("county"))))
    if found.scope.kind in ("locality", "group", "practice"):
        up += _crumb(found, seen, "pct", {last.get(place) for place in there.places})
    if found.scope.kind == "practice":
        practice, month = there.holder[1], found.month or 12
        up += _crumb(found, seen, "locality", {book.place(practice, month)})
        up += _crumb(found, seen, "group", {book.group(practice, month)})
    return up


def _crumb(found, seen, kind, keys):
    """A step up to an organisation, if there is one only and it shows."""
    shown = [
        one
        for one in found.book.organisations[kind].values()
        if one.pk in keys and seen.sees(kind, one.pk)
    ]
    if len(keys - {None}) != 1 or not shown:
        return []
    return [Crumb(str(shown[0]), found.address(scope=Scope(kind, shown[0].code)))]


def _caption(found, stands):
    there = found.book.register.localities[found.month]
    practices = [p for p in found.stands.territory.practices[found.month] if p in there]
    lists = found.book.list_sizes[found.month]
    return words.caption(stands, len(practices), sum(lists.get(p, 0) for p in practices))


def _unassigned(found, stands, rows_url):
    if not stands.unassigned:
        return None
    return Aside(
        stands.unassigned,
        "In no practice; of the months received."
        if stands.missing
        else "In the total, in no practice.",
        sum(cell.rows for cell in found.stands.spent_by_whom if cell.practice is None),
        money.percent(stands.unassigned, stands.actual),
        rows_url(part="unassigned"),
    )


def _parked(found, stands, rows_url):
    rows = len(parked_rows(found.stands))
    if not rows:
        return None
    return Aside(stands.parked, "Not in the total.", rows, url=rows_url(part="parked"))


def _budget_lines(found, stands):
    """What the budget is made of, by kind and holder; then what stands below the line."""
    if not stands.has_budget:
        return []
    _, sums = found.stands.budget_by(lambda b: (b.is_own, b.kind))
    by_practices = found.scope.kind != "practice"
    lines = [
        BudgetLine(
            ORIGINAL if kind == Kind.BASELINE else str(Kind(kind).label),
            f"held by {stands.name} itself" if own and by_practices else "",
            amount,
        )
        for (own, kind), amount in sorted(sums.items(), key=_in_order)
    ]
    if found.month == periods.YEAR_END - 1 and found.stands.year_end:
        note = "month 13: in the full year only, not in the budget of its months used here"
        lines.append(BudgetLine("Year-end adjustments", note, found.stands.year_end))
    if stands.below_the_line:
        note = "below the line: held by others over the same practices, not in the budget used here"
        lines.append(BudgetLine("Other holders’ budgets", note, stands.below_the_line))
    return lines


def _in_order(pair):
    (own, kind), _ = pair
    return own, Kind.values.index(kind)
