"""Sending a file the whole way, as the command line does: receive, read, and publish if asked."""

from dataclasses import dataclass
from datetime import date

from activity.ingest import job
from activity.models import State, Submission
from activity.services import deliveries, publication


@dataclass(frozen=True)
class Sent:
    """What became of one file; `is_duplicate` where its bytes stood already."""

    file_name: str
    submission: Submission
    is_duplicate: bool = False


@dataclass(frozen=True)
class Wanted:
    """How files are to be taken in: as of which day, for which month, published or only staged.

    `loads_history` where the day was said: then what waits for somebody's review is left to them.
    """

    received_on: date
    today: date
    publish: bool = False
    loads_history: bool = False
    reason: str = ""
    feed: object = None
    expected: tuple[int, int] | None = None


def send(*, file, file_name, wanted, by):
    """Take one file in and answer what became of it. Never raises for what the file holds."""
    file_name = deliveries.legible(file_name)
    submission, is_new = deliveries.receive_delivery(
        file=file,
        file_name=file_name,
        received_on=wanted.received_on,
        feed=wanted.feed,
        expected=wanted.expected,
        by=by,
    )
    if is_new:
        job.read(submission.pk, wanted.today)
        submission.refresh_from_db()
    publishes = wanted.publish and submission.state == State.STAGED
    if submission.state == State.REFUSED:
        return Sent(file_name, submission)
    if not is_new and (wanted.loads_history or not publishes):
        return Sent(file_name, submission, is_duplicate=True)
    if publishes:
        publish(submission=submission, wanted=wanted, by=by)
        submission.refresh_from_db()
    return Sent(file_name, submission)


def publish(*, submission, wanted, by):
    """Publish what is staged, or note what is asked first; no figure moves then."""
    try:
        publication.publish_submission(
            submission=submission, known_from=wanted.received_on, reason=wanted.reason, by=by
        )
    except publication.NeedsReason as asks:
        publication.ask_for_reason(submission=submission, sentence=str(asks), by=by)
    except (
        publication.HistoryMoved,
        publication.CountedTwice,
        publication.OfAClosedYear,
    ) as why:
        publication.refuse_submission(submission=submission, sentence=str(why), by=by)
