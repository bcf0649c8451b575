"""One reading of a delivery, from its bytes to rows staged for review."""

import tempfile
import threading
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pghistory
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from activity.ingest import child, writer
from activity.models import Submission, SubmissionLease
from activity.queries import reading
from activity.services.deliveries import drop_bytes, stored_at
from pbc.core.services import operator

LEASE = timedelta(seconds=20)
RENEW_EVERY = 5  # seconds


def read(submission_id, known_on):
    """Read one submission, if nobody else holds it. A late or doubled call does nothing.

    `known_on` is the day as of which the register is asked.
    """
    with pghistory.context(job="read_submission", submission=submission_id):
        token = claim(submission_id)
        if token:
            with heartbeat(submission_id, token), suppress(writer.TakenOver):
                ingest(submission_id, token, known_on)


@transaction.atomic
def claim(submission_id):
    """Take the lease by one conditional UPDATE, and count the attempt before the work starts."""
    token = uuid4()
    free = SubmissionLease.objects.filter(Q(until=None) | Q(until__lt=Now()))
    taken = free.filter(pk=submission_id).update(token=token, until=Now() + LEASE)
    waiting = Submission.objects.for_a_worker()
    return token if taken and waiting.count_attempt(submission_id) else None


@contextmanager
def heartbeat(submission_id, token):
    """Renew the lease every few seconds on a connection of its own, for as long as it is ours."""
    done = threading.Event()

    def renew():
        while not done.wait(RENEW_EVERY):
            ours = SubmissionLease.objects.filter(pk=submission_id, token=token)
            try:
                ours.update(until=Now() + LEASE)
            except OperationalError:  # the next beat tries again; the lease lasts four of them
                connection.close()
        connection.close()

    beat = threading.Thread(target=renew, name=f"lease of submission {submission_id}", daemon=True)
    beat.start()
    try:
        yield
    finally:
        done.set()
        beat.join()


def ingest(submission_id, token, known_on):
    """Take one submission from the bytes received to rows staged for review."""
    submission = Submission.objects.select_related("delivery").get(pk=submission_id)
    known = reading.needed_to_read(submission, known_on)
    with tempfile.TemporaryDirectory(prefix="pbc-reading-") as folder:
        try:
            read = child.run(stored_at(submission.delivery), known, into=Path(folder))
        except child.Refused as refusal:
            writer.refuse(submission_id, token, sentence=str(refusal))
            return drop_bytes(delivery=submission.delivery, by=operator())
        if read.layout is None:
            return writer.ask_for_mapping(submission_id, token, read)
        return writer.stage(submission_id, token, read)
