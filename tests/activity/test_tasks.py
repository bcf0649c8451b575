"""Reading in the background: a message may be lost, doubled or late, and nothing is harmed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from activity.models import Notice, State, Submission, SubmissionLease
from activity.services import sweeping
from activity.services.uploads import receive_upload
from activity.tasks import read_submission, read_upload, sweep_bytes, sweep_submissions
from pbc import supervisor
from pbc.celery import app
from pbc.core.jobs import SENT_AGAIN_BY_THEN
from pbc.core.models.job import ATTEMPTS, LEASE
from pbc.core.tasks import run_errand, sweep_errands
from pbc.tasks import make_backup, sweep_backups
from tests import make
from tests.pages import csv, said

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

    assert {sweep_submissions.name, sweep_bytes.name} <= tasks


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

    found = sweeping.set_aside_submissions(on=make.RECEIVED, by=make.operator())

    stuck.refresh_from_db()
    working.refresh_from_db()
    assert found == [stuck]
    assert (stuck.state, working.state) == (State.SET_ASIDE, State.RECEIVED)
    assert "Send it in again" in stuck.sentence


def test_who_sent_a_file_in_is_told_once_that_it_was_set_aside(client):
    """R6."""
    sender, other = make.finance_officer(), make.finance_officer()
    make.submission(by=sender, file_name="june.xls")
    Submission.objects.update(attempts=3)

    for _ in range(2):
        sweeping.set_aside_submissions(on=make.RECEIVED, by=make.operator())

    [told] = Notice.objects.all()
    client.force_login(sender)
    assert (told.person, told.told_on) == (sender, make.RECEIVED)
    assert "june.xls: The file could not be read in three attempts." in said(client.get("/"))
    client.force_login(other)
    assert "What you were told" not in said(client.get("/"))


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_set_aside_once():
    stuck = make.submission()
    Submission.objects.update(attempts=3)

    with transaction.atomic():
        first = sweeping.set_aside_submissions(on=make.RECEIVED, by=make.operator())
        with ThreadPoolExecutor(1) as another:
            second = another.submit(sweep_on_its_own).result()

    assert (first, second) == ([stuck], [])


def sweep_on_its_own():
    """A sweep of another beat, on its own connection."""
    try:
        return sweeping.set_aside_submissions(on=make.RECEIVED, by=make.operator())
    finally:
        connection.close()


def test_a_file_that_kills_its_worker_is_told_of_within_two_minutes():
    """R6: each worker dies at once; its lease runs out, and a sweep finds it, three times over."""
    sweep = app.conf.beat_schedule["readings that nobody holds"]["schedule"]

    assert ATTEMPTS * (LEASE.total_seconds() + sweep) == 90  # seconds, at the worst


def test_reading_waits_behind_nothing_else():
    """Nor does a sweep wait behind two long readings or a long errand (TRUST 3.1)."""
    sweeps = (sweep_submissions, sweep_errands, sweep_bytes, sweep_backups, read_upload)

    assert queue_of(read_submission) == "reading"
    assert queue_of(run_errand) == "celery"
    assert queue_of(make_backup) == "backups"
    assert {queue_of(task) for task in sweeps} == {"sweeps"}


def test_every_queue_has_a_worker():
    served = {
        queue
        for part in supervisor.parts("8000", "127.0.0.1")
        if "--queues" in part.command
        for queue in part.command[part.command.index("--queues") + 1].split(",")
    }

    assert served == {queue_of(task) for task in app.tasks.values()}


def queue_of(task):
    """The name of the queue to which a task is sent."""
    return app.amqp.router.route({}, task.name)["queue"].name


def test_the_queue_is_set_up_as_a_hint_and_nothing_more():
    conf = app.conf

    assert (conf.worker_prefetch_multiplier, conf.task_acks_late) == (1, True)
    assert (conf.task_reject_on_worker_lost, conf.task_ignore_result) == (False, True)
    assert conf.task_soft_time_limit < conf.task_time_limit
    assert conf.task_time_limit < conf.broker_transport_options["visibility_timeout"]
    assert conf.broker_transport_options["socket_timeout"] == 2  # seconds
    assert conf.broker_transport_options["socket_connect_timeout"] == 2
    assert (list(conf.accept_content), conf.task_serializer) == (["json"], "json")
    assert conf.worker_max_memory_per_child == 600_000  # KiB
    assert not conf.worker_cancel_long_running_tasks_on_connection_loss
    assert conf.broker_transport_options["visibility_timeout"] > SENT_AGAIN_BY_THEN


def test_a_file_is_kept_though_no_broker_answers(
    client, dead_broker, django_capture_on_commit_callbacks
):
    client.force_login(make.finance_officer())

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(NEW, {"files": csv()})

    submission = Submission.objects.get()
    assert response.status_code == 302
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
