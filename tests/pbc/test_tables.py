"""A new site makes its tables at once, an old one by its migrations: both come to the same."""

import subprocess

import psycopg2
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


# What a run leaves behind that was cut short between any two of its steps, of three indexes: the
# old one gone and the new one not named yet; the new one not told what to keep; half of a new one.
CUT_SHORT = """
ALTER INDEX actions_by_words RENAME TO actions_by_words_anew;
ALTER INDEX actions_by_words_anew ALTER COLUMN 1 SET STATISTICS 0;
CREATE INDEX concerns_by_words_anew ON meetings_concern USING gin (meetings_stems(text));
CREATE INDEX answers_by_words ON meetings_answer USING gin (meetings_stems(words));
"""
STATISTICS = """
SELECT c.relname, coalesce(a.attstattarget, -1) FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relname LIKE '%_by_words%' ORDER BY 1
"""


def test_indexes_of_words_are_made_anew_beside_who_writes_and_again_after_a_cut(sites):
    """To the owner directly: any command of the site would first bring it up to date."""
    site, _ = sites
    whole = schema_of(site)
    site("migrate", "meetings", "0023")
    database = psycopg2.connect(host=site.sockets(), user="pbc_owner", dbname="pbc")
    database.autocommit = True

    with database.cursor() as cursor:
        cursor.execute(STATISTICS)
        before = dict(cursor.fetchall())
        cursor.execute(CUT_SHORT)
        site("migrate")
        cursor.execute(STATISTICS)
        after = dict(cursor.fetchall())
    database.close()

    assert set(before.values()) == {-1}
    assert after == {**dict.fromkeys(before, 0), "answers_by_words": 0, "copies_by_words": 0}
    assert schema_of(site) == whole


A_YEAR = """
INSERT INTO core_financialyear (year, opened_on)
  VALUES (2006, DATE '2006-04-01'), (2007, DATE '2007-04-01');
SELECT make_room_for_year(2006), make_room_for_year(2007)
"""
# Cut short while the index of the second year was built.
HALF_BUILT = """
CREATE INDEX lines_by_cost
  ON ONLY activity_activityline (actual_cost DESC, submission_id, "row", id);
CREATE INDEX activity_activityline_2006_by_cost
  ON activity_activityline_2006 (actual_cost DESC, submission_id, "row", id);
ALTER INDEX lines_by_cost ATTACH PARTITION activity_activityline_2006_by_cost;
CREATE INDEX activity_activityline_2007_by_cost ON activity_activityline_2007 (actual_cost)
"""
BY_COST = """
SELECT i.indrelid::regclass::text, i.indisvalid, i.indnatts FROM pg_index i
  JOIN pg_partition_tree('lines_by_cost') t ON t.relid = i.indexrelid ORDER BY 1
"""


def test_the_years_of_a_site_get_their_index_by_cost_and_again_after_a_cut(sites):
    site, _ = sites
    site("migrate", "activity", "0020")
    database = psycopg2.connect(host=site.sockets(), user="pbc_owner", dbname="pbc")
    database.autocommit = True

    with database.cursor() as cursor:
        cursor.execute(A_YEAR)
        cursor.execute(HALF_BUILT)
        site("migrate")
        cursor.execute(BY_COST)
        found = cursor.fetchall()
    database.close()

    tables = ("", "_2006", "_2007")
    assert found == [(f"activity_activityline{year}", True, 4) for year in tables]


def schema_of(site):
    """The whole schema as pg_dump writes it, the mark of the one dump left out."""
    site("services", "start")
    command = [postgres.programs() / "pg_dump", "--schema-only", "--username=pbc_owner"]
    command += [f"--host={site.sockets()}", "pbc"]
    dump = subprocess.run(command, capture_output=True, text=True)
    assert dump.returncode == 0, dump.stderr
    return [line for line in dump.stdout.splitlines() if "restrict" not in line.split(" ")[0]]
