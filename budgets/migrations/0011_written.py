from django.db import migrations, models

from pbc.core import guards

NOTE = """
CREATE FUNCTION note_written() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO budgets_written (year) SELECT DISTINCT year FROM rows_written;
  RETURN NULL;
END $$;
CREATE FUNCTION note_rewritten() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO budgets_written (year) VALUES (NULL);
  RETURN NULL;
END $$;
"""
NO_NOTE = """
DROP FUNCTION note_written();
DROP FUNCTION note_rewritten();
"""
EVENTS = {
    "insert": ("REFERENCING NEW TABLE AS rows_written", "note_written"),
    "delete": ("REFERENCING OLD TABLE AS rows_written", "note_written"),
    "update": ("", "note_rewritten"),
}
NOTED = {
    "activity_inforce": ("insert", "update", "delete"),
    "budgets_budgetentry": ("insert", "update", "delete"),
    "activity_positionrollup": ("update", "delete"),
    "activity_parkedrow": ("update", "delete"),
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
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} {rows}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0010_stamp_by_numbers"),
        ("activity", "0025_a_name_goes_after_the_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Written",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["year", "id"], name="written_of_a_year")],
            },
        ),
        guards.insert_only("budgets_written"),
        migrations.RunSQL(NOTE, NO_NOTE),
        *(noted(table, event) for table, events in NOTED.items() for event in events),
        migrations.RunSQL(STAMP, "DROP FUNCTION IF EXISTS budgets_stamp_3(integer)"),
    ]
