"""One upload of several files: each is kept and read by itself."""

from dataclasses import dataclass

from activity.models import Submission
from activity.services.deliveries import receive_delivery
from activity.tasks import read_submission
from pbc.core.deeds import deed
from pbc.core.jobs import queue


@dataclass(frozen=True)
class Received:
    """What became of one file of an upload; not new where its bytes stand already."""

    file_name: str
    submission: Submission
    is_new: bool


@deed
def receive_upload(*, files, received_on, by, expected=None):
    """Keep the files of one upload, and queue the reading of each that is new.

    `expected` is (year, month) that they are said to bring. All are kept, or none is.
    """
    received = []
    for file in files:
        submission, is_new = receive_delivery(
            file=file, file_name=file.name, received_on=received_on, expected=expected, by=by
        )
        if is_new:
            queue(read_submission, submission_id=submission.pk)
        received.append(Received(file.name, submission, is_new))
    return received
