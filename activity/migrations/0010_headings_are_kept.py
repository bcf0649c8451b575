from django.db import migrations

from activity import headings_sql, lines_sql
from pbc.core import guards

EMPTY = "DELETE FROM activity_resolvedheading"  # it is filled where there is none
ROLL_UP_BACK = guards.as_they_were(lines_sql.ROLL_UPS, "roll_up")
DIFFERENCES_BACK = guards.as_they_were(lines_sql.ROLL_UPS, "roll_up_differences")


class Migration(migrations.Migration):
    dependencies = [("activity", "0009_resolved_heading")]

    operations = [
        migrations.RunSQL(headings_sql.FILL, EMPTY),
        migrations.RunSQL(headings_sql.ROLL_UP, ROLL_UP_BACK),
        migrations.RunSQL(headings_sql.DIFFERENCES, DIFFERENCES_BACK),
        guards.insert_only("activity_resolvedheading"),
    ]
