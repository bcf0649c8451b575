"""M2: rows that were read add up to what their submission says, whoever writes the statement."""

import io

import pytest
from django.db import connection, transaction

from tests.database.conftest import FORBIDDEN, OWNER, ROLES, SITE, another

LINES, POSITIONS = "activity_activityline", "activity_positionrollup"
PUBLISHED, STAGED = "submission_id = the_published", "submission_id = the_staged"
A_PENNY = "UPDATE activity_submission SET money_read = {0}, money_staged = {0} WHERE id = {1}"
NEW_FILE = "activity_submission", "id = the_received"


def case(sentence, statement, because):
    return pytest.param(statement, because, id=sentence)


UNBALANCED = [
    case("a line too many in a published file", another(LINES, PUBLISHED), "does not balance"),
    case("a line too many in a staged file", another(LINES, STAGED), "does not balance"),
    case(
        "two lines that cancel out",
        f"{another(LINES, PUBLISHED, actual_cost=7)}; {another(LINES, PUBLISHED, actual_cost=-7)}",
        "does not balance",
    ),
    case(
        "a line of nothing",
        another(LINES, PUBLISHED, actual_cost=0, plan_activity=0, actual_activity=0),
        "does not balance",
    ),
    case(
        "a line too many that the file owns up to",
        f"{another(LINES, PUBLISHED, actual_cost=0)}; UPDATE activity_submission SET "
        "rows_read = rows_read + 1, rows_staged = rows_staged + 1 WHERE id = the_published",
        "what was read is kept",
    ),
    case(
        "an opening figure slipped in",
        another(LINES, PUBLISHED, first_month=0, month=5),
        "roll-up is not what its lines add up to",
    ),
    case(
        "an opening figure slipped in with its roll-up",
        f"{another(LINES, PUBLISHED, first_month=0, month=5)}; "
        f"{another(POSITIONS, PUBLISHED, first_month=0, month=5)}",
        "its detail roll-up is not what its lines add up to in month 5",
    ),
    case(
        "a roll-up whose heading nobody resolved",
        f"{another(LINES, STAGED, submission_id='the_received')}; "
        f"{another(POSITIONS, STAGED, submission_id='the_received')}; "
        f"{another('activity_detailrollup', STAGED, submission_id='the_received')}; "
        "UPDATE activity_submission SET rows_read = 1, rows_staged = 1, money_read = 900, "
        "money_staged = 900, state = 'STAGED' WHERE id = the_received",
        "its headings roll-up is not what its lines add up to",
    ),
    case(
        "another heading for what was read",
        another("activity_resolvedheading", PUBLISHED),
        "a_reading_resolves_a_heading_once",
    ),
    case("a parked row too many", another("activity_parkedrow", PUBLISHED), "does not balance"),
    case(
        "a parked row without money too many",
        another("activity_parkedrow", STAGED, money=0),
        "does not balance",
    ),
    case(
        "money in the roll-up that no line has",
        another(POSITIONS, PUBLISHED, practice_id=None, first_month=0),
        "its positions roll-up is not what its lines add up to",
    ),
    case(
        "money moved between practices in the roll-up",
        f"{another(POSITIONS, PUBLISHED, month=5, first_month=5, actual_cost=7)}; "
        f"{another(POSITIONS, PUBLISHED, month=4, first_month=4, actual_cost=-7)}",
        "its positions roll-up is not what its lines add up to",
    ),
    case(
        "money in the roll-up for drilling that no line has",
        another("activity_detailrollup", PUBLISHED, provider_given="RAL"),
        "its detail roll-up is not what its lines add up to",
    ),
    case(
        "a file that says more than it brings",
        another(*NEW_FILE, rules_version=2, rows_read=1, rows_staged=1),
        "does not balance",
    ),
    case(
        "a file that says money and brings none",
        another(*NEW_FILE, rules_version=2, money_read="0.01", money_staged="0.01"),
        "does not balance",
    ),
    case(
        "lines staged without their roll-up",
        f"{another(LINES, STAGED, submission_id='the_received')}; UPDATE activity_submission "
        "SET rows_read = 1, rows_staged = 1, money_read = 900, money_staged = 900, "
        "state = 'STAGED' WHERE id = the_received",
        "its positions roll-up is not what its lines add up to",
    ),
]
NOT_ROWS = [
    case(
        "a line of a submission that is not there",
        another(LINES, PUBLISHED, submission_id=999999),
        "no row of a submission that is not there",
    ),
    case("a line of a year that is not opened", another(LINES, year=1999), "no partition"),
    case(
        "a line of a month that is none", another(LINES, month=14, first_month=14), "of_a_month_or"
    ),
    case(
        "a line whose span is no opening", another(LINES, month=6, first_month=2), "of_a_month_or"
    ),
    case("a line of nobody", another(LINES, practice_given=""), "a_line_says_whose_it_is"),
    case("a line whose cost is no number", another(LINES, actual_cost="NaN"), "are_numbers"),
    case(
        "a parked row whose money is no number",
        another("activity_parkedrow", money="NaN"),
        "are_numbers",
    ),
    case(
        "a file whose money is no number",
        A_PENNY.format("'NaN'", "the_received"),
        "are_numbers",
    ),
    case(
        "a row lost between reading and staging",
        "UPDATE activity_submission SET rows_read = 1 WHERE id = the_received",
        "no_row_is_lost",
    ),
    case(
        "a penny lost between reading and staging",
        "UPDATE activity_submission SET money_read = 0.01 WHERE id = the_received",
        "no_penny_is_lost",
    ),
    case(
        "more rows unassigned than staged",
        "UPDATE activity_submission SET rows_unassigned = 1 WHERE id = the_received",
        "unassigned_rows_are_among_the_staged",
    ),
]
KEPT = [
    case(
        "rows of a file changed after it was staged",
        "UPDATE activity_submission SET rows_read = rows_read + 1, rows_ignored = rows_ignored + 1 "
        "WHERE id = the_staged",
        "what was read is kept",
    ),
    case(
        "money of a file changed after it was staged",
        A_PENNY.format("1", "the_staged"),
        "what was read is kept",
    ),
    case(
        "the file's own total made to fit",
        "UPDATE activity_submission SET stated_total_difference = 0 WHERE id = the_staged",
        "what was read is kept",
    ),
    case(
        "a published file given to another feed",
        "UPDATE activity_submission SET feed_id = the_trust WHERE id = the_published",
        "what was read is kept",
    ),
    case(
        "a published file dated back",
        "UPDATE activity_submission SET known_from = '2006-07-01' WHERE id = the_published",
        "since when it counts",
    ),
    case(
        "the reason of a published file rewritten",
        "UPDATE activity_submission SET reason = 'All is well' WHERE id = the_published",
        "since when it counts",
    ),
    case(
        "a staged file sent back to be read",
        "UPDATE activity_submission SET state = 'RECEIVED' WHERE id = the_staged",
        "STAGED does not become RECEIVED",
    ),
    case(
        "a published file staged again",
        "UPDATE activity_submission SET state = 'STAGED' WHERE id = the_published",
        "PUBLISHED does not become STAGED",
    ),
    case(
        "a refused file staged after all",
        "UPDATE activity_submission SET state = 'STAGED' WHERE id = the_refused",
        "REFUSED does not become STAGED",
    ),
    case(
        "a file refused without a sentence",
        "UPDATE activity_submission SET state = 'REFUSED' WHERE id = the_received",
        "a_refusal_says_why",
    ),
    case(
        "a delivery read twice under one version of the rules",
        another(*NEW_FILE),
        "a_delivery_is_read_once",
    ),
    case(
        "a slice covered after publication",
        another("activity_coveredslice", PUBLISHED, month=5),
        "is decided: it covers no more slices",
    ),
    case(
        "a submission removed",
        "DELETE FROM activity_submission WHERE id = the_received",
        "takes no DELETE",
    ),
]
INSERT_ONLY = {
    "activity_activityline": "actual_cost = 0",
    "activity_parkedrow": "money = 0",
    "activity_coveredslice": "month = 5",
    "activity_problem": "message = ''",
    "activity_delivery": "received_on = '2001-01-01'",
    "activity_listsize": "patients = 1",
    "activity_resolvedheading": "heading_id = heading_id",
    "activity_coveragedecision": "reason = 'x'",
}
ROLL_UPS = {
    "activity_positionrollup": "actual_cost = 0",
    "activity_detailrollup": "actual_cost = 0",
}


