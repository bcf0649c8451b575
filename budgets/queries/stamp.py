"""What the database has of everything that a year's positions are derived from, in a few numbers.

Of small tables every row is told by its place and the transaction that wrote it; of those that
only grow each statement that wrote some, by a note of its own: no row is changed, added, ended or
deleted, and no figure published or taken back, without another stamp. Within one life of the
database no transaction and no note has the number of another, so that an old stamp never returns.
It is asked of the database each time, in one statement: budgets/stamp_sql.py has what is in it.
"""

from budgets.stamp_sql import NAME, TABLES
from pbc.core.deeds import once_a_snapshot
from pbc.core.statements import Sql, kept_for_anybody

STAMP = f"SELECT {NAME}(%s)"
REGISTER = 1 + len(TABLES)  # so many of the parts are of no year


def of_the_register(now):
    """Of a stamp what tells who was where, and the other small tables: no part of a year."""
    return now[:REGISTER]


def practices(now):
    """How many practices there are by a stamp."""
    return int(now[1 + TABLES.index("core_practice")].partition("/")[0])


@once_a_snapshot
def of_year(year):
    """The stamp of a year, as this transaction sees it."""
    [(stamp,)] = _stamp(year)
    return tuple(stamp)


@kept_for_anybody
def _stamp(year):
    return Sql(STAMP, (year,))
