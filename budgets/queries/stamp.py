"""What the database has of everything that a year's positions are derived from, in a few numbers.

Every row is told by its place in its table and the transaction that wrote it: no row is changed,
added, ended or deleted, and no figure published or taken back, without another stamp. Within one
life of the database no transaction has the number of another, so that an old stamp never returns.
It is asked of the database each time, in one statement.
"""

from django.db import connection

from pbc.core.deeds import once_a_snapshot

# Small tables, whatever their rows are of; moves and entries are those of the year.
TABLES = (
    "core_practicelocality",
    "core_groupmembership",
    "core_localitycommissioner",
    "core_commissioner",
    "core_locality",
    "core_group",
    "core_practice",
    "activity_heading",
    "activity_countsfor",
    "activity_listsize",
    "budgets_allocation",
    "budgets_controltotal",
    "budgets_otherspend",
)
ROWS = (
    "SELECT count(*) || '/' || coalesce(sum(hashtextextended(t.ctid::text || t.xmin::text, 0)), 0)"
)
MOVED = (
    "SELECT submission_id FROM activity_inforce WHERE year = %(year)s AND submission_id IS NOT NULL"
)
# Of a reading any row of its roll-ups: they are written together, and anew by `recompute`.
ROLL_UPS = f"""
SELECT string_agg(one || '/' || coalesce((
    SELECT r.id || '/' || r.xmin FROM activity_positionrollup r WHERE r.submission_id = one LIMIT 1
), ''), ' ' ORDER BY one)
FROM (SELECT DISTINCT submission_id AS one FROM ({MOVED}) moved) readings
"""  # noqa: S608  # nosec B608 # of names of ours
# Entries are only ever added.
ENTRIES = """
SELECT count(*) || '/' || coalesce(max(id), 0) || '/' || coalesce(max(recorded_at)::text, '')
FROM budgets_budgetentry WHERE year = %(year)s
"""
PARTS = [
    "SELECT pg_postmaster_start_time()::text || '/' || current_database()",
    *(f"{ROWS} FROM {table} t" for table in TABLES),
    f"{ROWS} FROM activity_inforce t WHERE year = %(year)s",
    f"{ROWS} FROM activity_parkedrow t WHERE submission_id IN ({MOVED})",
    ROLL_UPS,
    ENTRIES,
]
STAMP = f"SELECT {', '.join(f'({part})' for part in PARTS)}"
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
    with connection.cursor() as cursor:
        cursor.execute(STAMP, {"year": year})
        return cursor.fetchone()
