"""Telling a purge from a tampering: what a sealed row was before, and what it is since."""

from bisect import bisect_left, bisect_right
from contextlib import contextmanager

from django.db import connection

from pbc.core.models import PurgedRow, Seal
from pbc.core.seals import rows
from pbc.core.seals.tables import WORDS_MAY_GO, sealed_tables

MORE = 10_000  # rows of a seal that are looked at beyond those that it had
# What purges say of rows: of one that was carried out, with two persons' consent, after the rows
# were sealed, about what the row is of; once for each row, and where its words are gone.
OF_ROWS = """
SELECT DISTINCT ON (w."row", p.id) w."row", w.id, w.before, w.after
  FROM core_purgedrow w
  JOIN activity_purge p ON w.why = 'Purge ' || p.id || ' of delivery ' || p.delivery_id
  JOIN activity_delivery e ON e.id = p.delivery_id AND e.sha256 = p.sha256
  JOIN activity_purgeanswer a ON a.purge_id = p.id AND a.confirms AND a.by_id <> p.asked_by_id
  JOIN activity_purged d ON d.purge_id = p.id
  JOIN core_sealing s ON s.number = %s AND s.sealed_at < d.recorded_at
  JOIN {table} r ON r.{key} = w."row"
 WHERE w.table_name = %s AND w."row" = ANY (%s) AND p.sha256 IN ({sha256}) AND {gone}
 ORDER BY w."row", p.id, w.id
"""
# Of lines no row is sealed, for the file proves them: where two persons had it removed, what they
# hashed to then.
OF_LINES = """
SELECT DISTINCT p.delivery_id FROM activity_purged d JOIN activity_purge p ON p.id = d.purge_id
 WHERE d.lines_hash NOT IN ('', lines_of_content(p.sha256)) ORDER BY 1
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
    found, wanted = {}, sorted(numbers)
    sealed = sealed_tables()[table]
    for seal in Seal.objects.filter(table_name=table).defer("marks").order_by("number"):
        here = set(wanted[bisect_left(wanted, seal.first_id) : bisect_right(wanted, seal.last_id)])
        if here:
            between = (seal.first_id - 1, seal.last_id)
            with connection.cursor() as cursor, rows.as_ever(cursor):
                marks = rows.marks(cursor, sealed, seal.columns, between, seal.count + MORE)[3]
            found |= {row: mark.hex() for row, mark in rows.parted(marks).items() if row in here}
    return found


def explained(cursor, table, sealing, sealed, there):
    """The numbers of rows of a sealing whose change to what is there was on purpose: a purge that
    two persons agreed and that was carried out took their words, and said so at the time.

    A ledger of money has none, whatever is written down of its rows.
    """
    if table.name not in WORDS_MAY_GO:
        return set()
    differ = [row for row in sealed.keys() & there.keys() if sealed[row] != there[row]]
    at = {row: sealed[row].hex() for row in differ}
    sha256, gone = WORDS_MAY_GO[table.name]
    names = {"table": rows.quoted(table.name), "key": rows.quoted(table.key)}
    said = OF_ROWS.format(**names, sha256=sha256, gone=gone)
    cursor.execute(said, [sealing, table.name, differ])
    for row, _, before, after in sorted(cursor.fetchall(), key=lambda one: one[1]):
        if at[row] == before:
            at[row] = after
    return {row for row in differ if at[row] == there[row].hex()}


def otherwise(cursor):
    """The deliveries whose content is gone and whose lines are not as their purge left them."""
    cursor.execute(OF_LINES)
    return [delivery for (delivery,) in cursor.fetchall()]
