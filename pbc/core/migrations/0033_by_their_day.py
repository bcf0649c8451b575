from django.db import migrations, models

# What goes after a time is looked for by its day, and what is news on a desk by its moment.
INDEXES = (
    (
        "errand",
        models.Index(
            fields=["finished_at"],
            condition=models.Q(state="DONE"),
            name="errands_done_by_day",
        ),
        "core_errand (finished_at) WHERE state = 'DONE'",
    ),
    ("look", models.Index(fields=["looked_at"], name="looks_by_day"), "core_look (looked_at)"),
    *(
        (
            event,
            models.Index(fields=["pgh_created_at"], name=name),
            f"core_{event} (pgh_created_at)",
        )
        for event, name in (
            ("practiceevent", "practices_recorded"),
            ("practicelocalityevent", "places_recorded"),
            ("practicemergerevent", "mergers_recorded"),
            ("groupmembershipevent", "memberships_recorded"),
            ("appointmentevent", "appointments_recorded"),
        )
    ),
)


def beside_those_who_write(model, index, on):
    """An index; what a cut left half made is none, and is made anew."""
    anew = f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}"
    return [
        migrations.RunSQL(anew, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {index.name} ON {on}",
            anew,
            state_operations=[migrations.AddIndex(model, index)],
        ),
    ]


class Migration(migrations.Migration):
    # No transaction can make an index beside those who write.
    atomic = False

    dependencies = [("core", "0032_a_passkey_is_one_persons")]

    operations = [one for index in INDEXES for one in beside_those_who_write(*index)]
