from django.db import migrations

from activity import purge_sql


class Migration(migrations.Migration):
    dependencies = [("activity", "0022_purges")]

    operations = [
        migrations.RunSQL(purge_sql.NAMES_ITS_CONTENT, purge_sql.NAMES_NOTHING),
    ]
