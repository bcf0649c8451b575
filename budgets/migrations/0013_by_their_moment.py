from django.db import migrations, models

# What is news on a desk is looked for by its moment.
INDEXES = (("budgetentry", "entries_by_moment"),)


def beside_those_who_write(model, name):
    """An index; what a cut left half made is none, and is made anew."""
    anew = f"DROP INDEX CONCURRENTLY IF EXISTS {name}"
    index = models.Index(fields=["recorded_at"], name=name)
    return [
        migrations.RunSQL(anew, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON budgets_{model} (recorded_at)",
            anew,
            state_operations=[migrations.AddIndex(model, index)],
        ),
    ]


class Migration(migrations.Migration):
    # No transaction can make an index beside those who write.
    atomic = False

    dependencies = [("budgets", "0012_noted")]

    operations = [one for index in INDEXES for one in beside_those_who_write(*index)]
