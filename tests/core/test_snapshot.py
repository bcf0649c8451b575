"""What is read in a snapshot, and ids that reach the database as one value."""

import pytest

from pbc.core.deeds import once_a_snapshot, snapshot
from pbc.core.models import GroupMembership
from tests import make


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_reads_a_thing_once_and_the_next_one_reads_it_again():
    reads = []
    read = once_a_snapshot(reads.append)

    for _ in range(2):
        with snapshot():
            read("2006")
            read("2006")
            read("2005")

    assert reads == ["2006", "2005", "2006", "2005"]


@pytest.mark.django_db
def test_outside_of_a_snapshot_of_its_own_a_thing_is_read_each_time():
    reads = []
    read = once_a_snapshot(reads.append)

    with snapshot():  # of the test's own transaction, in which more may be written
        read("2006")
        read("2006")

    assert reads == ["2006", "2006"]


def test_what_cannot_be_known_again_is_refused_outside_of_a_snapshot_too():
    with pytest.raises(TypeError, match="unhashable"):
        once_a_snapshot(len)([])


@pytest.mark.django_db
def test_rows_among_some_ids_are_those_that_a_list_of_them_would_find():
    practices = [make.practice(group=make.group()) for _ in range(3)]
    wanted = {practices[0].pk, practices[2].pk}

    found = GroupMembership.objects.filter(practice__among=wanted)

    assert {one.practice_id for one in found} == wanted
    assert not GroupMembership.objects.filter(practice__among=set()).exists()
    assert GroupMembership.objects.exclude(practice__among=set()).count() == 3
