"""The organisations of a register, and a group month by month, as they are taken away (B11)."""

from pbc.core.exports import Column, Kind, Table

NAMED = [Column("Name", Kind.NAME), Column("Code")]
MEMBERS = [Column("Member", Kind.NAME)]
MONTHS = [
    Column("Month", Kind.NAME),
    Column("Members", Kind.COUNT),
    Column("Came", Kind.NAME),
    Column("Went", Kind.NAME),
]


def of_named(called, rows):
    """Every organisation of a register, by name."""
    return Table(called, NAMED, [(row.name, row.code) for row in rows])


def of_group(page):
    """Who was in a group in each month of a year, who came and who went; its members on the day."""
    months = Table("Month by month", MONTHS, map(_month, page.months))
    members = [(name,) for name, _ in page.members]
    return [months, *([Table("Members on the day", MEMBERS, members)] if members else [])]


def _month(month):
    came, went = (", ".join(names) or "nobody" for names in (month.joined, month.left))
    return month.name, month.members, came, went
