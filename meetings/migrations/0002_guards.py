from django.db import migrations

from pbc.core import guards


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("core", "0002_guards")]

    operations = [
        guards.never_removed("meetings_action"),
        guards.recorded_by_the_clock("meetings_action"),
        guards.insert_only("meetings_actionnote"),
        guards.recorded_by_the_clock("meetings_actionnote"),
    ]
