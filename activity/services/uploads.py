"""One upload of several files: each is kept and read by itself."""

from dataclasses import dataclass

from activity.models import Submission
from activity.services.deliveries import legible, receive_delivery
from activity.tasks import read_submission, read_upload
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
    """Keep the files of one upload, and queue the reading of those that are new.

    `expected` is (year, month) that they are said to bring. All are kept, or none is. They make
    one message: with a queue that does not answer, each would cost the page two seconds.
    """
    received = []
    for file in files:
        submission, is_new = receive_delivery(
            file=file, file_name=file.name, received_on=received_on, expected=expected, by=by
        )
        received.append(Received(legible(file.name), submission, is_new))
    new = [file.submission.pk for file in received if file.is_new]
    if len(new) == 1:
        queue(read_submission, submission_id=new[0])
    elif new:
        queue(read_upload, submission_ids=new)
    return received
