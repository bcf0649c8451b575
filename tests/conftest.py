"""The test database: made by pbc_owner with every migration and grant, used as pbc_app.

A test that asks for the database works with the rights of the site. What only the owner of the
tables may do (plant a row that the site could not, look at a catalogue) goes through the fixture
`owner`, which has the methods of a cursor.

A transactional test leaves committed rows; afterwards every table is emptied by the owner and
what the migrations had put there is put back.
"""

import fcntl
import os

import pytest
from django.core.signals import setting_changed
from django.db import connection, transaction
from django.test import TransactionTestCase

from pbc import embedded
from pbc.core import statements
from pbc.core.templatetags import rows
from pbc.embedded import places

AS_THE_SITE = " -c role=pbc_app -c lock_timeout=3000"
FIXED = ("django_migrations", "django_content_type", "auth_permission")
TABLES = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition AND c.relname <> ALL(%s)
ORDER BY c.oid
"""
# A statement that is kept, and a row, hangs on the settings of the site as they were.
setting_changed.connect(statements.forget)
setting_changed.connect(rows.forget)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Have the servers running, and keep other test runs of this checkout waiting."""
    with open(places.var() / "tests.lock", "w") as lock:
        if "PYTEST_XDIST_WORKER" not in os.environ:
            fcntl.flock(lock, fcntl.LOCK_EX)
        embedded.start(schema=False, wait=True)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Step down from pbc_owner to pbc_app once the database stands."""
    options = connection.settings_dict["OPTIONS"]
    as_owner = options["options"]
    with django_db_blocker.unblock():
        keep_what_migrations_put_there()
        connection.close()
        options["options"] = as_owner + AS_THE_SITE
    yield
    with django_db_blocker.unblock():
        connection.close()
        options["options"] = as_owner


class Owner:
    """A cursor whose statements run as pbc_owner, in the transaction of the test."""

    def execute(self, statement, values=None):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            cursor.execute(statement, values)
            self.rows = iter(cursor.fetchall() if cursor.description else [])
            cursor.execute("RESET ROLE")
        return self

    def fetchone(self):
        return next(self.rows, None)

    def fetchall(self):
        return list(self.rows)


@pytest.fixture
def in_words(settings):
    """Has every statement sent in its own words, and none by the name that it is prepared under."""
    settings.PBC_PREPARED_STATEMENTS = False


@pytest.fixture
def owner(db):
    """What only the owner of the tables may do: `owner.execute(...)`, `owner.fetchall()`."""
    return Owner()


def keep_what_migrations_put_there():
    """Copy the rows of a fresh database aside, one table of the schema `kept` a table."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA kept")
        for table in tables(cursor):
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone() and not table.endswith("event"):
                cursor.execute(f'CREATE TABLE kept."{table}" AS TABLE "{table}"')


def tables(cursor):
    cursor.execute(TABLES, [list(FIXED)])
    return [name for (name,) in cursor.fetchall()]


def put_back(self):
    """In place of Django's flush, which may not empty tables as pbc_app."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute("SET LOCAL lock_timeout = '20s'")  # a thread of the test may end late
        names = ", ".join(f'"{name}"' for name in tables(cursor))
        cursor.execute(f"TRUNCATE {names} CASCADE")
        cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = 'kept'::regnamespace")
        for (name,) in cursor.fetchall():
            cursor.execute(f'INSERT INTO "{name}" SELECT * FROM kept."{name}"')
        cursor.execute("RESET ROLE")


TransactionTestCase._fixture_teardown = put_back


OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
AND backend_type = 'client backend'
"""


@pytest.fixture(scope="session")
def empty_the_tables():
    """For tests that commit what several of them read: call it after the last. It also ends what
    a server that was stopped has left open."""

    def emptied():
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            cursor.execute(OTHERS)
            cursor.execute("RESET ROLE")
        put_back(None)

    return emptied
