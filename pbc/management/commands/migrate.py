import time
from contextlib import contextmanager, suppress

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import Error, OperationalError, connections

from pbc import tables
from pbc.core import grants
from pbc.embedded import postgres, schema

ONLY_LOOKS = ("plan", "check_unapplied")
ONLY_PARTLY = ("app_label", "fake", "fake_initial", "prune", *ONLY_LOOKS)

# Who asks for a lock on a table has everybody wait who comes after: so it is asked for shortly,
# and again a moment later, when those who waited are done.
LOCK_SECONDS = 2
TRIES, PAUSE = 5, 1  # seconds between two
BESIDE_SECONDS = 600  # CONCURRENTLY waits for whoever began before it, and nobody waits for it
NO_LOCK = "55P03"
GIVEN_UP = (
    "Somebody holds a table for longer than a migration may wait for it ({seconds} seconds, {tries}"
    " times), because everybody else would wait too. What is done so far stands whole, and the site"
    " goes on with it. Call migrate again in some minutes; if it ends like this again, see what"
    " runs for long: a backup, a large file, an open psql."
)


class Command(migrate.Command):
    """Django's migrate, between what it rests on and what must follow it.

    The extensions come first, and in an empty database the tables, all at once; then the rights
    of pbc_app are laid, and what was done is noted. It may run beside a site that is used.
    """

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        for left in reversed(range(TRIES)):
            try:
                with _short_locks(connection):
                    return self._bring_up_to_date(connection, *args, **options)
            except OperationalError as fault:
                if getattr(fault.__cause__, "pgcode", None) != NO_LOCK:
                    raise
                if not left:
                    said = GIVEN_UP.format(seconds=LOCK_SECONDS, tries=TRIES)
                    raise CommandError(said) from fault
            time.sleep(PAUSE)

    def _bring_up_to_date(self, connection, *args, **options):
        with connection.cursor() as cursor:
            for extension in postgres.EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
            if not any(options[name] for name in ONLY_LOOKS):
                cursor.execute(schema.FORGET)  # what is cut short here is not up to date
        whole = not any(options[name] for name in ONLY_PARTLY)
        if whole and tables.are_absent(connection):
            tables.make(connection)
        super().handle(*args, **options)
        grants.lay(connection)
        if whole:
            schema.record(connection)


@contextmanager
def _short_locks(connection):
    """Wait for no lock longer than LOCK_SECONDS, and for those that nobody queues behind longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        [before] = cursor.fetchone()
    _wait_at_most(connection, f"{LOCK_SECONDS}s")
    try:
        with connection.execute_wrapper(_patient_beside):
            yield
    finally:
        with suppress(Error):  # the server went away, and that is said already
            _wait_at_most(connection, before)


def _patient_beside(execute, sql, params, many, context):
    if " CONCURRENTLY " not in str(sql):
        return execute(sql, params, many, context)
    connection = context["connection"]
    _wait_at_most(connection, f"{BESIDE_SECONDS}s")
    try:
        return execute(sql, params, many, context)
    finally:
        _wait_at_most(connection, f"{LOCK_SECONDS}s")


def _wait_at_most(connection, value):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [value])
