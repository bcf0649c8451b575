"""Budgets of a year, entries of a budget and targets as they are taken away (B11)."""

from django.conf import settings
from django.utils.timezone import localtime

from budgets.queries.ledger import line
from pbc.core import money, periods
from pbc.core.exports import Column, Fact, Kind, Table

ENTRIES = [
    Column("Entry", Kind.COUNT),
    Column("What for", Kind.NAME),
    Column("Heading", Kind.NAME),
    Column("Kind of care"),
    Column("Full year", Kind.MONEY),
    Column("of it month 13", Kind.MONEY),
    Column("Phased"),
    Column("This year only"),
    Column("Why", Kind.NAME),
    Column("Where from", Kind.NAME),
    Column("Known from", Kind.DAY),
    Column("Entered by", Kind.NAME),
    Column("Entered on", Kind.DAY),
    Column("Takes back entry", Kind.COUNT),
    Column("Taken back", Kind.NAME),
]
BUDGETS = [
    Column("Whose", Kind.NAME),
    Column("Code"),
    Column("Budget", Kind.MONEY),
    Column("of it month 13", Kind.MONEY),
    Column("Entries", Kind.COUNT),
]
BESIDE = {
    "pct": f"{settings.PBC_COMMISSIONER_LABEL}s",
    "locality": "Localities",
    "group": "Groups",
}
TARGETS = [
    Column("Known from", Kind.DAY),
    Column("Amount", Kind.MONEY),
    Column("Month", Kind.COUNT),
    Column("Name"),
    Column("Why", Kind.NAME),
    Column("Where from", Kind.NAME),
    Column("Entered by", Kind.NAME),
    Column("Entered on", Kind.DAY),
    Column("Does it count?", Kind.NAME),
]


def of_year(page):
    """The budgets of practices and what they add up to; beside them what others hold themselves."""
    total = ("All practices", None, page.amount, page.month_13, None)
    found = [("Practices", page.practices, total)] if page.practices else []
    found += [(BESIDE[kind], rows, None) for kind, rows in page.beside]
    return [Table(name, BUDGETS, map(_budget, rows), sums) for name, rows, sums in found]


def of_targets(page):
    """Every entry of an allocation, a control total and other spend; other spend adds up."""
    return [_target(target) for target in page.targets if target.rows]


def facts_of_year(page, today):
    """What to know of the budgets of a year."""
    return _facts(f"Budgets {page.year}", [page.heading, *page.sentences], today)


def facts_of_targets(page, today):
    """What to know of the targets of a holder: what stands of each, too."""
    stands = [
        f"{target.name}: {'none is set' if target.stands is None else money.pence(target.stands)}"
        + (f", {target.planned}" if target.planned else "")
        for target in page.targets
    ]
    return _facts(page.caption, [page.heading, *page.sentences, *stands], today)


def of_entries(entries, ledger):
    """Every entry of a ledger, newest first, and what they add up to."""
    before, after = [None] * 3, [None] * (len(ENTRIES) - 6)
    total = ("All", *before, ledger.total, ledger.month_13, *after)
    return Table("Entries", ENTRIES, (_entry(line(one)) for one in entries), total)


def facts_of(ledger, today):
    """What to know of entries that are taken away."""
    said = [
        ("Entries of", ledger.caption),
        ("In words", ledger.heading),
        *(("Know before you rely on it", sentence) for sentence in ledger.sentences),
        ("As it was on", periods.day(today)),
        ("Money", "Pounds and pence. A minus takes money out"),
    ]
    return [Fact(name, value) for name, value in said]


def _entry(line):
    return (
        line.number,
        line.kind,
        line.heading,
        line.point_of_delivery,
        line.amount,
        line.month_13,
        line.phased,
        "no" if line.recurrent else "yes",
        line.reason,
        line.source,
        line.known_from,
        line.by,
        localtime(line.recorded_at).date(),
        line.takes_back,
        line.taken_back,
    )


def _facts(of, said, today):
    told = [("Of", of), *(("In words", sentence) for sentence in said)]
    told += [("As it was on", periods.day(today)), ("Money", "Pounds and pence. A minus is under")]
    return [Fact(*one) for one in told]


def _budget(row):
    amount = "none" if row.amount is None else row.amount
    return row.name, row.code, amount, row.month_13, row.entries


def _target(target):
    adds_up = any(row.month for row in target.rows)
    total = ("All that counts", target.stands, *[None] * 7) if adds_up else None
    return Table(target.name, TARGETS, map(_target_row, target.rows), total)


def _target_row(row):
    return (
        row.known_from,
        row.amount,
        row.month,
        row.month and periods.month_name(row.month),
        row.reason,
        row.source,
        row.by,
        localtime(row.recorded_at).date(),
        "yes" if row.counts else "until a later one",
    )
