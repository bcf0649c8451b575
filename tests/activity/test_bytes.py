"""The bytes of a delivery: read once however often they come, and gone when they are refused."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from django.db import connection

from activity.ingest import job
from activity.models import Delivery, State, Submission
from activity.services.deliveries import receive_delivery, stored_at
from activity.services.sending import Wanted, send
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
