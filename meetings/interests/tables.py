"""The register of interests of a body as it is taken away (B11): what holds, and what is over."""

from pbc.core.exports import Column, Kind, Table

INTERESTS = [
    Column("In what", Kind.NAME),
    Column("Who", Kind.NAME),
    Column("Of what kind", Kind.NAME),
    Column("When", Kind.NAME),
    Column("Declared", Kind.NAME),
]
TAKEN_BACK = [Column("Written down by mistake", Kind.NAME)]
ACTED = [Column("Who took no part, and when", Kind.NAME)]


def of_register(page):
    """The interests that hold, those that are over, who took no part because of one, and what was
    taken back, for who is told."""
    found = [
        Table("Declared", INTERESTS, map(_interest, page.rows)),
        Table("Over", INTERESTS, map(_interest, page.before)),
    ]
    acted = [Table("Acted", ACTED, [(one,) for one in page.acted])] if page.acted else []
    back = Table("Taken back", TAKEN_BACK, [(one,) for one in page.taken_back])
    return found + acted + ([back] if page.taken_back else [])


def _interest(one):
    return one.subject, one.holder, one.nature, one.span, one.declared
