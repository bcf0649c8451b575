"""The record of what people were told when a month was published."""

from collections import defaultdict
from dataclasses import dataclass, field

from activity.models import Submission
from activity.queries import versions
from budgets.models import StatedPosition
from budgets.queries.as_json import position_json
from budgets.queries.book import ORGANISATIONS, read_book
from budgets.queries.consequences import places
from budgets.queries.positions import position
from pbc.core.periods import MONTHS
from pbc.core.values import Scope


def state_positions(*, submission, moves, by):
    """Write a StatedPosition for each scope touched, inside the transaction of the publication."""
    brought, left = versions.brings(submission), versions.left_alone(submission)
    for year in sorted({key[0] for key in brought}):
        slices = [key for key in brought if key[0] == year]
        book = read_book(year=year, known_on=submission.known_from, of=places(slices))
        StatedPosition.objects.bulk_create(
            _stated(submission, book, scope, month) for scope, month in touched(book, slices, left)
        )


def touched(book, slices, left=()):
    """The scopes that a publication touches, each with the last month it brings them.

    `slices` are keys of the book's year; a practice's month alone touches what it is a part of,
    and those that are `left` alone touch nothing. Month 13 has no register of its own and no place
    in a year to date: it touches what month 12 does. The whole site is touched where the
    book is of all of it: a book of one county among many does not hold the rest.
    """
    if book.realm is None:
        yield Scope("county"), min(max(month for _, month, *_ in slices), MONTHS[-1])
    found = {kind: {} for kind in ("pct", "locality", "group", "practice")}
    for year, stated, locality, practice in slices:
        month = min(stated, MONTHS[-1])
        groups = book.register.groups[month]
        there = {practice} if practice else book.register.practices_of(locality, month)
        there = {one for one in there if (year, stated, locality, one) not in left}
        for kind, keys in (
            ("pct", {book.register.commissioners[month].get(locality)}),
            ("locality", {locality}),
            ("group", {groups.get(one) for one in there}),
            ("practice", there),
        ):
            for key in keys - {None}:
                found[kind][key] = max(month, found[kind].get(key, 0))
    for kind, model in ORGANISATIONS.items():
        last = found[kind]
        for pk, code in model.objects.filter(pk__in=last).values_list("pk", "code"):
            yield Scope(kind, code), last[pk]


def _stated(submission, book, scope, month):
    stands = position(book, scope, month)
    return StatedPosition(
        submission=submission,
        kind=scope.kind,
        code=scope.code or "",
        year=book.year,
        month=month,
        known_from=submission.known_from,
        overspend=stands.overspend,
        outturn=stands.forecast and stands.forecast.outturn,
        figures=position_json(stands),
    )


COMPARED = ("actual", "budget", "overspend", "unassigned", "parked")


@dataclass
class Compared:
    """How many stated positions were derived again at their own known-on, and what differed."""

    checked: int = 0
    differences: int = 0
    examples: list[str] = field(default_factory=list)


def compare_stated():
    """Derive every stated position again, as known on its day and written down by its moment."""
    result = Compared()
    for submission in Submission.objects.filter(stated__isnull=False).distinct().order_by("pk"):
        of_year = defaultdict(list)
        for row in submission.stated.order_by("year", "pk"):
            of_year[row.year].append(row)
        for rows in of_year.values():
            _compare(rows, result)
    return result


def _compare(rows, result):
    """Derive what a publication stated of one year again, and add up what differs."""
    scopes = [Scope(row.kind, row.code or None) for row in rows]
    when = {"known_on": rows[0].known_from, "recorded_by": rows[0].recorded_at}
    book = read_book(year=rows[0].year, **when, of=scopes)
    for scope, row in zip(scopes, rows, strict=True):
        result.checked += 1
        differs = _differs(row, position_json(position(book, scope, row.month)))
        if differs:
            result.differences += 1
            result.examples.append(differs)


def _differs(row, now):
    """The first of the figures that is not what was stated, in words, or nothing."""
    for name in COMPARED:
        if now[name] != row.figures[name]:
            return f"{row}: {name} stated {row.figures[name]}, now {now[name]}"
    stated, derived = _by_heading(row.figures), _by_heading(now)
    for code in sorted({*stated, *derived}):
        if derived.get(code) != stated.get(code):
            return f"{row}: {code} stated {stated.get(code)}, now {derived.get(code)}"
    return ""


def _by_heading(figures):
    """{code: (budget, spend)} of the headings that have any: one added since has neither."""
    lines = ((line["code"], line["budget"], line["actual"]) for line in figures["by_heading"])
    nothing = "0.00", "0.00"
    return {code: amounts for code, *amounts in lines if tuple(amounts) != nothing}
