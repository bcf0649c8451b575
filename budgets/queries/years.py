"""A year's budgets on one page: what each holder has, and who has none yet."""

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.urls import reverse

from budgets.models import BudgetEntry
from budgets.queries import holders
from budgets.queries.book import ORGANISATIONS, read_register
from pbc.core import access, money, periods
from pbc.core.models import FinancialYear, Practice
from pbc.core.statements import kept_for_anybody

NOTHING = Decimal("0.00")
KINDS = {"practice": "Practices", "group": "Groups", "locality": "Localities"}


@dataclass(frozen=True)
class Row:
    """A holder's own budget: `amount` is the whole of it, month 13 in it."""

    name: str
    code: str
    amount: Decimal | None
    month_13: Decimal
    entries: int
    url: str


@dataclass(frozen=True)
class YearPage:
    """The budgets of a year that a person may see; `beside` are those of other kinds of holder."""

    year: FinancialYear
    heading: str
    sentences: list[str]
    practices: list[Row]
    beside: list[tuple[str, list[Row]]]
    amount: Decimal
    month_13: Decimal
    may_set: bool
    is_open: bool
    others: list[tuple[str, str]]


def years():
    """The financial years that finance has opened, newest first."""
    return list(FinancialYear.objects.order_by("-year"))


def year_page(user, year, *, today):
    """Everything of a year's budgets that the user may see."""
    practices = _practices(user, year, today)
    none = sum(1 for row in practices if row.amount is None)
    amount = sum((row.amount or NOTHING for row in practices), NOTHING)
    others = [
        (str(one), reverse("plans:year-detail", kwargs={"year": one.year}))
        for one in years()
        if one.year != year.year
    ]
    return YearPage(
        year=year,
        heading=_heading(year, practices, none, amount),
        sentences=_sentences(year, none, practices),
        practices=practices,
        beside=_beside(user, year),
        amount=amount,
        month_13=sum((row.month_13 for row in practices), NOTHING),
        may_set=access.may(user, holders.SETS),
        is_open=year.closed_on is None,
        others=others,
    )


def without_budget(user, years, *, today, to):
    """{year: ids of its practices, over which the user has a permission, without an entry in it}.

    One statement however many years, and no book is read of one where all have an entry.
    """
    none = _without_entry(years)
    return {
        year: none[year] and practices_within(user, year, today=today, to=to) & none[year]
        for year in years
    }


def _without_entry(years):
    """{year: ids of practices, of the year or not, without an entry in it}."""
    none = {year: set() for year in years}
    if not years:
        return none
    for practice, *there in _has_entries(tuple(years)):
        for year, has_one in zip(years, there, strict=True):
            if not has_one:
                none[year].add(practice)
    return none


@kept_for_anybody
def _has_entries(years):
    """Practices that lack an entry in one of these years, and in which they have one."""
    has = {
        f"in_{year}": Exists(BudgetEntry.objects.filter(year=year, practice=OuterRef("pk")))
        for year in years
    }
    lacks = reduce(or_, (Q(**{name: False}) for name in has))
    rows = Practice.objects.annotate(**has).filter(lacks)
    return rows.values_list("pk", *has)


def practices_within(user, year, *, today, to):
    """Ids of the practices that the register has in some month of a year."""
    reach = access.reach(user, to)
    register = read_register(year=year, known_on=today)
    there = {p for month in register.localities.values() for p in month}
    return there if reach.everything else there & reach.practices


def _practices(user, year, today):
    there = practices_within(user, year.year, today=today, to=holders.SEES)
    sums = _sums("practice", year.year, there)
    named = ORGANISATIONS["practice"].objects.filter(pk__in=there)
    return [_row("practice", one, year.year, sums) for one in named.order_by("name", "code")]


def _beside(user, year):
    """Localities, groups and PCTs with what they hold themselves, by kind."""
    found = []
    for kind in ("pct", "locality", "group"):
        there = list(holders.within(user, kind, holders.SEES).order_by("name", "code"))
        sums = _sums(holders.FIELDS.get(kind, kind), year.year, {one.pk for one in there})
        if there:
            found.append((kind, [_row(kind, one, year.year, sums) for one in there]))
    return found


def _sums(field, year, ids):
    """{holder id: (amount, month 13, entries)} of these holders of a kind."""
    rows = BudgetEntry.objects.filter(year=year, **{f"{field}__in": ids}).order_by()
    sums = rows.values_list(field).annotate(Sum("amount"), Sum("month_13"), Count("pk"))
    return {pk: (amount, adjusted, number) for pk, amount, adjusted, number in sums}


def _row(kind, one, year, sums):
    amount, adjusted, number = sums.get(one.pk, (None, NOTHING, 0))
    parts = {"year": year, "kind": kind, "code": one.code}
    url = reverse("plans:ledger", kwargs=parts)
    return Row(one.name or one.code, one.code, amount, adjusted, number, url)


def _heading(year, practices, none, amount):
    if practices and none == len(practices):
        return f"No budget has been set for {year}"
    return f"{money.pounds(amount)} of budgets for {year}"


def _sentences(year, none, practices):
    said = []
    if year.closed_on:
        said.append(f"It was closed on {periods.day(year.closed_on)}: {year.reason}.")
    if none and none < len(practices):
        said.append(f"{none:,} of {len(practices):,} practices have no budget yet.")
    return said


def of_closing(year, *, today):
    """What can no longer be done once a year is closed, and how it stands then."""
    entries = BudgetEntry.objects.filter(year=year.year)
    adjusted = entries.aggregate(sum=Sum("month_13"))["sum"] or NOTHING
    register = read_register(year=year.year, known_on=today)
    there = {p for m in register.localities.values() for p in m}
    none = len(there - set(entries.values_list("practice", flat=True)))
    said = [
        f"Nothing more is entered for {year}: no budget, allocation, control total or other spend.",
        "That holds for pages, uploads and commands alike. Nothing that stands is taken back.",
        f"Month 13, the year-end adjustments, stays at {money.pence(adjusted)}.",
    ]
    if none:
        said.append(f"{none:,} of {len(there):,} practices have no budget, and get none.")
    return [
        *said,
        "Files of the year are still read; none is published, undone or brought back.",
        "The year can be opened again, with a reason.",
    ]
