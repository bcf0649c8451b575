from django.db import migrations

from activity import moves_sql


class Migration(migrations.Migration):
    dependencies = [("activity", "0018_files_keep_their_place")]

    operations = [migrations.RunSQL(moves_sql.COVERED_AS_SAID, moves_sql.COVERED)]
