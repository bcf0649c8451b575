"""What no worker finished: found again, or set aside with a sentence that says so."""

from django.db.models import Q
from django.db.models.functions import Now

from activity.models import State, Submission
from activity.models.submission import FOR_A_WORKER
from pbc.core.deeds import deed

FREE = Q(submissionlease__until=None) | Q(submissionlease__until__lt=Now())
SENTENCE = (
    "The file could not be read in three attempts. Send it in again; if that fails too, tell "
    "whoever runs this service"
)


def waiting():
    """Ids of the readings that are for a worker and that nobody holds."""
    return list(Submission.objects.for_a_worker().filter(FREE).values_list("pk", flat=True))


@deed
def set_aside_submissions(*, by):
    """Set aside every reading that nobody holds and that has no attempts left; return them."""
    unfinished = Submission.objects.filter(FREE, state__in=FOR_A_WORKER)
    stuck = unfinished.exclude(pk__in=Submission.objects.for_a_worker().values("pk"))
    found = list(stuck.select_for_update(of=("self",), skip_locked=True))
    for submission in found:
        submission.state, submission.sentence = State.SET_ASIDE, SENTENCE
        submission.save()
    return found
