"""By what it is known, from one page to the next, that nothing that a book is read from changed."""

import re
from contextlib import ExitStack, closing
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.services.publication import redo_submission, withdraw_submission
from activity.services.recompute import recompute_roll_ups
from budgets import stamp_sql
from budgets.models import BudgetEntry
from budgets.queries import book, stamp
from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core.values import Scope
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2007, 3, 13)
# Triggers that call what writes a note of what was written.
NOTED = """
SELECT c.relname || ' ' || t.tgname
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE p.proname IN ('note_written', 'note_rewritten') AND t.tgenabled = 'O'
"""
EVERY = ("insert", "update", "delete", "truncate")


def read():
    return read_book(year=2006, known_on=DAY)


def county():
    return position(read(), Scope("county"), 6)


def test_the_stamp_is_of_every_table_that_the_book_is_read_from_r4(in_words):
    """But for what a reading resolved, which is written with its roll-ups and never again."""
    make.published_file([make.line(make.practice(), cost=1000)])
    book.kept.answers.clear()
    book.grounds.answers.clear()
    with CaptureQueriesContext(connection) as asked:
        read()

    read_from = {
        table for one in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', one["sql"])
    }
    told = {table for one in noted() for table in one.split()[:1]}
    told |= set(re.findall(r"\w+_\w+", stamp_in_database()))
    assert read_from - {"activity_resolvedheading"} <= told
    assert len(read_from) > len(stamp.TABLES)


def noted():
    with connection.cursor() as cursor:
        cursor.execute(NOTED)
        return {one for (one,) in cursor.fetchall()}


def test_each_way_to_write_what_is_told_by_notes_is_noted_r4():
    """Rows of a reading come with it, before anything points at it."""
    ways = {f"{table} noted_{event}" for table in stamp_sql.ADDED for event in EVERY}
    ways |= {f"{table} noted_{event}" for table in stamp_sql.OF_A_READING for event in EVERY[1:]}

    assert noted() == ways


def test_the_stamp_in_the_database_is_that_of_the_code_r4():
    """Another table in the list needs a migration with another function."""
    assert stamp_in_database() == stamp_sql.BODY


def stamp_in_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [stamp_sql.NAME])
        return cursor.fetchone()[0]


def test_what_is_taken_back_and_brought_back_is_never_as_it_was():
    officer = make.finance_officer()
    file = make.published_file([make.line(make.practice(), cost=1000)])
    seen = [stamp.of_year(2006)]
    for change in (withdraw_submission, redo_submission, withdraw_submission):
        change(submission=file, reason="Sent twice", on=DAY, by=officer)
        seen.append(stamp.of_year(2006))

    assert len(set(seen)) == 4
    assert county().actual == 0


PAST_THE_GUARDS = [
    ("activity_inforce", "insert_only", "UPDATE {} SET reason = 'Another'"),
    ("activity_inforce", "insert_only", "DELETE FROM {}"),
    ("activity_parkedrow", "insert_only", "UPDATE {} SET sheet = '(removed)'"),
    ("activity_parkedrow", "insert_only", "DELETE FROM {}"),
    ("activity_positionrollup", "only_rebuilt", "UPDATE {} SET actual_cost = 1"),
    ("activity_positionrollup", "only_rebuilt", "DELETE FROM {}"),
    ("budgets_budgetentry", "insert_only", "UPDATE {} SET reason = 'Another'"),
    ("budgets_budgetentry", "insert_only", "DELETE FROM {}"),
]


@pytest.mark.parametrize(("table", "guard", "statement"), PAST_THE_GUARDS)
def test_whoever_gets_past_a_guard_gives_another_stamp_r4(owner, table, guard, statement):
    practice = make.practice()
    make.published_file([make.line(practice, cost=1000)], parked=[12])
    make.budget_entry(practice, amount=1200)
    first = stamp.of_year(2006)

    owner.execute(
        f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} DISABLE TRIGGER {guard};"
        f"{statement.format(table)}; ALTER TABLE {table} ENABLE TRIGGER {guard}"
    )

    assert stamp.of_year(2006) != first


def test_roll_ups_that_were_lost_and_are_added_up_again_give_another_stamp_r4(owner):
    make.published_file([make.line(make.practice(), cost=1000)])
    owner.execute(
        "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE activity_positionrollup DISABLE TRIGGER"
        " only_rebuilt; DELETE FROM activity_positionrollup; ALTER TABLE activity_positionrollup"
        " ENABLE TRIGGER only_rebuilt; SET CONSTRAINTS ALL DEFERRED"
    )
    lost = stamp.of_year(2006)
    assert county().actual == 0

    recompute_roll_ups(by=make.finance_officer())

    assert stamp.of_year(2006) != lost
    assert county().actual == 1000


def test_what_is_written_of_another_year_leaves_the_book_of_this_one_r4():
    practice = make.practice()
    for year in (2005, 2006):
        make.budget_entry(practice, amount=1200, year=year)
    first = read()

    make.budget_entry(practice, amount=120, year=2005)

    assert read() is first


def test_a_file_that_is_only_read_leaves_the_book_as_it_was_r4():
    practice = make.practice()
    make.published_file([make.line(practice, cost=1000)])
    first = read()

    make.staged_file([make.line(practice, cost=1250)], parked=[12])

    assert read() is first


@pytest.fixture
def three():
    """Three who write at once, each in a transaction of its own."""
    with ExitStack() as all_of_them:
        found = [all_of_them.enter_context(closing(connection.copy())) for _ in range(3)]
        for one in found:
            one.set_autocommit(False)
        yield found


def write(one):
    """Add an entry like one that is there."""
    fields = [field for field in BudgetEntry._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with one.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO budgets_budgetentry ({columns}) SELECT {columns} FROM budgets_budgetentry"
            " ORDER BY id LIMIT 1"
        )


def stamp_of(one):
    with one.cursor() as cursor:
        cursor.execute(stamp.STAMP, [2006])
        return tuple(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_who_wrote_first_and_is_seen_last_gives_another_stamp_r4(three):
    first, second, _ = three
    make.budget_entry(make.practice(), amount=1200)
    seen = [stamp.of_year(2006)]

    write(first)
    write(second)
    second.commit()
    seen.append(stamp.of_year(2006))
    first.commit()
    seen.append(stamp.of_year(2006))

    assert len(set(seen)) == 3


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_back_is_not_taken_for_what_another_wrote_meanwhile_r4(three):
    """As many entries, of which the last is the same: one of those before it is another."""
    first, second, third = three
    make.budget_entry(make.practice(), amount=1200)

    for one in three:
        write(one)
    third.commit()
    not_committed = stamp_of(first)
    first.rollback()
    second.commit()

    assert stamp_of(connection) != not_committed
