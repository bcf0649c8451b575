from django.db import migrations

from activity import lines_sql
from pbc.core import guards

AMOUNTS = [f"money_{part}" for part in ("read", "staged", "unassigned", "parked")]
AMOUNTS += ["stated_total", "stated_total_difference"]


def the_first_feed(apps, schema_editor):
    """The PCT's hospital activity report: layouts long, report, wide and monitoring."""
    apps.get_model("activity", "Feed").objects.get_or_create(
        code="pct-acute", defaults={"name": "The PCT's hospital activity report"}
    )


class Migration(migrations.Migration):
    dependencies = [("activity", "0002_initial"), ("core", "0002_guards")]

    operations = [
        migrations.RunSQL(lines_sql.TABLE, "DROP TABLE activity_activityline"),
        guards.functions_of(lines_sql.MARK),
        guards.functions_of(lines_sql.BALANCE),
        guards.functions_of(lines_sql.KEPT),
        guards.functions_of(lines_sql.ROOM),
        guards.functions_of(lines_sql.ROLL_UPS),
        guards.functions_of(lines_sql.POINTERS),
        guards.functions_of(lines_sql.COVERED),
        guards.functions_of(lines_sql.FOLLOWS),
        guards.insert_only("activity_parkedrow"),
        guards.insert_only("activity_problem"),
        guards.insert_only("activity_coveredslice"),
        guards.insert_only("activity_inforce"),
        guards.insert_only("activity_delivery"),
        guards.recorded_by_the_clock("activity_delivery"),
        guards.never_removed("activity_submission"),
        guards.recorded_by_the_clock("activity_countsfor"),
        guards.recorded_by_the_clock("activity_listsize"),
        guards.insert_only("activity_listsize"),
        guards.amounts_are_numbers("activity_parkedrow", "money"),
        guards.amounts_are_numbers("activity_submission", *AMOUNTS),
        migrations.RunPython(the_first_feed, migrations.RunPython.noop),
    ]
