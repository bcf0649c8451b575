"""Indexes that a migration makes beside those who write, and that need no lock of a table."""

from django.db import migrations, models


def by_moment(table, model, name):
    """The operations that index a table by `recorded_at`, for a migration that is not atomic."""
    return beside(table, model, models.Index(fields=["recorded_at"], name=name), "recorded_at")


def beside(table, model, index, columns):
    """The operations that make an index of these columns, as PostgreSQL has them, for a migration
    that is not atomic; what a cut left half made is none, and is made anew."""
    anew = f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}"
    return [
        migrations.RunSQL(anew, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {index.name} ON {table} ({columns})",
            anew,
            state_operations=[migrations.AddIndex(model, index)],
        ),
    ]
