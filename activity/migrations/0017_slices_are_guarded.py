from django.db import migrations

from activity import lines_sql, moves_sql
from pbc.core import guards

OF_FIVE = "DROP FUNCTION check_pointer(bigint, integer, integer, bigint, bigint);"
FUNCTIONS = ("check_pointer", "pointers_follow_state")
# What each replaces, as it was put there last.
SQL = {
    moves_sql.GUARD_SLICE: moves_sql.GUARD_MOVE,
    moves_sql.ONCE: guards.as_they_were(lines_sql.POINTERS, "one_submission_a_practice_month"),
    moves_sql.COVERED: guards.as_they_were(lines_sql.COVERED, "guard_coverage"),
    moves_sql.FOLLOWS: OF_FIVE + guards.as_they_were(lines_sql.FOLLOWS, *FUNCTIONS),
}


class Migration(migrations.Migration):
    dependencies = [("activity", "0016_slices_of_practices")]

    operations = [
        *[migrations.RunSQL(sql, back) for sql, back in SQL.items()],
        guards.insert_only("activity_coveragedecision"),
        guards.recorded_by_the_clock("activity_coveragedecision"),
    ]
