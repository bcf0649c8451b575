"""The list of files: what came, where it stands, and what waits for somebody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from activity.models import CoveredSlice, State, Submission
from activity.queries import words
from activity.queries.lines import PUBLISHING
from activity.queries.slices import SLICE, place_names
from pbc.core import access
from pbc.core.statements import kept_for_anybody

A_PERSONS_TURN = {
    State.STAGED: "Look at it and publish it",
    State.NEEDS_REASON: "Give a reason, or discard it",
    State.MAPPING_NEEDED: "Say what the headings mean, or send it again",
    State.SET_ASIDE: "Send it in again",
}


@dataclass(frozen=True)
class SubmissionRow:
    """One file of the list. Rows and money are None before it was read; `reading` is 2 and more
    where the file was read again."""

    number: int
    reading: int
    file_name: str
    sent_by: str
    received_at: date
    state: str
    covers: str
    needs: str
    rows: int | None
    money: Decimal | None


@dataclass(frozen=True)
class FilesCard:
    """What the desk shows of the files."""

    sentence: str
    needing: list[SubmissionRow]
    may_send: bool


def submissions(user):
    """Every file that the user may see, newest first, to be paged and handed to `rows`."""
    return Submission.objects.visible_to(user).order_by("-pk")


def needing(user):
    """The files that wait for the user's decision, oldest first."""
    # None waits on most days, and then nothing is asked about places.
    if not access.may(user, PUBLISHING) or not _one_waiting():
        return []
    return rows(_waiting().visible_to(user, to=PUBLISHING).order_by("pk"))


def _waiting():
    return Submission.objects.filter(state__in=A_PERSONS_TURN)


@kept_for_anybody
def _one_waiting():
    return _waiting().values_list("pk")[:1]


def rows(submissions):
    """The rows of these submissions, in their order."""
    found = list(submissions.select_related("delivery__sent_by"))
    if not found:
        return []
    covers = defaultdict(list)
    covered = CoveredSlice.objects.filter(submission__in=[one.pk for one in found])
    for pk, *key in covered.values_list("submission_id", *SLICE):
        covers[pk].append(tuple(key))
    names = place_names({key for keys in covers.values() for key in keys})
    return [_row(one, words.slices_in_words(covers[one.pk], names)) for one in found]


def _row(submission, covers):
    was_read = bool(submission.rows_read)
    return SubmissionRow(
        number=submission.pk,
        reading=submission.rules_version,
        file_name=submission.delivery.file_name,
        sent_by=str(submission.delivery.sent_by),
        received_at=submission.delivery.received_on,
        state=submission.state,
        covers=covers,
        needs=A_PERSONS_TURN.get(submission.state, ""),
        rows=submission.rows_read if was_read else None,
        money=submission.money_read if was_read else None,
    )


def with_bytes(sha256):
    """The readings of those bytes in words. Their file is not named: not everybody may see it."""
    found = Submission.objects.filter(delivery__sha256=sha256).order_by("pk")
    return ", ".join(f"submission {pk}" for pk in found.values_list("pk", flat=True))


def waiting_in_words(count):
    """Two files wait for you."""
    if not count:
        return "No file waits for you"
    return words.sentence_case(words.counted(count, "file waits", "files wait")) + " for you"


def card(user):
    """The files card of the desk; None for somebody who sees no files."""
    if not access.may(user, "activity.view_submission"):
        return None
    waiting = needing(user)
    return FilesCard(
        waiting_in_words(len(waiting)), waiting, access.may(user, "activity.add_delivery")
    )
