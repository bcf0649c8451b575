from django.db import migrations

from pbc.core import guards


class Migration(migrations.Migration):
    dependencies = [("activity", "0005_notice")]

    operations = [
        guards.insert_only("activity_notice"),
        guards.recorded_by_the_clock("activity_notice"),
    ]
