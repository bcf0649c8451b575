"""One reading at a time: whoever lost the lease writes nothing, and says nothing of it."""

import io
from datetime import date
from uuid import uuid4

import pytest

from activity.ingest import job, writer
from activity.models import State, SubmissionLease
from activity.services import deliveries
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 9)


@pytest.fixture
def received(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    submission, _ = deliveries.receive_delivery(
        file=io.BytesIO(b""), file_name="empty.csv", received_on=TODAY, by=make.finance_officer()
    )
    return submission


def test_a_lease_is_given_back_when_the_file_is_read(received):
    job.read(received.pk, TODAY)

    received.refresh_from_db()
    assert received.state == State.REFUSED
    assert received.attempts == 1
    assert SubmissionLease.objects.get(pk=received.pk).token is None


def test_a_second_worker_finds_it_taken_and_counts_no_attempt(received):
    assert job.claim(received.pk)

    assert job.claim(received.pk) is None
    received.refresh_from_db()
    assert received.attempts == 1


def test_a_worker_that_wakes_late_writes_nothing(received):
    mine = job.claim(received.pk)
    SubmissionLease.objects.filter(pk=received.pk).update(token=uuid4())

    with pytest.raises(writer.TakenOver):
        writer.refuse(received.pk, mine, sentence="too late to be said")

    received.refresh_from_db()
    assert received.state == State.RECEIVED


def test_reading_what_is_read_already_does_nothing(received):
    job.read(received.pk, TODAY)

    job.read(received.pk, TODAY)

    received.refresh_from_db()
    assert received.attempts == 1
