"""Whoever owns the database writes down that a purge changed a row: no seal passes over it."""

import pytest
from django.db import IntegrityError, connection, transaction

from activity.models import ParkedRow, Purge
from activity.services import purging
from pbc.core.models import PurgedRow
from pbc.core.seals import checking, services
from pbc.core.seals import purging as seal_purging
from tests import make
from tests.activity.purges.purge import WHY, as_owner, asked, carried_out

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


def changed_by_its_owner(row, *, to, why):
    """A sealed row that is parked, changed and written down as if a purge had changed it."""
    [before] = seal_purging._marks("activity_parkedrow", [row.pk]).values()
    as_owner(
        "ALTER TABLE activity_parkedrow DISABLE TRIGGER USER;"
        f"UPDATE activity_parkedrow SET {to};"
        "ALTER TABLE activity_parkedrow ENABLE TRIGGER USER"
    )
    [after] = seal_purging._marks("activity_parkedrow", [row.pk]).values()
    said_ = {"table_name": "activity_parkedrow", "row": row.pk, "why": why}
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

    changed_by_its_owner(row, to=f"money = 1000000, {WITHOUT_WORDS}", why=why)

    [found] = findings()
    assert "activity_parkedrow" in found
    assert f"row {row.pk} was changed" in found


def test_a_purge_explains_nothing_of_a_row_that_was_sealed_after_it(file, two):
    row = ParkedRow.objects.get()
    why = of_the_purge_that_took_its_words(file, two)
    services.seal_tables(by=make.operator(), quiet="0 seconds")

    changed_by_its_owner(row, to="money = 1000000", why=why)

    [found] = findings()
    assert f"row {row.pk} was changed" in found


def test_a_purge_explains_no_words_that_stand_where_it_left_none(file, two):
    """Its owner wrote the tombstone himself, and other words into the row."""
    row = ParkedRow.objects.get()
    services.seal_tables(by=make.operator(), quiet="0 seconds")
    why = of_a_purge_that_is_not_carried_out(file, two)
    changed_by_its_owner(row, to="practice_given = 'Somebody else'", why=why)
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
    changed_by_its_owner(row, to=WITHOUT_WORDS, why=why)
    as_owner(
        "ALTER TABLE activity_purge DISABLE TRIGGER USER;"
        f"UPDATE activity_purge SET sha256 = '{'ab' * 32}';"
        "ALTER TABLE activity_purge ENABLE TRIGGER USER"
    )

    [found] = findings()
    assert f"row {row.pk} was changed" in found
