"""Reading in the background. The row is the job: a message carries its id and may be lost."""

from celery import shared_task

from activity.ingest import job
from activity.services import clearing, sweeping
from pbc.core import clock
from pbc.core.jobs import SENT_AGAIN_BY_THEN, queue
from pbc.core.services import ask_for_errand, operator
from pbc.core.tasks import run_errand


@shared_task(expires=SENT_AGAIN_BY_THEN)
def read_submission(*, submission_id):
    """Read one submission, unless it is done or somebody else is at it."""
    job.read(submission_id, clock.today())


@shared_task(expires=SENT_AGAIN_BY_THEN)
def read_upload(*, submission_ids):
    """Have each file of one upload read, by whoever is free."""
    for submission_id in submission_ids:
        queue(read_submission, submission_id=submission_id)


@shared_task
def sweep_submissions():
    """Queue again what waits for a worker and nobody holds; set aside what is out of attempts."""
    sweeping.set_aside_submissions(on=clock.today(), by=operator())
    for submission_id in sweeping.waiting():
        queue(read_submission, submission_id=submission_id)


@shared_task
def sweep_bytes():
    """Have removed what should lie here no longer: bytes of refused files, files half taken in,
    what a crash left."""
    errand = ask_for_errand(kind=clearing.CLEAR_UP, key=clearing.EVERYTHING, by=operator())
    queue(run_errand, errand_id=errand.pk)
