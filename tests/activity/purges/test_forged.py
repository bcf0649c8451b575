"""Whoever owns the database writes down that a purge changed a row: no seal passes over it."""

import pytest
from django.db import IntegrityError, connection, transaction

from activity.models import ActivityLine, Notice, ParkedRow, Purge, Submission
from activity.services import purging
from activity.services.recompute import recompute_roll_ups
from pbc.core.models import PurgedRow
from pbc.core.seals import checking, services
from pbc.core.seals import purging as seal_purging
from tests import make
from tests.activity.purges.purge import (
    WHY,
    as_owner,
    asked,
    carried_out,
    with_a_line_of_nobody,
)

pytestmark = pytest.mark.django_db(transaction=True)
WITHOUT_WORDS = "practice_given = '(removed)', sheet = '(removed)', \"values\" = '{}'"


def of_no_purge(file, two):
    return "Purge 7 of delivery 7"


def of_a_purge_that_is_not_carried_out(file, two):
    ann, ben, *_ = two
    purge = asked(file, ann)
    purging.confirm_purge(purge=purge, by=ben)
    return str(purge)


def of_a_purge_of_another_file(file, two):
    ann, ben, *_ = two
    purge = asked(another_file(), ann)
    purging.confirm_purge(purge=purge, by=ben)
    carried_out()
    return str(purge)


def of_the_purge_that_took_its_words(file, two):
    why = of_a_purge_that_is_not_carried_out(file, two)
    carried_out()
    return why


def by_the_owner(table, statement):
    off, on = (f"ALTER TABLE {table} {one} TRIGGER USER;" for one in ("DISABLE", "ENABLE"))
    as_owner(f"{off}{statement};{on}")


def changed_by_its_owner(number, *, to, why, table="activity_parkedrow"):
    """A sealed row, changed and written down as if a purge had changed it."""
    key = "pgh_id" if table.endswith("event") else "id"
    [before] = seal_purging._marks(table, [number]).values()
    by_the_owner(table, f"UPDATE {table} SET {to} WHERE {key} = {number}")
    [after] = seal_purging._marks(table, [number]).values()
    said_ = {"table_name": table, "row": number, "why": why}
    PurgedRow.objects.create(before=before, after=after, **said_)


def findings():
    with connection.cursor() as cursor, transaction.atomic():
        return [one.sentence for one in checking.check(cursor).findings]


@pytest.mark.parametrize(
    "purge",
    [
        of_no_purge,
        of_a_purge_that_is_not_carried_out,
        of_a_purge_of_another_file,
        of_the_purge_that_took_its_words,
    ],
)
def test_money_that_the_owner_of_a_parked_row_changes_as_if_by_a_purge_is_found(file, two, purge):
    row = ParkedRow.objects.get()
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    why = purge(file, two)

    changed_by_its_owner(row.pk, to=f"money = 1000000, {WITHOUT_WORDS}", why=why)

    [found] = findings()
    assert "activity_parkedrow" in found
    assert f"row {row.pk} was changed" in found


def test_a_purge_explains_nothing_of_a_row_that_was_sealed_after_it(file, two):
    row = ParkedRow.objects.get()
    why = of_the_purge_that_took_its_words(file, two)
    services.seal_tables(by=make.operator(), quiet="0 seconds")

    changed_by_its_owner(row.pk, to="money = 1000000", why=why)

    [found] = findings()
    assert f"row {row.pk} was changed" in found


def test_a_purge_explains_no_words_that_stand_where_it_left_none(file, two):
    """Its owner wrote the tombstone himself, and other words into the row."""
    row = ParkedRow.objects.get()
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    why = of_a_purge_that_is_not_carried_out(file, two)
    changed_by_its_owner(row.pk, to="practice_given = 'Somebody else'", why=why)
    as_owner("ALTER TABLE activity_purged DISABLE TRIGGER USER")
    as_owner("INSERT INTO activity_purged SELECT id, 1, 2, 1, 1, 1, now() FROM activity_purge")
    as_owner("ALTER TABLE activity_purged ENABLE TRIGGER USER")

    [found] = findings()
    assert f"row {row.pk} was changed" in found


def another_file():
    sha256 = "cd" * 32
    line = make.line(make.practice("Parkbury"), month=2)
    return make.staged_file([line], sha256=sha256, stored_as=f"cd/{sha256}")


