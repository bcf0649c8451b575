from django.db import migrations, models

from activity import purge_parts_sql


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0023_a_purge_names_its_content"),
        ("core", "0034_purged_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="purged",
            name="lines_hash",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
        migrations.RunSQL(purge_parts_sql.FORWARD, purge_parts_sql.BACK),
    ]
