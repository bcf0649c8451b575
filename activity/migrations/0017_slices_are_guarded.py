from django.db import migrations

from activity import moves_sql
from pbc.core import guards

SQL = (moves_sql.GUARD_SLICE, moves_sql.ONCE, moves_sql.COVERED, moves_sql.FOLLOWS)


class Migration(migrations.Migration):
    dependencies = [("activity", "0016_slices_of_practices")]

    operations = [
        *[migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in SQL],
        guards.insert_only("activity_coveragedecision"),
        guards.recorded_by_the_clock("activity_coveragedecision"),
    ]
