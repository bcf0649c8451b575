"""Indexes that a migration makes beside those who write, and that need no lock of a table."""

from django.db import migrations, models


def by_moment(table, model, name):
    """The operations that index a table by `recorded_at`, for a migration that is not atomic; what
    a cut left half made is none, and is made anew."""
    anew = f"DROP INDEX CONCURRENTLY IF EXISTS {name}"
    index = models.Index(fields=["recorded_at"], name=name)
    return [
        migrations.RunSQL(anew, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {table} (recorded_at)",
            anew,
            state_operations=[migrations.AddIndex(model, index)],
        ),
    ]
