"""M2: the site can neither change the schema nor switch a guard off, nor touch the audit."""

import pytest

from tests.database.conftest import FORBIDDEN, OWNER

LINES = "activity_activityline"


def case(sentence, statement, because=FORBIDDEN):
    return pytest.param(statement, because, id=sentence)


REFUSED = [
    case("a table made", "CREATE TABLE mine (id int)"),
    case("a schema made", "CREATE SCHEMA mine"),
    case(
        "a temporary table that would stand before ours",
        f"CREATE TEMPORARY TABLE {LINES} (submission_id bigint)",
        "permission denied to create temporary tables",
    ),
    case("a view made", f"CREATE VIEW mine AS SELECT * FROM {LINES}"),
    case("a function made", "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
    case(
        "a guard's function replaced",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RETURN NEW; END'",
    ),
    case("a guard's function made harmless", "ALTER FUNCTION refuse_change() SET x.y = 'z'"),
    case("a table removed", "DROP TABLE budgets_budgetentry"),
    case("a table changed", "ALTER TABLE budgets_budgetentry ADD COLUMN mine int"),
    case("a constraint removed", "ALTER TABLE budgets_budgetentry DROP CONSTRAINT one"),
    case("a table emptied", "TRUNCATE activity_activityline CASCADE"),
    case("an audit emptied", "TRUNCATE pghistory_context CASCADE"),
    case("a trigger switched off", f"ALTER TABLE {LINES} DISABLE TRIGGER ALL"),
    case("a trigger removed", f"DROP TRIGGER insert_only ON {LINES}"),
    case("all triggers switched off", "SET LOCAL session_replication_role = replica"),
    case(
        "a line put straight into a partition",
        f"INSERT INTO {LINES}_2006 SELECT * FROM {LINES}",
    ),
    case("a partition taken off", f"ALTER TABLE {LINES} DETACH PARTITION {LINES}_2006"),
    case(
        "a year given room that finance has not opened",
        "SELECT make_room_for_year(1999)",
        "the year 1999 has not been opened",
    ),
    case("a migration recorded", "INSERT INTO django_migrations (app) VALUES ('mine')"),
    case("a migration forgotten", "DELETE FROM django_migrations"),
    case("a sequence set back", "SELECT setval('activity_submission_id_seq', 1)"),
    case("a right taken", "GRANT pbc_owner TO pbc_app"),
    case("a program run", f"COPY {LINES} TO PROGRAM 'cat'"),
]
AUDIT = ("core_practicelocalityevent", "activity_submissionevent", "pghistory_context")


@pytest.mark.parametrize(("statement", "because"), REFUSED)
def test_the_site_may_not(database, statement, because):
    database.refused(statement, because)


@pytest.mark.parametrize("table", AUDIT)
def test_the_site_neither_changes_nor_removes_what_the_audit_says(database, table):
    stamp = "pgh_label" if table.endswith("event") else "metadata"

    database.refused(f"UPDATE {table} SET {stamp} = {stamp}", FORBIDDEN)
    database.refused(f"DELETE FROM {table}", FORBIDDEN)


@pytest.mark.parametrize("table", ["meetings_actionlink", "meetings_actionlinkuse"])
def test_the_site_neither_changes_nor_removes_a_link_of_a_mail_or_its_use(database, table):
    column = "used_at" if table.endswith("use") else "expires_at"

    database.refused(f"UPDATE {table} SET {column} = now()", FORBIDDEN)
    database.refused(f"DELETE FROM {table}", FORBIDDEN)


def test_every_table_of_the_audit_is_closed_to_the_site(database):
    open_to_it = database.run(
        "SELECT relname FROM pg_class WHERE relname ~ '(event|^pghistory_context)$' "
        "AND relkind = 'r' AND (has_table_privilege('pbc_app', oid, 'UPDATE') "
        "OR has_table_privilege('pbc_app', oid, 'DELETE') "
        "OR has_table_privilege('pbc_app', oid, 'TRUNCATE'))",
        OWNER,
    )

    assert open_to_it == []


def test_the_owner_opens_a_year_and_the_site_makes_room_for_it(database):
    database.run(
        "INSERT INTO core_financialyear (year, opened_on, reason, version)"
        " VALUES (2030, '2030-04-01', '', 1); "
        "SELECT make_room_for_year(2030)"
    )
