from django.db import migrations

from activity import moves_sql
from pbc.core import guards


class Migration(migrations.Migration):
    dependencies = [("activity", "0011_told_of_no_move"), ("core", "0004_one_order")]

    operations = [
        guards.known_by_the_clock("activity_countsfor"),
        guards.known_by_the_clock("activity_listsize"),
        migrations.RunSQL(moves_sql.GUARD_MOVE, migrations.RunSQL.noop),
    ]
