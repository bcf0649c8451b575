"""All tables of an empty database at once: what the migrations have come to, as SQL.

`tables.sql` is what the migrations said to the database when they last ran one by one, and Django
after them, written down by `manage.py write_tables`. An empty database is made from it in a tenth
of the time.
Migrations that came after it follow as usual, and a database that has tables never meets it.
"""

import re

from django.core.management.sql import emit_post_migrate_signal
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from pbc.embedded import schema
from pbc.embedded.schema import TABLES as FILE

BESIDE = re.compile(r"^((?:CREATE(?: UNIQUE)?|DROP) INDEX) CONCURRENTLY\b")
NOTED = 'INSERT INTO "django_migrations"'
LEFT_OUT = ("SELECT", "SAVEPOINT", "RELEASE", NOTED)


def are_absent(connection) -> bool:
    """Whether the database has no table yet, so that all can be made at once."""
    return not connection.introspection.table_names()


def make(connection):
    """Make every table that the file has, and note the migrations that it stands for."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(FILE.read_text(encoding="utf-8"))


def write(connection):
    """Run the migrations one by one in an empty database, and write down what they said to it."""
    said = []

    def listen(execute, sql, params, many, context):
        said.append(_as_text(connection, sql, params))
        return execute(sql, params, many, context)

    executor = MigrationExecutor(connection)
    with connection.execute_wrapper(listen):
        executor.migrate(executor.loader.graph.leaf_nodes())
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    statements = [_at_once(text) for text in said if not text.startswith(LEFT_OUT)]
    whole = [schema.head(), *statements, _migrations(connection)]
    FILE.write_text("".join(whole), encoding="utf-8")


def _at_once(statement):
    """A statement as one transaction can have it: nobody writes beside it in an empty database."""
    return BESIDE.sub(r"\1", statement)


def _as_text(connection, sql, params):
    """One statement as the database gets it, its values inside, with a semicolon at its end."""
    with connection.cursor() as cursor:
        text = sql if params is None else cursor.cursor.mogrify(sql, params).decode()
    return str(text).strip().rstrip(";") + ";\n"


def _migrations(connection):
    rows = MigrationRecorder(connection).migration_qs.order_by("pk").values_list("app", "name")
    values = ",\n".join(f"('{app}', '{name}', now())" for app, name in rows)
    return f'{NOTED} ("app", "name", "applied") VALUES\n{values};\n'
