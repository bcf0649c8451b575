"""A new site makes its tables at once, an old one by its migrations: both come to the same."""

import subprocess

import pytest

from pbc.embedded import postgres
from tests.installation import Installation

OLD = {"activity": "0004", "budgets": "0003", "core": "0002"}  # as a site of some months ago
PERMISSIONS = """
SELECT model, codename FROM auth_permission p JOIN django_content_type t ON t.id = content_type_id
ORDER BY model, codename
"""
TO_COMPARE = (
    "SELECT app, name FROM django_migrations ORDER BY app, name",
    "SELECT code, name FROM activity_feed ORDER BY code",
    "SELECT app_label, model FROM django_content_type ORDER BY app_label, model",
    PERMISSIONS,
)


@pytest.fixture
def sites():
    """Two sites that have not begun yet."""
    both = Installation(), Installation()
    yield both
    for one in both:
        one.remove()


def test_an_old_site_that_is_brought_up_to_date_has_the_tables_of_a_new_one(sites):
    new, old = sites
    for app, migration in OLD.items():
        old("migrate", app, migration)
    assert "[ ] 0008" in old("showmigrations", "activity")
    old("migrate", "--plan")  # which changes nothing, so nothing is noted as done

    assert schema_of(old) == schema_of(new)
    for question in TO_COMPARE:
        assert old.sql(question) == new.sql(question)


def test_a_site_that_is_begun_early_is_the_same_and_who_comes_meanwhile_waits_for_it_r9(sites):
    early, usual = sites

    beginning = early.begin_early()

    assert early("shell", "--no-imports", "-c", "print(7)") == "7\n"
    assert beginning.wait(timeout=120) == 0
    assert schema_of(early) == schema_of(usual)
    for question in TO_COMPARE:
        assert early.sql(question) == usual.sql(question)


def schema_of(site):
    """The whole schema as pg_dump writes it, the mark of the one dump left out."""
    site("services", "start")
    command = [postgres.programs() / "pg_dump", "--schema-only", "--username=pbc_owner"]
    command += [f"--host={site.sockets()}", "pbc"]
    dump = subprocess.run(command, capture_output=True, text=True)
    assert dump.returncode == 0, dump.stderr
    return [line for line in dump.stdout.splitlines() if "restrict" not in line.split(" ")[0]]
