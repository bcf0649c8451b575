"""What no worker finished: found again, or set aside with a sentence that its sender is told;
and the bytes that one which died on the way did not remove."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from activity.models import Delivery, State, Submission, SubmissionLease
from activity.services import notices
from activity.services.deliveries import drop_bytes, stored_at
from pbc.core import leases
from pbc.core.deeds import deed

SENTENCE = (
    "The file could not be read in three attempts. Send it in again; if that fails too, tell "
    "whoever runs this service"
)
TAKEN_IN_BY_THEN = timedelta(hours=1)


def waiting():
    """Ids of the readings that are for a worker and that nobody holds."""
    return leases.waiting(Submission, SubmissionLease)


@deed
def set_aside_submissions(*, on, by):
    """Set aside every reading that nobody holds and that has no attempts left, and tell who sent
    it in; return them. Two sweeps at once do it once."""
    if not leases.only_one("set aside submissions"):
        return []
    found = leases.given_up(Submission, SubmissionLease)
    for submission in found:
        submission.state, submission.sentence = State.SET_ASIDE, SENTENCE
        submission.save()
        notices.tell_the_sender(submission=submission, on=on)
    return found


@deed
def clear_bytes(*, now, by):
    """Remove the bytes of refused files that are still there, and what was half taken in.

    `now` is the moment on the wall. A file that is being taken in is not an hour old.
    """
    for delivery in Delivery.objects.filter(submissions__state=State.REFUSED).distinct():
        if stored_at(delivery).exists():
            drop_bytes(delivery=delivery, by=by)
    for part in (Path(settings.PBC_VAR) / "deliveries").glob("*.part"):
        with suppress(FileNotFoundError):
            if now - datetime.fromtimestamp(part.stat().st_mtime, UTC) > TAKEN_IN_BY_THEN:
                part.unlink()
