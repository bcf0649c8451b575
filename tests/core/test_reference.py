"""What the database refuses of a reference folder is said in words, and never guessed."""

import pytest
from django.db import DataError, Error, IntegrityError, connection, transaction

from pbc.core import reference
from pbc.core.models import Practice
from tests import make

pytestmark = pytest.mark.django_db


def refused(statement):
    """In what words the database refuses a statement."""
    with pytest.raises(Error) as told, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return reference.in_words(told.value)


def test_what_is_missing_is_named_by_its_column():
    with pytest.raises(IntegrityError) as told, transaction.atomic():
        Practice.objects.create(code=None, name="Fernville")

    assert reference.in_words(told.value) == "code is missing"


def test_what_stands_twice_is_quoted():
    make.practice(code="E82713")

    with pytest.raises(IntegrityError) as told, transaction.atomic():
        Practice.objects.create(code="E82713", name="Fernville", town="Hemel")

    assert reference.in_words(told.value).startswith("it stands twice: Key (code)=(E82713)")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SELECT repeat('x', 9)::varchar(3) || 1/0", "the database refuses it: division by zero"),
        ("SELECT 99999999999::int", "a number is too large"),
        ("SELECT '2006-02-30'::date", "the database refuses it: date/time field value out of"),
    ],
)
def test_a_fault_of_the_data_is_called_what_it_is(statement, said):
    assert refused(statement).startswith(said)


def test_what_is_no_fault_of_the_database_speaks_for_itself():
    assert reference.in_words(DataError("a value of no column")) == "a value of no column"
    assert reference.in_words(reference.NotReadable("no column code")) == "no column code"
