"""The register of interests of a body as it is taken away (B11): what holds, and what is over."""

from pbc.core.exports import Column, Kind, Table

INTERESTS = [
    Column("In what", Kind.NAME),
    Column("Who", Kind.NAME),
    Column("Of what kind", Kind.NAME),
    Column("When", Kind.NAME),
    Column("Declared", Kind.NAME),
]
ACTED = [Column("Who took no part, and when", Kind.NAME)]


def of_register(page):
    """The interests that hold, those that are over, and who took no part because of one."""
    found = [
        Table("Declared", INTERESTS, map(_interest, page.rows)),
        Table("Over", INTERESTS, map(_interest, page.before)),
    ]
    return found + ([Table("Acted", ACTED, [(one,) for one in page.acted])] if page.acted else [])


def _interest(one):
    return one.subject, one.holder, one.nature, one.span, one.declared
