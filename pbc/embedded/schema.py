"""The tables of the embedded database, brought up to date before a command uses them."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from pbc.core import grants
from pbc.embedded import postgres
from pbc.embedded.places import CHECKOUT, Unusable, locked

TABLES = CHECKOUT / "pbc" / "tables.sql"  # see pbc.tables
RECORDED = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
COMMENT = "SELECT format('COMMENT ON DATABASE %%I IS %%L', current_database(), %s)"
FORGET = """
DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS NULL', current_database()); END $$;
"""
HAS_TABLES = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')"


def ensure():
    """Migrate as pbc_owner when a migration has come since the last time; else a glance."""
    if is_up_to_date():
        return
    with locked("schema"):
        if not is_up_to_date():
            migrate_apart()


def fill():
    """Make the tables of a database that has none, under the lock of the schema. Where they are
    those of this checkout nothing is left to migrate: their rights are laid, and it is noted."""
    text = TABLES.read_text(encoding="utf-8")
    connection = postgres.connect(user="pbc_owner")
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(HAS_TABLES)
            if cursor.fetchone()[0]:
                return
            cursor.execute(text)
            if text.startswith(head()):
                grants.lay(connection)
                record(connection)
    finally:
        connection.close()


def head() -> str:
    """The first line of tables that stand for the schema of this checkout."""
    return f"-- Written by `make tables`, for the schema {fingerprint()}.\n"


def is_up_to_date() -> bool:
    connection = postgres.connect()
    try:
        with connection.cursor() as cursor:
            cursor.execute(RECORDED, ["pbc"])
            return cursor.fetchone()[0] == fingerprint()
    finally:
        connection.close()


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
    with connection.cursor() as cursor:
        cursor.execute(COMMENT, [fingerprint()])
        cursor.execute(cursor.fetchone()[0])


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