def test_no_purge_names_other_content_than_that_of_its_file(file, two):
    ann, *_ = two
    named = {"sha256": "ab" * 32, "reason": WHY, "asked_by": ann}

    with pytest.raises(IntegrityError, match="is not of the content that the purge names"):
        Purge.objects.create(delivery=another_file().delivery, **named)


def test_a_purge_that_its_owner_had_name_other_content_explains_nothing(file, two):
    """Two persons emptied a file without details; its tombstone was written anew, of another."""
    row = ParkedRow.objects.get()
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    why = of_a_purge_of_another_file(file, two)
    changed_by_its_owner(row.pk, to=WITHOUT_WORDS, why=why)
    as_owner(
        "ALTER TABLE activity_purge DISABLE TRIGGER USER;"
        f"UPDATE activity_purge SET sha256 = '{'ab' * 32}';"
        "ALTER TABLE activity_purge ENABLE TRIGGER USER"
    )

    lines, parked = findings()
    assert "are not as the purge of its words left them" in lines  # those of the other content
    assert f"row {row.pk} was changed" in parked


# Of each other table that holds words: what no purge changes, with what it leaves instead of words.
OTHERS = {
    "activity_delivery": "size = 7, file_name = '(name removed)'",
    "activity_handassignment": "actual_cost = 7, specialty_given = '(removed)'",
    "activity_notice": "told_on = '2006-01-01', sentence = '(name removed): set aside'",
    "activity_problem": "row = 7, message = '(removed)', fix = '(removed)', sheet = '(removed)'",
    "activity_submissionevent": "money_read = 7, sheets_skipped = '{}', sentence = '(removed)'",
}


@pytest.mark.parametrize("table", OTHERS)
def test_what_no_purge_changes_is_found_in_every_other_table_of_words(file, two, table):
    ann, *_ = two
    make.hand_assignment(ActivityLine.objects.get(actual_cost=1000), make.practice("Parkbury"))
    told = {"sentence": f"{file.delivery.file_name}: set aside", "told_on": make.RECEIVED}
    Notice.objects.create(person=ann, submission=file, **told)
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    why = of_the_purge_that_took_its_words(file, two)
    assert findings() == []
    [row] = PurgedRow.objects.filter(table_name=table).order_by("-row").values_list("row")[:1]

    changed_by_its_owner(row[0], table=table, to=OTHERS[table], why=why)

    [found] = findings()
    assert table in found
    assert f"row {row[0]} was changed" in found


LINES = [
    pytest.param("actual_cost = actual_cost + 1 WHERE practice_id IS NOT NULL", id="a practice's"),
    pytest.param("actual_cost = actual_cost + 1 WHERE practice_id IS NULL", id="nobody's"),
    pytest.param("practice_id = 1 WHERE practice_id IS NULL", id="whose it is"),
    pytest.param("provider_given = 'Elsewhere' WHERE practice_id IS NULL", id="a word"),
]


@pytest.mark.parametrize("change", LINES)
def test_a_published_line_that_is_changed_once_its_file_is_gone_is_found(two, change):
    """Of lines there is no seal: their file proved them, until a purge took it."""
    with_a_line_of_nobody(two[0])
    of_the_purge_that_took_its_words(Submission.objects.get(), two)
    assert findings() == []

    by_the_owner("activity_activityline", f"UPDATE activity_activityline SET {change}")

    [found] = findings()
    assert "are not as the purge of its words left them" in found


def test_a_published_line_that_is_taken_away_once_its_file_is_gone_is_found(two):
    with_a_line_of_nobody(two[0])
    of_the_purge_that_took_its_words(Submission.objects.get(), two)

    by_the_owner(
        "activity_activityline", "DELETE FROM activity_activityline WHERE practice_id IS NULL"
    )

    [found] = findings()
    assert "are not as the purge of its words left them" in found


@pytest.mark.parametrize("table", ["activity_positionrollup", "activity_detailrollup"])
def test_a_roll_up_that_is_changed_once_its_file_is_gone_is_added_up_again(two, table):
    with_a_line_of_nobody(two[0])
    of_the_purge_that_took_its_words(Submission.objects.get(), two)
    assert recompute_roll_ups(by=make.operator()).differences == 0

    more = f"UPDATE {table} SET actual_cost = actual_cost + 1 WHERE practice_id IS NULL"
    by_the_owner(table, more)

    assert recompute_roll_ups(by=make.operator()).differences == 2  # as it is, as it was
    assert recompute_roll_ups(by=make.operator()).differences == 0
