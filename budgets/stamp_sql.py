"""SQL of the stamp of a year: a function of the database, of which a session keeps the plan.

What is listed here stands there by a migration, which has it in words of its own: another table
needs another migration.
"""

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
ROWS = "SELECT count(*) || '/' || coalesce(sum(hashtidextended(t.ctid, t.xmin::text::bigint)), 0)"
MOVED = (
    "SELECT m.submission_id FROM activity_inforce m"
    " WHERE m.year = of_year AND m.submission_id IS NOT NULL"
)
# Of a reading any row of its roll-ups: they are written together, and anew by `recompute`.
ROLL_UPS = f"""
SELECT string_agg(one || '/' || coalesce((
    SELECT r.id || '/' || r.xmin FROM activity_positionrollup r WHERE r.submission_id = one LIMIT 1
), ''), ' ' ORDER BY one)
FROM (SELECT DISTINCT submission_id AS one FROM ({MOVED}) moved) readings
"""  # noqa: S608  # nosec B608 # of names of ours
# Entries are only ever added: how many there are of the year is read from its index alone.
ENTRIES = """
SELECT count(*) || '/' || (SELECT coalesce(max(id), 0) FROM budgets_budgetentry)
FROM budgets_budgetentry WHERE year = of_year
"""
PARTS = [
    "SELECT pg_postmaster_start_time()::text || '/' || current_database()",
    *(f"{ROWS} FROM {table} t" for table in TABLES),
    f"{ROWS} FROM activity_inforce t WHERE t.year = of_year",
    f"{ROWS} FROM activity_parkedrow t WHERE t.submission_id IN ({MOVED})",
    ROLL_UPS,
    ENTRIES,
]
# Another list is another function, under the next number: code of before goes on with its own, and
# the migration of the release after drops it.
NAME = "budgets_stamp_2"
BODY = f"""
BEGIN
  RETURN ARRAY[{", ".join(f"({part})" for part in PARTS)}];
END """
