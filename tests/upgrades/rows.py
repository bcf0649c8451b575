"""What stands in the tables: their columns, and the values of each column as one number."""

COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
       NOT a.attnotnull OR a.atthasdef OR a.attidentity <> ''
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'django_migrations'
ORDER BY c.relname, a.attname
"""
# Each value with the number of its row, so that two rows that have exchanged theirs are found.
VALUES = "coalesce(sum(hashtextextended(row({})::text, 0)), 0)::text"


def columns(cursor):
    """{table: {column: (type, whether a row may leave it out)}}"""
    cursor.execute(COLUMNS)
    found = {}
    for table, column, sort, optional in cursor.fetchall():
        found.setdefault(table, {})[column] = (sort, optional)
    return found


def digests(cursor, columns):
    """{(table, column, type): (rows, sum of the values)}; the order of rows says nothing."""
    found = {}
    for table, names in columns.items():
        number = ['"id"'] if "id" in names else []
        values = [VALUES.format(", ".join([*number, f'"{name}"'])) for name in names]
        cursor.execute(f'SELECT count(*), {", ".join(values)} FROM "{table}"')
        count, *sums = cursor.fetchone()
        for (name, (sort, _)), value in zip(names.items(), sums, strict=True):
            found[table, name, sort] = (count, value)
    return found


def differing(before, after):
    """The columns that stand in both and whose values are not as they were, as table.column."""
    both = before.keys() & after.keys()
    return sorted(f"{one[0]}.{one[1]}" for one in both if before[one] != after[one])
