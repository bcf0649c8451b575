from django.db import migrations

EVENTS = {
    "insert": ("REFERENCING NEW TABLE AS rows_written", "note_written"),
    "update": ("", "note_rewritten"),
    "delete": ("", "note_rewritten"),
    "truncate": ("", "note_rewritten"),
}
REWRITTEN = ("update", "delete", "truncate")
NOTED = {
    "activity_inforce": ("insert", *REWRITTEN),
    "budgets_budgetentry": ("insert", *REWRITTEN),
    "activity_positionrollup": REWRITTEN,
    "activity_parkedrow": REWRITTEN,
}
# As budgets/stamp_sql.py had it then.
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
NOTES = "SELECT count(*) || '/' || coalesce(sum(hashint8extended(id, 0)), 0) FROM budgets_written"
PARTS = [
    "SELECT pg_postmaster_start_time()::text || '/' || current_database()",
    *(f"{ROWS} FROM {table} t" for table in TABLES),
    f"{NOTES} WHERE year = of_year",
    f"{NOTES} WHERE year IS NULL",
]
STAMP = f"""
CREATE OR REPLACE FUNCTION budgets_stamp_3(of_year integer) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY[{", ".join(f"({part})" for part in PARTS)}];
END $$;
"""


def noted(table, event):
    rows, function = EVENTS[event]
    name = f"noted_{event}"
    return migrations.RunSQL(
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event.upper()} ON {table} {rows}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
    )


class Migration(migrations.Migration):
    # A lock on one table at a time: whoever reads a file holds some of them, in an order of its own.
    atomic = False

    dependencies = [("budgets", "0011_written")]

    operations = [
        *(noted(table, event) for table, events in NOTED.items() for event in events),
        migrations.RunSQL(STAMP, "DROP FUNCTION IF EXISTS budgets_stamp_3(integer)"),
    ]
