"""One reading at a time: whoever lost the lease writes nothing, and says nothing of it."""

import io
import sys
from datetime import date
from uuid import uuid4

import pytest

from activity.ingest import job, writer
from activity.models import State, Submission, SubmissionLease
from activity.services import deliveries
from pbc.core import leases
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

    with pytest.raises(leases.TakenOver):
        writer.refuse(mine, sentence="too late to be said")

    received.refresh_from_db()
    assert received.state == State.RECEIVED


def test_reading_what_is_read_already_does_nothing(received):
    job.read(received.pk, TODAY)

    job.read(received.pk, TODAY)

    received.refresh_from_db()
    assert received.attempts == 1


def test_what_is_out_of_attempts_is_claimed_by_nobody(received):
    Submission.objects.filter(pk=received.pk).update(attempts=3)

    assert job.claim(received.pk) is None
    assert SubmissionLease.objects.get(pk=received.pk).until is None


@pytest.mark.parametrize("told", [SystemExit, KeyboardInterrupt])
def test_a_worker_told_to_stop_gives_its_attempt_back(received, told):
    held = job.claim(received.pk)

    with pytest.raises(told), leases.at_work(held):
        raise told

    received.refresh_from_db()
    assert (received.state, received.attempts) == (State.RECEIVED, 0)
    assert job.claim(received.pk)


def test_a_worker_told_to_stop_late_takes_nothing_from_who_has_it_now(received):
    held = job.claim(received.pk)
    SubmissionLease.objects.filter(pk=received.pk).update(token=uuid4())

    with pytest.raises(SystemExit), leases.at_work(held):
        raise SystemExit

    received.refresh_from_db()
    assert received.attempts == 1
    assert SubmissionLease.objects.get(pk=received.pk).token


def reader_that_is_killed(times, folder):
    """A Python that is killed the first so many times that it is started."""
    script = folder / "python"
    script.write_text(
        f'''#!/bin/sh
echo >> "{folder}/starts"
[ $(wc -l < "{folder}/starts") -le {times} ] && kill -9 $$
exec "{sys.executable}" "$@"
'''
    )
    script.chmod(0o700)
    return str(script)


def test_a_file_whose_reader_is_killed_is_tried_three_times_and_refused_in_words(
    received, monkeypatch, tmp_path
):
    """R6: a system short of memory may have done it once; the file does it always."""
    monkeypatch.setattr(sys, "executable", reader_that_is_killed(9, tmp_path))

    job.read(received.pk, TODAY)

    received.refresh_from_db()
    assert (received.state, received.attempts) == (State.REFUSED, 3)
    assert "too large or damaged" in received.sentence


def test_a_file_whose_reader_is_killed_once_is_read(received, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", reader_that_is_killed(1, tmp_path))

    job.read(received.pk, TODAY)

    received.refresh_from_db()
    assert received.attempts == 2
    assert "too large or damaged" not in received.sentence
