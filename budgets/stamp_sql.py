"""SQL of the stamp of a year: a function of the database, of which a session keeps the plan.

What is listed here stands there by a migration, which has it in words of its own: another table
needs another migration.
"""

# Small tables, whatever their rows are of: each row is told.
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
# Moves and entries are many and only ever added: of each statement that wrote some of the year a
# trigger adds a note in its transaction (note_written). What a reading has comes with it, before a
# move points at it, and is changed by `recompute` or a purge alone. Each statement that changes or
# removes rows of any of these tables, or would, leaves a note of every year (note_rewritten).
ADDED = ("activity_inforce", "budgets_budgetentry")
OF_A_READING = ("activity_positionrollup", "activity_parkedrow")
ROWS = "SELECT count(*) || '/' || coalesce(sum(hashtidextended(t.ctid, t.xmin::text::bigint)), 0)"
# Of two who write at once either may be seen first, or never: the highest number tells too little.
NOTES = "SELECT count(*) || '/' || coalesce(sum(hashint8extended(id, 0)), 0) FROM budgets_written"
PARTS = [
    "SELECT pg_postmaster_start_time()::text || '/' || current_database()",
    *(f"{ROWS} FROM {table} t" for table in TABLES),
    f"{NOTES} WHERE year = of_year",
    f"{NOTES} WHERE year IS NULL",
]
# Another list is another function, under the next number: code of before goes on with its own, and
# the migration of the release after drops it.
NAME = "budgets_stamp_3"
BODY = f"""
BEGIN
  RETURN ARRAY[{", ".join(f"({part})" for part in PARTS)}];
END """
