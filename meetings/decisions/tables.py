"""What was asked, who is told and who speaks for whom, as they are taken away (B11)."""

from pbc.core import periods
from pbc.core.exports import Column, Kind, Table

ANSWERS = [
    Column("Who was asked", Kind.NAME),
    Column("Answer"),
    Column("In words", Kind.NAME),
    Column("Told by", Kind.NAME),
    Column("Day", Kind.DAY),
    Column("Written down by", Kind.NAME),
    Column("Before", Kind.NAME),
]
TOLD = [
    Column("To whom", Kind.NAME),
    Column("Sent", Kind.NAME),
    Column("Acknowledged", Kind.NAME),
]
SPEAKS = [
    Column("Group", Kind.NAME),
    Column("Who", Kind.NAME),
    Column("Term", Kind.NAME),
    Column("Next", Kind.NAME),
]


def of_decision(page):
    """Who confirms a decision, and who is to be told."""
    found = [of_question(page.question)] if page.question else []
    return found + ([Table("Who is to be told", TOLD, map(_told, page.told))] if page.told else [])


def of_question(table):
    """Everybody who was asked, and what each said, in the order of the page."""
    return Table("Who said what", ANSWERS, map(_answer, table.rows))


def of_representation(page):
    """Who speaks for each group on a day; those without anybody first."""
    rows = [
        (
            one.group,
            one.holder or "Not nominated",
            one.term or "none",
            one.following or "nobody yet",
        )
        for one in page.seats
    ]
    return Table("Who speaks for each group", SPEAKS, rows)


def _answer(row):
    before = "; ".join(f"{old.said}, {old.told}, {periods.day(old.on)}" for old in row.before)
    if row.newest is None:
        return row.party, "none yet", None, "not received", "not received", None, before
    given = row.newest
    return row.party, given.said, given.words, given.told, given.on, given.recorded, before


def _told(one):
    unsent = f"not sent for {one.late}" if one.late else "not sent"
    return one.to, one.sent or unsent, one.acknowledged or "not yet"
