"""The bytes of a delivery: read once however often they come, and gone when they are refused."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from threading import Barrier

import pytest
from django.db import OperationalError, connection, transaction

from activity.ingest import job
from activity.models import Delivery, State, Submission
from activity.services import clearing
from activity.services.deliveries import receive_delivery
from activity.services.sending import Wanted, send
from activity.storage import stored_at
from pbc.core import clock
from tests import make

PATIENTS = b"NHS Number,Practice,Cost\n9434765919,E82713,1\n"


def receive(content, by, **details):
    """Take some bytes in."""
    return receive_delivery(
        file=BytesIO(content), file_name="june.csv", received_on=make.RECEIVED, by=by, **details
    )


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_that_come_at_once_are_read_once(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    sender, together = make.finance_officer(), Barrier(4)

    def send(_):
        try:
            connection.ensure_connection()
            together.wait(timeout=10)
            return receive(b"month,practice\n", sender)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))

    assert sorted(is_new for _, is_new in answers) == [False, False, False, True]
    assert (Submission.objects.count(), Delivery.objects.count()) == (1, 4)


@pytest.mark.django_db
def test_bytes_that_were_refused_do_not_stay(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    submission, _ = receive(PATIENTS, make.finance_officer())

    job.read(submission.pk, make.RECEIVED)

    submission.refresh_from_db()
    assert submission.state == State.REFUSED
    assert "It was not kept" in submission.sentence
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert (submission.delivery.file_name, submission.delivery.size) == ("june.csv", len(PATIENTS))


def lies_there(folder):
    """The files below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_the_sweep_drops_what_a_worker_died_before_dropping(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    refused, _ = receive(PATIENTS, make.finance_officer())
    Submission.objects.update(
        state=State.REFUSED, sentence="It names patients"
    )  # and then the worker died
    waits, _ = receive(b"month,practice\n", make.finance_officer())

    clearing.clear_up(key="everything", by=make.operator())

    assert lies_there(tmp_path) == [stored_at(waits.delivery)]
    assert not stored_at(refused.delivery).exists()


@pytest.mark.django_db
def test_a_file_that_could_not_be_taken_in_leaves_nothing_behind(settings, tmp_path):
    """Somebody else holds the lock of the same bytes for too long."""
    settings.PBC_VAR = tmp_path
    digest = hashlib.sha256(PATIENTS).hexdigest()
    with closing(connection.copy()) as another:
        another.cursor().execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [digest])
        connection.cursor().execute("SET LOCAL lock_timeout = '100ms'")

        with pytest.raises(OperationalError), transaction.atomic():
            receive(PATIENTS, make.operator())

    assert lies_there(tmp_path) == []


@pytest.mark.django_db
def test_the_sweep_removes_what_was_half_taken_in_an_hour_ago(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    folder = tmp_path / "quarantine"
    folder.mkdir()
    left, taken_in_now = folder / "left.part", folder / "now.part"
    for part, minutes in ((left, 61), (taken_in_now, 59)):
        part.write_bytes(PATIENTS)
        moment = clock.now().timestamp() - 60 * minutes
        os.utime(part, (moment, moment))

    clearing.clear_up(key="everything", by=make.operator())

    assert lies_there(tmp_path) == [taken_in_now]


@pytest.mark.django_db
def test_bytes_that_another_reading_has_stay_when_they_are_refused(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    sender = make.finance_officer()
    first, _ = receive(PATIENTS, sender)
    first.state = State.NEEDS_REASON  # read under earlier rules
    first.save()
    submission, is_new = receive(PATIENTS, sender)

    job.read(submission.pk, make.RECEIVED)

    submission.refresh_from_db()
    assert (is_new, submission.state) == (True, State.REFUSED)
    assert stored_at(submission.delivery).read_bytes() == PATIENTS


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["bad\udcff.csv", "a\nb.csv", "x\u202egnp.csv", "n" * 300])
def test_a_name_that_no_line_can_hold_is_kept_as_one_that_can(settings, tmp_path, name):
    settings.PBC_VAR = tmp_path
    wanted = Wanted(received_on=make.RECEIVED, today=make.RECEIVED)

    sent = send(file=BytesIO(b"a,b\n"), file_name=name, wanted=wanted, by=make.operator())

    kept = sent.submission.delivery.file_name
    assert sent.file_name.isprintable()
    assert kept == sent.file_name[-255:]
