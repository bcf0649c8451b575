from django.db import migrations

OF_ALL = """
CREATE INDEX IF NOT EXISTS lines_by_cost
  ON ONLY activity_activityline (actual_cost DESC, submission_id, "row", id)
"""
# The years whose own index is no part of it yet.
WITHOUT = """
SELECT y.inhrelid::regclass::text
  FROM pg_inherits y
 WHERE y.inhparent = 'activity_activityline'::regclass
   AND NOT EXISTS (
     SELECT FROM pg_inherits part JOIN pg_index i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = 'lines_by_cost'::regclass AND i.indrelid = y.inhrelid)
 ORDER BY 1
"""


def index_by_cost(apps, schema_editor):
    """Have the dearest lines of a year found without putting all of them in order.

    Each year's is built beside whoever writes into it. A year that is opened meanwhile has its own
    from the first line; where this was cut short, it goes on from there.
    """
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(OF_ALL)
        cursor.execute(WITHOUT)
        for (year,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {year}_by_cost")
            cursor.execute(
                f"CREATE INDEX CONCURRENTLY {year}_by_cost "
                f'ON {year} (actual_cost DESC, submission_id, "row", id)'
            )
            cursor.execute(f"ALTER INDEX lines_by_cost ATTACH PARTITION {year}_by_cost")


class Migration(migrations.Migration):
    # Indexes are made beside those who write, which no transaction can do.
    atomic = False

    dependencies = [("activity", "0020_detail_of_a_practice")]

    operations = [
        migrations.RunPython(
            index_by_cost,
            lambda apps, schema_editor: schema_editor.execute("DROP INDEX lines_by_cost"),
        )
    ]
