"""Reading in the background: a message may be lost, doubled or late, and nothing is harmed."""

from datetime import timedelta
from time import monotonic
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import State, Submission, SubmissionLease
from activity.services import sweeping
from activity.services.uploads import receive_upload
from activity.tasks import read_submission, sweep_submissions
from pbc.celery import app
from tests import make
from tests.pages import csv

pytestmark = pytest.mark.django_db
NEW = "/files/new/"


def hold(submission, until):
    """Let somebody hold the lease of a submission until then."""
    SubmissionLease.objects.filter(pk=submission.pk).update(token=uuid4(), until=until)


@pytest.fixture
def dead_broker(monkeypatch):
    """A queue that answers nobody."""
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    app._after_fork()
    yield
    app._after_fork()


def test_the_sweep_is_in_the_timetable_by_its_name():
    tasks = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert sweep_submissions.name in tasks


def test_what_waits_is_what_nobody_holds():
    waiting, lapsed, held = make.submission(), make.submission(), make.submission()
    make.submission(State.DISCARDED)
    hold(lapsed, timezone.now() - timedelta(seconds=1))
    hold(held, timezone.now() + timedelta(seconds=20))

    assert sorted(sweeping.waiting()) == [waiting.pk, lapsed.pk]


def test_a_reading_out_of_attempts_is_set_aside_with_what_to_do():
    stuck, working = make.submission(), make.submission()
    Submission.objects.update(attempts=3)
    hold(working, timezone.now() + timedelta(seconds=20))

    found = sweeping.set_aside_submissions(by=make.operator())

    stuck.refresh_from_db()
    working.refresh_from_db()
    assert found == [stuck]
    assert (stuck.state, working.state) == (State.SET_ASIDE, State.RECEIVED)
    assert "Send it in again" in stuck.sentence


def test_a_file_is_kept_though_no_broker_answers(
    client, dead_broker, django_capture_on_commit_callbacks
):
    client.force_login(make.finance_officer())

    started = monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(NEW, {"files": csv()})

    submission = Submission.objects.get()
    assert response.status_code == 302
    assert monotonic() - started < 3  # seconds: nobody waits for the queue
    assert sweeping.waiting() == [submission.pk]


def test_a_message_that_comes_twice_reads_once():
    [received] = receive_upload(
        files=[csv(content=b"neither\nof these")],
        received_on=make.RECEIVED,
        by=make.finance_officer(),
    )

    for _ in range(2):
        read_submission(submission_id=received.submission.pk)

    received.submission.refresh_from_db()
    assert received.submission.attempts == 1
    assert received.submission.state in (State.REFUSED, State.MAPPING_NEEDED)


def test_a_message_for_what_is_gone_does_nothing():
    read_submission(submission_id=999_999)


def test_a_file_of_an_upload_that_was_kept_before_is_not_queued_again(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks() as messages:
        received = receive_upload(
            files=[csv(), csv("copy.csv")], received_on=make.RECEIVED, by=make.finance_officer()
        )

    assert [file.is_new for file in received] == [True, False]
    assert len(messages) == 1
