"""The bytes of a delivery: read once however often they come."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from django.db import connection

from activity.models import Delivery, Submission
from activity.services.deliveries import receive_delivery
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
