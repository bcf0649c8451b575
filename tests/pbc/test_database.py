"""The two roles of the database, and the limits of a connection."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from activity.models import Feed


def test_tests_work_with_the_rights_of_the_site(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")

        assert cursor.fetchone() == ("pbc_app", "pbc_owner")


def test_the_site_may_not_change_the_schema(db):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (id int)")


def test_the_owner_may_and_the_site_goes_on_as_itself(owner):
    owner.execute("CREATE TABLE mine (id int)")
    owner.execute("INSERT INTO mine VALUES (1)")

    assert owner.execute("SELECT id FROM mine").fetchall() == [(1,)]
    test_tests_work_with_the_rights_of_the_site(None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_committed_row_is_gone_after_its_test_and_migrated_ones_are_back(time):
    assert Feed.objects.filter(code="pct-acute").exists()
    assert not Feed.objects.filter(code="other").exists()

    Feed.objects.create(code="other", name="Another")
