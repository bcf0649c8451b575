"""Telling a purge from a tampering: what a sealed row was before, and what it is since."""

from contextlib import contextmanager

from django.db import connection

from pbc.core.models import PurgedRow, Seal
from pbc.core.seals import rows
from pbc.core.seals.tables import WORDS_MAY_GO, sealed_tables

MORE = 10_000  # rows of a seal that are looked at beyond those that it had
OF_ROWS = """
SELECT "row", before, after FROM core_purgedrow
WHERE table_name = %s AND "row" = ANY (%s) ORDER BY id
"""


@contextmanager
def on_purpose(why, changed):
    """Write down of each sealed row that is changed meanwhile how it was and how it is.

    `changed` is {table: numbers of its rows}. In the transaction that changes them.
    """
    before = {table: _marks(table, numbers) for table, numbers in changed.items()}
    yield
    for table, numbers in changed.items():
        after = _marks(table, numbers)
        PurgedRow.objects.bulk_create(
            PurgedRow(table_name=table, row=row, before=mark, after=after[row], why=why)
            for row, mark in before[table].items()
            if after[row] != mark
        )


def _marks(table, numbers):
    """{number: mark} of those of the rows that are sealed, by the columns of their seals."""
    found, wanted = {}, set(numbers)
    sealed = sealed_tables()[table]
    for seal in Seal.objects.filter(table_name=table).defer("marks").order_by("number"):
        here = {one for one in wanted if seal.first_id <= one <= seal.last_id}
        if here:
            between = (seal.first_id - 1, seal.last_id)
            with connection.cursor() as cursor, rows.as_ever(cursor):
                marks = rows.marks(cursor, sealed, seal.columns, between, seal.count + MORE)[3]
            found |= {row: mark.hex() for row, mark in rows.parted(marks).items() if row in here}
    return found


def explained(cursor, table, sealed, there):
    """The numbers of rows whose change from what was sealed to what is there was on purpose.

    A ledger of money has none, whatever is written down of its rows.
    """
    if table not in WORDS_MAY_GO:
        return set()
    both = sorted(sealed.keys() & there.keys())
    at = {row: sealed[row].hex() for row in both}
    cursor.execute(OF_ROWS, [table, both])
    for row, before, after in cursor.fetchall():
        if at[row] == before:
            at[row] = after
    return {row for row in both if at[row] == there[row].hex() and sealed[row] != there[row]}
