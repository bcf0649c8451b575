"""Rows as text that is the same whoever asks, and the marks that are made of it.

A row is its columns by name, each as PostgreSQL writes it with the settings of FIXED: neither a
session nor a dump nor a column that is added changes it. A mark is 40 bytes: the number of the row
(8), and the SHA-256 of its text (32).
"""

from contextlib import contextmanager

MARK = 40  # bytes
FIXED = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "search_path": "pg_catalog, public",  # no function of another schema stands in for one
}
COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
WHO = "(SELECT c.metadata::text FROM pghistory_context c WHERE c.id = r.pgh_context_id)"
# Of `most` rows at the most, the count and the ends, and the marks or their SHA-256.
BETWEEN = """
SELECT count(*), min(k), max(k), {wanted}
FROM (SELECT r.{key} AS k, int8send(r.{key}::bigint) || sha256(convert_to(
        ARRAY[{values}]::text, 'UTF8')) AS mark
      FROM {table} r WHERE r.{key} > %s AND r.{key} <= %s ORDER BY r.{key} LIMIT %s) rows
"""
MARKS = "coalesce(string_agg(mark, ''::bytea ORDER BY k), ''::bytea)"


@contextmanager
def as_ever(cursor):
    """Write values in the one way, and put the settings back afterwards; a fault takes them back
    with its transaction."""
    cursor.execute(f"SELECT {', '.join(['current_setting(%s)'] * len(FIXED))}", list(FIXED))
    before = cursor.fetchone()
    _set(cursor, FIXED.items())
    yield
    _set(cursor, zip(FIXED, before, strict=True))


def _set(cursor, settings):
    for name, value in settings:
        cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def columns_of(cursor, name):
    """The columns of a table that hold what was said, by name; none where there is no table."""
    cursor.execute("SELECT to_regclass(%s)", [f'"{name}"'])
    if cursor.fetchone()[0] is None:
        return []
    cursor.execute(COLUMNS, [f'"{name}"'])
    return sorted(column for (column,) in cursor.fetchall())


def marks(cursor, table, columns, between, most):
    """(how many, first, last, their marks) of the rows after one number up to another."""
    cursor.execute(_statement(table, columns, MARKS), [*between, most])
    count, first, last, found = cursor.fetchone()
    return count, first, last, bytes(found)


def digest(cursor, table, columns, between, most):
    """(how many, the SHA-256 of their marks) of the rows after one number up to another."""
    wanted = f"encode(sha256({MARKS}), 'hex')"
    cursor.execute(_statement(table, columns, wanted), [*between, most])
    count, _, _, found = cursor.fetchone()
    return count, found


def _statement(table, columns, wanted):
    """Names come from the catalogue or from a seal, so that each is quoted."""
    values = [f"r.{quoted(column)}::text" for column in columns]
    values += [WHO] if table.is_history else []
    names = {"table": quoted(table.name), "key": quoted(table.key)}
    return BETWEEN.format(wanted=wanted, values=", ".join(values), **names)


def quoted(name):
    """A name as SQL has it, a percent sign doubled for the driver."""
    return '"' + name.replace('"', '""').replace("%", "%%") + '"'


def parted(found):
    """{number of a row: its digest} of marks."""
    parts = (found[at : at + MARK] for at in range(0, len(found), MARK))
    return {int.from_bytes(one[:8], "big", signed=True): one[8:] for one in parts}
