"""What a database holds, told so that two of them can be compared, and whether its money adds up.

Both take a cursor of any database of ours: the site's own, or one that a backup was put into.
"""

PLAIN = """
SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'
"""
TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
ORDER BY relname
"""
# The sum of what each row hashes to: in whatever order they lie, they come to the same.
HASH = """
SELECT count(*) || ' ' || coalesce(sum(('x' || left(md5, 16))::bit(64)::bigint), 0)
  || ' ' || coalesce(sum(('x' || right(md5, 16))::bit(64)::bigint), 0)
FROM (SELECT md5(t::text) AS md5 FROM public."{}" t) hashed
"""
# A locality's month in force: its practices and what is nobody's, from the roll-ups, against the
# lines of the same reading.
SCOPES = """
WITH force AS (
  SELECT DISTINCT ON (feed_id, year, month, locality_id, practice_id)
    feed_id, year, month, locality_id, practice_id, submission_id
  FROM activity_inforce ORDER BY feed_id, year, month, locality_id, practice_id, id DESC
), rolled AS (
  SELECT submission_id, year, month, locality_id,
    sum(actual_cost) FILTER (WHERE practice_id IS NOT NULL) AS practices,
    sum(actual_cost) FILTER (WHERE practice_id IS NULL) AS unassigned
  FROM activity_positionrollup GROUP BY 1, 2, 3, 4
), lines AS (
  SELECT submission_id, year, month, locality_id, sum(actual_cost) AS total
  FROM activity_activityline GROUP BY 1, 2, 3, 4
)
SELECT DISTINCT f.feed_id, f.year, f.month, f.locality_id,
  coalesce(r.practices, 0) + coalesce(r.unassigned, 0) AS added_up, coalesce(l.total, 0) AS total
FROM force f
LEFT JOIN rolled r USING (submission_id, year, month, locality_id)
LEFT JOIN lines l USING (submission_id, year, month, locality_id)
WHERE f.submission_id IS NOT NULL
"""
FILES = """
SELECT count(*), count(*) FILTER (WHERE money_read <> money_staged + money_parked)
FROM activity_submission WHERE state IN ('STAGED', 'NEEDS_REASON', 'PUBLISHED', 'WITHDRAWN')
"""

# Each sequence that gives the numbers of a column, and the column.
SEQUENCES = """
SELECT s.relname, t.relname, a.attname FROM pg_class s
JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid
  AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace ORDER BY 1
"""
BEHIND = """
SELECT EXISTS (SELECT FROM public."{table}" WHERE "{column}" >= last_value + is_called::int)
FROM public."{sequence}"
"""


def hashes(cursor) -> dict[str, str]:
    """{table: how many rows and what they hash to}, equal where and only where the rows are.

    It is asked within a transaction, for which alone the forms of dates and times are set.
    """
    cursor.execute(PLAIN)
    cursor.execute(TABLES)
    return {name: _hash(cursor, name) for (name,) in cursor.fetchall()}


def _hash(cursor, table):
    cursor.execute(HASH.format(table))
    return cursor.fetchone()[0]


def sequences_behind(cursor) -> list[str]:
    """The sequences whose next number, or a later one, stands in their column already: a row that
    is added would be refused."""
    cursor.execute(SEQUENCES)
    return [name for name, *column in cursor.fetchall() if _is_behind(cursor, name, *column)]


def _is_behind(cursor, sequence, table, column):
    cursor.execute(BEHIND.format(sequence=sequence, table=table, column=column))
    return cursor.fetchone()[0]


def differences(before: dict, after: dict) -> list[str]:
    """The tables that are not the same in both."""
    return sorted(name for name in before.keys() | after if before.get(name) != after.get(name))


def money(cursor) -> tuple[int, list[str]]:
    """(how many scopes were added up, those that do not come to their total).

    Of each locality's month in force its practices and what is unassigned are its lines; of each
    file what was read is what was staged and parked.
    """
    cursor.execute(SCOPES)
    scopes = cursor.fetchall()
    wrong = [
        f"locality {place}, month {month} of {year}: {added_up} is not {total}"
        for _, year, month, place, added_up, total in scopes
        if added_up != total
    ]
    cursor.execute(FILES)
    files, unequal = cursor.fetchone()
    wrong += [f"{unequal} files read more than they staged and parked"] * bool(unequal)
    return len(scopes) + files, wrong
