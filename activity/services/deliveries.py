"""Taking in what is sent: the bytes are kept, and their first reading is the job."""

from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from activity import storage
from activity.ingest.nhs_numbers import masked
from activity.models import Delivery, Purge, State, Submission, SubmissionLease
from activity.models.purge import NO_NAME
from pbc.core import scanner
from pbc.core.deeds import deed

PURGED = (
    "This file was removed before, because it held details of patients. Send in one without them"
)
INFECTED = (
    "The virus scanner found “{}” in this file, and nothing of it was kept. Tell whoever it came"
    " from, and send in one without it"
)
STANDS = (State.PUBLISHED, State.STAGED, State.RECEIVED, State.READ, State.CHECKED)


def legible(name):
    """A file's name as it can be kept and shown: a mark for what no page and no line can hold,
    and for what passes for an NHS number."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return masked(shown)


def keep(file):
    """Keep the bytes under their SHA-256, in quarantine unless they were accepted before; return
    (sha256, size, name, what the scanner found in them). Twice is harmless.

    Where it found something they are not kept, nor where it did not say: scanner.Unheard.
    Nobody else takes in, accepts or drops the same bytes until the transaction ends.
    """
    part, sha256, size = storage.write_down(file)
    try:
        with part.open("rb") as written:
            found = scanner.found_in(written)
        storage.lock(sha256)
        if not found:
            storage.keep(part, sha256)
    finally:  # where it was not moved it must not lie about
        part.unlink(missing_ok=True)
    return sha256, size, f"{sha256[:2]}/{sha256}", found


def reading_that_stands(sha256):
    """The reading of the same bytes that is published, or waits to be read or reviewed."""
    same = Submission.objects.filter(delivery__sha256=sha256, state__in=STANDS)
    return same.order_by("pk").last()


@deed
def receive_delivery(*, file, file_name, received_on, by, feed=None, expected=None):
    """Keep the bytes as sent, and make their first reading, which is the job.

    `file` is open for reading bytes; `expected` is (year, month) that it is said to bring.
    Returns the submission and whether it is new: bytes that stand already are not read again,
    and a reading of them that waited for a reason makes way for the new one. Bytes that two
    persons had removed are refused, and neither they nor the name that they come under are kept.
    In which the scanner finds something are refused too, though the same stand from before.
    """
    sha256, size, stored_as, found = keep(file)
    is_purged = Purge.objects.agreed().filter(sha256=sha256).exists()
    stands = None if is_purged or found else reading_that_stands(sha256)
    delivery = Delivery.objects.create(
        file_name=NO_NAME if is_purged else legible(file_name)[-255:],  # nobody looked at this one
        sha256=sha256,
        size=size,
        stored_as=stored_as,
        feed=feed,
        expected_year=expected[0] if expected else None,
        expected_month=expected[1] if expected else None,
        sent_by=by,
        received_on=received_on,
        same_as=stands,
    )
    if is_purged:
        storage.remove(sha256)
    if is_purged or found:
        said = {"state": State.REFUSED, "sentence": PURGED if is_purged else INFECTED.format(found)}
        return Submission.objects.create(delivery=delivery, feed=feed, **said), False
    if stands:
        return stands, False
    waiting = Submission.objects.filter(delivery__sha256=sha256, state=State.NEEDS_REASON)
    waiting.update(state=State.DISCARDED)
    submission = Submission.objects.create(delivery=delivery, feed=feed)
    SubmissionLease.objects.create(submission=submission)
    return submission, True


@deed
def accept_bytes(*, sha256, by):
    """Take bytes out of quarantine: the guard has passed on them."""
    storage.lock(sha256)
    if not Purge.objects.agreed().filter(sha256=sha256).exists():
        storage.accept(sha256)


@deed
def drop_bytes(*, sha256, by):
    """Remove bytes that no reading has but such as were refused, for they may hold what must not
    lie here, or discarded PBC_DISCARDED_KEPT_DAYS ago, whose figures never counted, and whatever
    lies here of what two persons had removed. Name, size and hash of their delivery stay."""
    storage.lock(sha256)
    if Purge.objects.agreed().filter(sha256=sha256).exists():
        storage.remove(sha256)
    readings = Submission.objects.filter(delivery__sha256=sha256).exclude(state=State.REFUSED)
    if not readings.exclude(pk__in=_discarded_long_ago(readings)).exists():
        storage.remove(sha256)


def _discarded_long_ago(readings):
    """Readings that were set aside for good, by somebody or for bytes that were sent again."""
    since = Coalesce("decided_at", "delivery__recorded_at")
    before = Now() - timedelta(days=settings.PBC_DISCARDED_KEPT_DAYS)
    discarded = readings.filter(state=State.DISCARDED).alias(since=since)
    return discarded.filter(since__lt=before).values("pk")


class NotToBeDiscarded(Exception):
    """Only what waits for somebody can be discarded."""


@deed
def discard_submission(*, submission, by):
    """Set a reading that waits for somebody aside for good. What is known of the delivery is kept,
    its bytes for PBC_DISCARDED_KEPT_DAYS."""
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if not (held.is_for_a_person or held.state == State.MAPPING_NEEDED):
        raise NotToBeDiscarded("Only a file that waits to be published can be discarded")
    held.state, held.decided_by, held.decided_at = State.DISCARDED, by, timezone.now()
    held.save()
    return held
