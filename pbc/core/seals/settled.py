"""Up to which row a table has settled: nobody can add one before it any more.

A number is given when a row is written, and the row is seen when its transaction commits: one that
lasts may bring a row whose number is lower than some that are there. Whoever adds rows holds a lock
on the table from before the number until the end. So: look at the last number, then at who holds
such a lock, and wait for those. Whoever comes later gets higher numbers. Nobody is kept waiting.
"""

import time

from pbc.core.seals.rows import quoted

PATIENCE = 10  # seconds for which those who write are waited for
LOOK_EVERY = 0.1
# A history is sealed when its contexts have settled, too: of a page, a job or a command that was
# at work an hour ago none goes on in the same one, but for a transaction that still runs.
QUIET = "1 hour"

LAST = "SELECT max({key}) FROM {table} WHERE {key} > %s"
LAST_QUIET = """
SELECT coalesce(
  (SELECT min({key}) - 1 FROM {table} WHERE {key} > %s
   AND pgh_created_at > least(statement_timestamp() - %s::interval, (
     SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database()
     AND backend_type = 'client backend' AND pid <> pg_backend_pid()))
   AND pgh_created_at <= statement_timestamp()),
  (SELECT max({key}) FROM {table} WHERE {key} > %s))
"""
WRITERS = """
SELECT c.relname, l.virtualtransaction FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND c.relnamespace = 'public'::regnamespace AND l.mode IN
  ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
"""
BEFORE_A_GAP = """
SELECT coalesce(min(before), %s) FROM (
  SELECT {key} AS k, lag({key}, 1, %s::bigint) OVER (ORDER BY {key}) AS before
  FROM {table} WHERE {key} > %s AND {key} <= %s) numbers
WHERE k > before + 1
"""


def bounds(cursor, tables, since, *, quiet=QUIET, patience=PATIENCE):
    """{name of a table: the number up to which it can be sealed}, of those that have new rows.

    `since` is {name: the last number that is sealed}. A table in which somebody is still writing
    after `patience` seconds is sealed up to the first number that is missing, which may yet come.
    """
    last = {
        name: found
        for name, table in tables.items()
        if (found := _last(cursor, table, since.get(name, 0), quiet)) and found > since.get(name, 0)
    }
    writers = _wait(cursor, last, patience)
    for name in last.keys() & {table for table, _ in writers}:
        last[name] = _before_a_gap(cursor, tables[name], since.get(name, 0), last[name])
    return {name: found for name, found in last.items() if found > since.get(name, 0)}


def _last(cursor, table, since, quiet):
    names = {"key": quoted(table.key), "table": quoted(table.name)}
    if table.is_history:
        cursor.execute(LAST_QUIET.format(**names), [since, quiet, since])
    else:
        cursor.execute(LAST.format(**names), [since])
    return cursor.fetchone()[0]


def _wait(cursor, names, patience):
    """Wait for those who were writing when this was asked; who still is when it is over."""
    until = time.monotonic() + patience
    writers = _writers(cursor, names)
    while writers and time.monotonic() < until:
        time.sleep(LOOK_EVERY)
        writers &= _writers(cursor, names)
    return writers


def _writers(cursor, names):
    cursor.execute(WRITERS)
    return {(table, who) for table, who in cursor.fetchall() if table in names}


def _before_a_gap(cursor, table, since, last):
    names = {"key": quoted(table.key), "table": quoted(table.name)}
    cursor.execute(BEFORE_A_GAP.format(**names), [last, since, since, last])
    return cursor.fetchone()[0]
