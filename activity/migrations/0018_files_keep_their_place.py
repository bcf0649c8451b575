from django.db import migrations

from activity import moves_sql


class Migration(migrations.Migration):
    dependencies = [("activity", "0017_slices_are_guarded")]

    operations = [migrations.RunSQL(moves_sql.IN_ORDER, migrations.RunSQL.noop)]
