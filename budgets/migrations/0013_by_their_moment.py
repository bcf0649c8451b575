from django.db import migrations

from pbc.core import indexes


class Migration(migrations.Migration):
    # No transaction can make an index beside those who write.
    atomic = False

    dependencies = [("budgets", "0012_noted")]

    # What is news on a desk is looked for by its moment.
    operations = indexes.by_moment("budgets_budgetentry", "budgetentry", "entries_by_moment")
