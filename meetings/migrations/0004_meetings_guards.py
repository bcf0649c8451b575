from django.db import migrations

from pbc.core import guards

KEPT = ("body", "seat", "series", "meeting", "item", "paper", "report")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_meetings"), ("core", "0002_guards")]

    operations = [
        *(guards.never_removed(f"meetings_{table}") for table in KEPT),
        guards.recorded_by_the_clock("meetings_paper"),
    ]
