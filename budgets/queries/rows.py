"""The lines behind one figure, through the pointers as known on the day, with their cells (H01)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from activity.models import ActivityLine, ParkedRow, PointOfDelivery, ResolvedHeading
from activity.queries.lines import PUBLISHING
from budgets.addresses import figure_code
from budgets.queries import visible
from budgets.queries.asked import find_book
from budgets.queries.beside import parked_rows
from budgets.queries.cells import NOT_GIVEN, lines_of
from budgets.queries.page import crumbs
from budgets.queries.restated import restated
from budgets.queries.row_lines import Lines, Names, ParkedLines
from budgets.queries.shown import Crumb, Link, Restated, Source
from budgets.queries.source import source
from budgets.queries.territory import NoSuchScope
from pbc.core import access, money, periods


@dataclass(frozen=True)
class RowsPage:
    """What the rows add up to: the figure on the page before, to the penny."""

    title: str
    crumbs: list[Crumb]
    caption: str
    heading: str
    sentence: str
    total: Decimal
    known_on: date
    source: Source | None
    takes: list[Link]
    missing: str = ""
    restated: Restated | None = None
    activity: Decimal | None = None
    figure: str = ""
    may_assign: bool = False


@dataclass(frozen=True)
class Which:
    """The figure whose rows are wanted: a heading, a practice, `unassigned`, `parked`, or all.

    `care` narrows it to a kind of care: pairs of pod, provider or specialty and its code.
    """

    heading: object | None = None
    practice: object | None = None
    part: str = ""
    care: tuple[tuple[str, str], ...] = ()

    @property
    def name(self):
        """What the figure is called in a title."""
        named = self.heading or self.practice or self.part or ("one check" if self.care else "")
        return str(named) if named else ""

    @property
    def asked(self):
        """The figure as an address asks for it."""
        codes = {"heading": self.heading, "practice": self.practice}
        named = {name: one.code for name, one in codes.items() if one}
        return named | {"part": self.part} | dict(self.care)

    @property
    def code(self):
        """What the figure is called in its code; None is the whole."""
        return self.heading.code if self.heading else self.part.upper() or None


CARE = {
    "pod": "point_of_delivery_id__in",
    "provider": "provider_given",
    "specialty": "specialty_given",
}


def rows_page(user, asked, *, heading="", practice="", part="", **care):
    """The rows behind a figure: (RowsPage, the lines as a sequence to take pages of).

    Raises NoSuchScope where the scope or one of its practices is not within the user's reach.
    """
    found = find_book(asked)
    seen = visible.sight(user, found.book.register, found.month or 12)
    visible.check(seen, asked.scope, found.book)
    which = _which(found.book, heading, practice, part, care)
    if not found.month or not _may_open(user, found, which):
        raise NoSuchScope("There are no rows to open")
    page = _parked if which.part == "parked" else _in_force
    return page(user, found, which, _up(found, seen))


def _which(book, heading, practice, part, care):
    """The figure by its codes; what is not known has no rows."""
    headings = {one.code: one for one in book.headings.values()}
    practices = book.organisations["practice"]
    known = not heading or heading in headings, not practice or practice in practices
    if not all(known) or part not in ("", "unassigned", "parked"):
        raise NoSuchScope("There is no such figure")
    said = tuple((name, code) for name, code in care.items() if code is not None)
    return Which(headings.get(heading), practices.get(practice), part, said)


def _may_open(user, found, which):
    territory = found.stands.territory
    if which.practice:
        reach = access.reach(user, visible.ROWS)
        return reach.everything or which.practice.pk in reach.practices
    if which.part == "unassigned":
        return visible.may_open_unassigned(user, territory)
    return visible.may_open_rows(user, territory)


def _up(found, seen):
    name = found.stands.territory.name
    return [*crumbs(found, seen), Crumb(name, found.address())]


def _in_force(user, found, which, up):
    """The lines of the cells that the figure adds up."""
    behind = _behind(found.stands, which)
    lines = ActivityLine.objects.filter(behind.lines, year=found.book.year)
    if which.heading:
        lines = lines.filter(_is_under(which.heading))
    lines = lines.filter(**_of_care(which))
    count, total, activity = _of_lines(lines) if which.care else behind.sums
    page = RowsPage(
        **_titles(found, which, up),
        heading=f"{count:,} row{'' if count == 1 else 's'} make{'s' if count == 1 else ''} "
        f"{money.pounds(total)}",
        sentence=f"Together they are {money.pence(total)}{_before(which)}.",
        total=total,
        restated=None if which.care else restated(user, found, partial(_spent, which)),
        activity=activity,
        may_assign=which.part == "unassigned" and access.may(user, PUBLISHING),
    )
    order = (F("actual_cost").desc(), "submission_id", "row", "pk")
    return page, Lines(lines.order_by(*order), count, Names(user, found.asked.day))


@dataclass(frozen=True)
class Behind:
    """Which lines the cells of a figure were added up from, and what these come to."""

    lines: Q
    sums: tuple[int, Decimal, Decimal | None]


def _behind(own, which):
    """What is behind a figure of an Own, worked out once for it, whatever the kind of care."""
    figure = replace(which, care=())
    if figure not in own.derived:
        cells = [cell for cell in own.spent if _is_of(cell, figure)]
        own.derived[figure] = Behind(lines_of(cells, own.book.spend.held), _of_cells(cells))
    return own.derived[figure]


def _of_lines(lines):
    """How many lines there are, and their cost and activity."""
    sums = lines.aggregate(Count("pk"), Sum("actual_cost"), Sum("actual_activity"))
    count, cost, activity = sums.values()
    return count, cost or Decimal(0), activity


def _of_cells(cells):
    """The same of the lines that cells were added up from."""
    count, cost, activity = 0, Decimal(0), Decimal(0)
    for cell in cells:
        count, cost = count + cell.rows, cost + cell.actual_cost
        activity += cell.actual_activity
    return count, cost, activity if cells else None


def _before(which):
    return "" if which.care else ", the figure on the page before"


def _of_care(which):
    """Which lines are of a kind of care."""
    said = {CARE[name]: "" if code == NOT_GIVEN else code for name, code in which.care}
    kinds = said.pop(CARE["pod"], None)
    if kinds is not None:
        codes = PointOfDelivery.objects.filter(code=kinds)
        said[CARE["pod"]] = list(codes.values_list("pk", flat=True))
    return said


def _spent(which, found):
    """What the figure comes to in a book, by its cells."""
    cells = (cell.actual_cost for cell in found.stands.spent if _is_of(cell, which))
    return sum(cells, Decimal("0.00"))


def _is_under(heading):
    """Whether a line stands under a heading, as its reading resolved it."""
    resolved = ResolvedHeading.objects.filter(
        submission=OuterRef("submission_id"), point_of_delivery=OuterRef("point_of_delivery_id")
    )
    return Exists(resolved.filter(heading=heading))


def _is_of(cell, which):
    if which.heading and cell.heading != which.heading.pk:
        return False
    if which.practice and cell.practice != which.practice.pk:
        return False
    return which.part != "unassigned" or cell.practice is None


def _titles(found, which, up):
    name, year = found.stands.territory.name, periods.year_name(found.book.year)
    whole = f"{name}, {which.name}" if which.name else name
    months = "month 1" if found.month == 1 else f"months 1 to {found.month}"
    day = f", as known on {periods.day(found.asked.day)}" if found.asked.known_on else ""
    figure = "" if which.practice or which.care else figure_code(found, which.code)
    return {
        "title": whole,
        "crumbs": up,
        "known_on": found.asked.day,
        "source": source(found),
        "takes": takes(found, which.asked),
        "missing": "; ".join(one.replace(": ", ", ", 1) for one in found.stands.missing),
        "figure": figure,
        "caption": f"{whole}: {months} of {year}{day}",
    }


def takes(found, asked):
    """The links by which all rows are taken away, not only those of one page."""
    return [
        Link(f"Download {name}", found.address("position-rows-table", form=form, **asked))
        for form, name in (("xlsx", "all rows (xlsx)"), ("csv", "as csv"))
    ]


def _parked(user, found, which, up):
    """The rows that could not be understood, each with its reason; of one practice its own."""
    whose = which.practice and which.practice.pk
    here = [row for row in parked_rows(found.stands) if whose in (None, row.practice)]
    total = sum((row.money for row in here), Decimal(0))
    count = len(here)
    page = RowsPage(
        **_titles(found, which, up),
        heading=f"{count:,} parked row{'' if count == 1 else 's'}: {money.pounds(total)}",
        sentence=f"Together they are {money.pence(total)}, which is in no total until they are "
        "understood.",
        total=total,
    )
    rows = ParkedRow.objects.filter(pk__in=[row.row for row in here])
    rows = rows.select_related("practice").order_by("-money", "submission_id", "row", "pk")
    return page, ParkedLines(rows, count, Names(user, found.asked.day))
