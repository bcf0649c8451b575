"""The entries of a holder's budget as they are taken away (B11)."""

from django.utils.timezone import localtime

from budgets.queries.ledger import line
from pbc.core import periods
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
