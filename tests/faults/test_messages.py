"""R5: messages are doubled, dropped and mixed up, and many workers come at once: one of each."""

import random
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from django.db import OperationalError, connection

from activity.models import InForce, Notice, State, Submission
from activity.services import sweeping
from activity.services.deliveries import receive_delivery
from activity.services.publication import NotPublished, publish_submission
from activity.tasks import read_submission, sweep_submissions
from tests import make
from tests.faults import county, verdict

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS, DOUBLED, SEED = 10, 5, 20070313


@pytest.fixture(autouse=True)
def ambleton(settings, tmp_path, monkeypatch):
    """The county stands, and today is 13 March 2007."""
    settings.PBC_VAR = tmp_path
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    county.build()


def received(content):
    """A file that waits to be read."""
    submission, _ = receive_delivery(
        file=BytesIO(content), file_name="a.csv", received_on=make.RECEIVED, by=make.operator()
    )
    return submission


def at_once(work, each):
    """Do the work for each in threads that start together, each on a connection of its own."""
    together = Barrier(len(each))

    def one(thing):
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            return work(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(each)) as pool:
        return list(pool.map(one, each))


def as_a_worker(submission_id):
    """Take one message; a lock that is not given in time ends the task, and the sweep finds it."""
    try:
        read_submission(submission_id=submission_id)
    except OperationalError:
        return


def test_ten_workers_at_one_file_read_it_once():
    submission = received(county.file())

    at_once(as_a_worker, [submission.pk] * WORKERS)

    submission.refresh_from_db()
    assert (submission.state, submission.attempts) == (State.STAGED, 1)
    _, _, rows = county.recount(county.file())
    assert submission.rows_read == rows
    assert verdict.counts()["line"] == submission.rows_staged


def test_ten_people_who_publish_one_file_publish_it_once():
    submission = received(county.file())
    read_submission(submission_id=submission.pk)
    people = [make.finance_officer() for _ in range(WORKERS)]

    def publish(who):
        try:
            return publish_submission(
                submission=submission, known_from=make.RECEIVED, by=who, reason="As it was sent"
            )
        except (NotPublished, OperationalError):
            return None

    answers = at_once(publish, people)

    submission.refresh_from_db()
    assert sum(answer is not None for answer in answers) == 1
    assert list(verdict.wrongs(county.file(), {})) == []
    assert InForce.objects.count() == len(county.MONTHS)
    told = list(Notice.objects.values_list("person", flat=True))
    assert len(told) == len(set(told))


def test_messages_doubled_dropped_and_mixed_up_read_each_file_once():
    files = [received(county.file() + b"\n" * n) for n in range(1, 4)]
    messages = [file.pk for file in files[1:] for _ in range(DOUBLED)]  # none for the first
    random.Random(SEED).shuffle(messages)

    at_once(as_a_worker, messages)
    sweep_submissions()
    for submission_id in sweeping.waiting():
        read_submission(submission_id=submission_id)

    read = Submission.objects.values_list("state", "attempts")
    assert list(read) == [(State.STAGED, 1)] * 3
