"""The tables of the embedded database, brought up to date before a command uses them."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from pbc.embedded import postgres
from pbc.embedded.places import CHECKOUT, Unusable, locked

TABLES = CHECKOUT / "pbc" / "tables.sql"  # see pbc.tables
RECORDED = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
HAS_TABLES = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')"


def ensure():
    """Migrate as pbc_owner when a migration has come since the last time; else a glance."""
    if is_up_to_date():
        return
    with locked("schema"):
        if not is_up_to_date():
            migrate_apart()


def fill():
    """Make the tables of a database that has none, under the lock of the schema. It needs no
    Django; the migration that comes after it does the rest."""
    connection = postgres.connect(user="pbc_owner")
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(HAS_TABLES)
            if not cursor.fetchone()[0]:
                cursor.execute(TABLES.read_text(encoding="utf-8"))
    finally:
        connection.close()


def is_up_to_date() -> bool:
    connection = postgres.connect()
    try:
        with connection.cursor() as cursor:
            cursor.execute(RECORDED, ["pbc"])
            return cursor.fetchone()[0] == fingerprint()
    finally:
        connection.close()


def migrate_here():
    """The same under the lock in this process: Django is set up, and its role is the owner."""
    from django.core.management import call_command

    if not is_up_to_date():
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


def migrate_apart():
    """Run `manage.py migrate`, which lays the grants too and writes the fingerprint down."""
    command = [sys.executable, str(CHECKOUT / "manage.py"), "migrate", "--no-input", "-v", "0"]
    command += ["--skip-checks"]  # what the command checks that waits for this
    environment = {**os.environ, "PBC_DB_ROLE": "owner"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Unusable(f"The database could not be brought up to date.\n{done.stderr.strip()}")


def record(connection):
    """Write the fingerprint down in the database itself, as its owner, after a migration."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {name} IS %s", [fingerprint()])


def fingerprint() -> str:
    """What the schema is made of: the names of all migrations, and the grants."""
    from django.conf import settings

    mark = hashlib.sha256()
    for app in settings.INSTALLED_APPS:
        for path in sorted(_folder(app).glob("migrations/[0-9]*.py")):
            mark.update(f"{app} {path.name}\n".encode())
    mark.update((CHECKOUT / "pbc" / "core" / "grants.py").read_bytes())
    return mark.hexdigest()


def _folder(app: str) -> Path:
    found = importlib.util.find_spec(app)
    if found is None or found.origin is None:
        raise Unusable(f"The package {app} is not installed.")
    return Path(found.origin).parent
