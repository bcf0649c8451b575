from django.db import migrations

from activity import lines_sql, moves_sql
from pbc.core import guards

BACK = guards.as_they_were(lines_sql.POINTERS, "guard_move")


class Migration(migrations.Migration):
    dependencies = [("activity", "0011_told_of_no_move"), ("core", "0004_one_order")]

    operations = [
        guards.known_by_the_clock("activity_countsfor"),
        guards.known_by_the_clock("activity_listsize"),
        migrations.RunSQL(moves_sql.GUARD_MOVE, BACK),
    ]
