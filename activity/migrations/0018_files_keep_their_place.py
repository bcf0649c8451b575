from django.db import migrations

from activity import moves_sql
from pbc.core import guards

FUNCTIONS = ("check_pointer", "pointers_follow_state")
BACK = "DROP FUNCTION place_of(bigint, boolean);"
BACK += guards.as_they_were(moves_sql.FOLLOWS, *FUNCTIONS)


class Migration(migrations.Migration):
    dependencies = [("activity", "0017_slices_are_guarded")]

    operations = [migrations.RunSQL(moves_sql.IN_ORDER, BACK)]
