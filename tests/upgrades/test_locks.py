"""R9: who migrates beside a site in use waits shortly for a lock, and says so in words."""

from contextlib import closing

import pytest

from tests.upgrades.test_there_and_back import connected

ADDED = "SELECT count(*) FROM information_schema.columns WHERE column_name = 'of_account'"
BESIDE = """
SELECT count(*) FROM pg_stat_activity
WHERE query LIKE '%% CONCURRENTLY %%' AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()
  AND clock_timestamp() - query_start > interval '3 seconds'
"""


@pytest.fixture
def somebody(site):
    """Somebody with a connection to the database of a site that is up to date."""
    site("migrate")
    with closing(connected(site.sockets(), "pbc_owner")) as database, database.cursor() as cursor:
        yield cursor


def test_a_lock_that_is_held_for_long_ends_a_migration_whole_and_in_words_r9(site, somebody):
    site("migrate", "meetings", "0025")
    somebody.execute("BEGIN; LOCK TABLE meetings_actionlink IN ACCESS SHARE MODE")

    migrating = site.start("migrate")
    with closing(connected(site.sockets(), "pbc_app", " -c lock_timeout=3s")) as page:
        while migrating.poll() is None:
            page.cursor().execute("SELECT 1 FROM meetings_actionlink")
    _, complained = migrating.communicate()
    somebody.execute(ADDED)
    between = somebody.fetchone()
    somebody.execute("COMMIT")
    site("migrate")
    somebody.execute(ADDED)

    assert migrating.returncode == 1
    assert "CommandError: Somebody holds a table for longer" in complained
    assert "Traceback" not in complained
    assert (between, somebody.fetchone()) == ((0,), (1,))


def test_an_index_that_is_made_beside_the_writers_waits_for_a_long_reader_r9(site, somebody):
    site("migrate", "meetings", "0023")
    somebody.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM meetings_answer")

    migrating = site.start("migrate")
    with closing(connected(site.sockets(), "pbc_owner")) as looker, looker.cursor() as cursor:
        waits = 0
        while not waits and migrating.poll() is None:
            cursor.execute(BESIDE)
            [waits] = cursor.fetchone()
    somebody.execute("COMMIT")
    _, complained = migrating.communicate()

    assert waits
    assert (migrating.returncode, complained) == (0, "")
