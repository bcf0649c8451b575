from django.db import migrations

from pbc.core import guards

KNOWN = ("budgetentry", "allocation", "controltotal", "otherspend")


class Migration(migrations.Migration):
    dependencies = [("budgets", "0003_guards"), ("core", "0004_one_order")]

    operations = [guards.known_by_the_clock(f"budgets_{name}") for name in KNOWN]
