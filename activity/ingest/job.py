"""One reading of a delivery, from its bytes to rows staged for review."""

import tempfile
from pathlib import Path

import pghistory
from django.conf import settings
from django.db import transaction

from activity.ingest import child, writer
from activity.models import Submission, SubmissionLease
from activity.queries import reading
from activity.services import clearing
from activity.services.deliveries import accept_bytes
from activity.storage import stored_at
from pbc.core import errands, leases
from pbc.core.models.job import ATTEMPTS
from pbc.core.services import ask_for_errand, operator


def read(submission_id, known_on):
    """Read one submission, if nobody else holds it. A late or doubled call does nothing.

    `known_on` is the day as of which the register is asked. A reading whose child was killed
    from outside is tried again, as long as it has attempts left.
    """
    with pghistory.context(job="read_submission", submission=submission_id):
        again = True
        while again and (held := claim(submission_id)):
            again = attempt(held, known_on)


def attempt(held, known_on):
    """Try a reading once; return whether it is to be tried again at once."""
    try:
        with leases.at_work(held):
            ingest(held, known_on)
    except leases.TakenOver:
        return False
    except child.Killed:
        held.give_back()
        return True
    return False


def claim(submission_id):
    """Take the lease of a reading; None where it is somebody's, done, or out of attempts."""
    return leases.claim(Submission, SubmissionLease, submission_id)


def ingest(held, known_on):
    """Take one submission from the bytes received to rows staged for review.

    Raises Killed where that is not the last word on the file.
    """
    submission = Submission.objects.select_related("delivery", "feed").get(pk=held.pk)
    known = reading.needed_to_read(submission, known_on)
    room = Path(settings.PBC_VAR) / "reading"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=room, prefix=f"{held.pk}-") as folder:
        try:
            read = child.run(
                stored_at(submission.delivery), known, into=Path(folder), tell=held.say
            )
        except child.Refused as refusal:
            if isinstance(refusal, child.Killed) and submission.attempts < ATTEMPTS:
                raise
            return refuse(held, submission, refusal)
        accept_bytes(sha256=submission.delivery.sha256, by=operator())
        if read.layout is None:
            return writer.ask_for_mapping(held, read)
        return writer.stage(held, read)


def refuse(held, submission, refusal):
    """Refuse the file whole. That its bytes go is an errand of the same transaction: it is run at
    once, and by the sweep where this process ends in between."""
    drop = {"kind": clearing.DROP, "key": submission.delivery.sha256}
    with transaction.atomic():
        errand = ask_for_errand(**drop, by=operator())
        writer.refuse(held, sentence=str(refusal))
    errands.run(errand.pk)
