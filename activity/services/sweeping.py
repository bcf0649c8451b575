"""What no worker finished: found again, or set aside with a sentence that its sender is told."""

from activity.models import State, Submission, SubmissionLease
from activity.services import notices
from pbc.core import leases
from pbc.core.deeds import deed

SENTENCE = (
    "The file could not be read in three attempts. Send it in again; if that fails too, tell "
    "whoever runs this service"
)


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
