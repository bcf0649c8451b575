from django.db import migrations

from activity import purge_parts_sql


class Migration(migrations.Migration):
    dependencies = [("activity", "0024_purges_in_parts")]

    operations = [
        migrations.RunSQL(purge_parts_sql.CARRY_OUT_OF_ONE_TYPE, purge_parts_sql.CARRY_OUT),
    ]
