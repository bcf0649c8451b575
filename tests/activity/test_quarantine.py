"""Bytes wait in quarantine until the guard has passed on them (DESIGN 4), whatever dies."""

import stat
from io import BytesIO

import pytest

from activity import storage
from activity.ingest import job
from activity.models import State, Submission
from activity.services import clearing
from activity.services.deliveries import accept_bytes, receive_delivery
from pbc.core import errands, services
from tests import make

pytestmark = pytest.mark.django_db
UNKNOWN = b"month,practice\n3,E82713\n"  # the guard passes; nobody knows the headings
PATIENTS = b"NHS Number,Practice,Cost\n9434765919,E82713,1\n"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    return tmp_path


def receive(content=UNKNOWN):
    """Take some bytes in; their reading."""
    submission, _ = receive_delivery(
        file=BytesIO(content),
        file_name="june.csv",
        received_on=make.RECEIVED,
        by=make.finance_officer(),
    )
    return submission


def lies_in(submission):
    """Which of the two places have the bytes of a reading."""
    sha256 = submission.delivery.sha256
    both = (storage.QUARANTINE, storage.ACCEPTED)
    return [name for name in both if storage.place(name, sha256).exists()]


def read(submission):
    """Have it read, and say where its bytes are then."""
    job.read(submission.pk, make.RECEIVED)
    submission.refresh_from_db()
    return lies_in(submission)


def clean():
    """What the hourly sweep asks for."""
    services.ask_for_errand(kind=clearing.CLEAR_UP, key=clearing.EVERYTHING, by=make.operator())
    for errand_id in errands.waiting():
        errands.run(errand_id)


def test_bytes_are_in_quarantine_until_they_were_read_and_then_accepted(var):
    submission = receive()
    path = storage.stored_at(submission.delivery)
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent, path.parent.parent)]

    assert lies_in(submission) == ["quarantine"]
    assert modes == [0o600, 0o700, 0o700]
    assert read(submission) == ["deliveries"]
    assert submission.state == State.MAPPING_NEEDED
    assert storage.stored_at(submission.delivery).read_bytes() == UNKNOWN


def test_a_file_about_patients_never_leaves_quarantine_and_leaves_nothing(var):
    submission = receive(PATIENTS)

    assert read(submission) == []
    assert submission.state == State.REFUSED
    assert [path for path in var.rglob("*") if path.is_file()] == []


def test_a_worker_that_died_when_the_file_was_accepted_hurts_nothing():
    submission = receive()
    accept_bytes(sha256=submission.delivery.sha256, by=make.operator())

    assert read(submission) == ["deliveries"]
    assert submission.state == State.MAPPING_NEEDED


def test_what_passed_and_still_lies_in_quarantine_is_moved_by_the_sweep():
    """As after a backup that was taken as the file was read."""
    submission = receive()
    Submission.objects.update(state=State.MAPPING_NEEDED)

    clean()

    assert lies_in(submission) == ["deliveries"]


def test_what_waits_to_be_read_stays_in_quarantine_however_long():
    submission, given_up = receive(), receive(b"a,b\n")
    Submission.objects.filter(pk=given_up.pk).update(
        state=State.SET_ASIDE, sentence="Not read in three attempts"
    )

    clean()

    assert lies_in(submission) == lies_in(given_up) == ["quarantine"]


def test_a_file_of_before_there_was_a_quarantine_is_read_where_it_lies():
    submission = receive()
    accept_bytes(sha256=submission.delivery.sha256, by=make.operator())

    assert storage.stored_at(submission.delivery).parts[-3] == "deliveries"
    assert read(submission) == ["deliveries"]


def test_bytes_that_were_accepted_before_are_not_quarantined_again():
    first = receive()
    read(first)
    Submission.objects.update(state=State.DISCARDED)

    again = receive()

    assert lies_in(again) == ["deliveries"]
    assert read(again) == ["deliveries"]
