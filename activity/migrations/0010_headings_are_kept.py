from django.db import migrations

from activity import headings_sql
from pbc.core import guards


class Migration(migrations.Migration):
    dependencies = [("activity", "0009_resolved_heading")]

    operations = [
        migrations.RunSQL(headings_sql.FILL, migrations.RunSQL.noop),
        migrations.RunSQL(headings_sql.ROLL_UP, migrations.RunSQL.noop),
        migrations.RunSQL(headings_sql.DIFFERENCES, migrations.RunSQL.noop),
        guards.insert_only("activity_resolvedheading"),
    ]