@ROLES
@pytest.mark.parametrize(("statement", "because"), UNBALANCED + NOT_ROWS + KEPT)
def test_no_statement_makes_rows_and_their_file_differ(database, statement, because, role):
    database.refused(statement, because, role)


@pytest.mark.parametrize(("table", "change"), (INSERT_ONLY | ROLL_UPS).items())
def test_the_site_may_neither_change_nor_remove(database, table, change):
    database.refused(f"UPDATE {table} SET {change}", FORBIDDEN)
    database.refused(f"DELETE FROM {table}", FORBIDDEN)


@pytest.mark.parametrize(("table", "change"), (INSERT_ONLY | ROLL_UPS).items())
def test_even_the_owner_neither_changes_nor_removes(database, table, change):
    if table == "activity_problem":
        database.run(
            "INSERT INTO activity_problem (submission_id, severity, code, sheet, cell, message, "
            "fix, count) VALUES (the_staged, 'warning', 'x', '', '', 'x', 'x', 1)"
        )
    database.refused(f"UPDATE {table} SET {change}", "takes no UPDATE", OWNER)
    database.refused(f"DELETE FROM {table}", "takes no DELETE", OWNER)


def test_a_partition_is_reached_through_its_table_alone(database):
    a_line = another(LINES, PUBLISHED).replace(f"INTO {LINES}", f"INTO {LINES}_2006")

    database.refused(a_line, FORBIDDEN, SITE)
    database.refused(a_line, "does not balance", OWNER)


def test_a_line_copied_in_is_a_line_too_many(database):
    a_line = io.StringIO()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.copy_expert(f"COPY (SELECT * FROM {LINES} LIMIT 1) TO STDOUT", a_line)
        cursor.copy_expert(f"COPY {LINES} FROM STDIN", io.StringIO(f"9{a_line.getvalue()}"))

        database.refused("SELECT 1", "does not balance")
        transaction.set_rollback(True)


@ROLES
def test_lines_staged_with_their_roll_up_stand(database, role):
    database.run(
        f"{another(LINES, STAGED, submission_id='the_received')}; SELECT roll_up(the_received); "
        "UPDATE activity_submission SET rows_read = 1, rows_staged = 1, money_read = 900, "
        "money_staged = 900, state = 'STAGED' WHERE id = the_received",
        role,
    )


@ROLES
def test_roll_ups_of_a_published_file_are_derived_again(database, role):
    database.run("SELECT rebuild_roll_ups(the_published)", role)
