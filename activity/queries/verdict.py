"""The heading of a file's page and the sentence below it; while it is read, how far it is."""

from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from activity.models import State, SubmissionLease
from activity.models.submission import FOR_A_WORKER
from activity.queries import words
from activity.queries.consequences import months_in_words
from activity.queries.versions import covered, replaced_since
from pbc.core import money
from pbc.core.models.job import ATTEMPTS

LONGEST = 90  # letters of a refusal that make a heading
OPENERS = {"A", "An", "Every", "It", "No", "None", "Nothing", "Some", "The", "There", "This"}
NOTHING = "Nothing has been loaded and no figure has changed."
UNTOUCHED = f"{NOTHING} The file is kept as it was sent."


@dataclass(frozen=True)
class Step:
    """One step of a reading: DONE, NOW or NEXT."""

    name: str
    text: str
    state: str


@dataclass(frozen=True)
class Reading:
    """How far the reading of a file is."""

    steps: list[Step]
    attempt: int
    attempts: int = ATTEMPTS


def heading(submission, asks=()):
    """The verdict on a file in one line."""
    state = submission.state
    if state in FOR_A_WORKER:
        return "The file is being read" if _is_held(submission) else "The file waits to be read"
    if state == State.REFUSED:
        return _refusal(submission.sentence)[0]
    if state == State.MAPPING_NEEDED:
        return "The headings of this file are not understood"
    if state == State.SET_ASIDE:
        return "Set aside: the file could not be read"
    if state == State.DISCARDED:
        return "Discarded: nothing in this file counts"
    return _about_money(submission, asks)


def _about_money(submission, asks):
    slices = covered(submission)
    if not slices:
        return "Nothing in this file can be published: it covers no month of any locality"
    names = words.locality_names()
    said = f"{money.pounds(submission.money_staged)} for "
    said += words.some_of((names[key[2]] for key in slices), most=2)
    if submission.state == State.WITHDRAWN:
        return f"Withdrawn: {said} no longer counts"
    if submission.state == State.PUBLISHED:
        return f"{said} {_standing(submission, slices)}"
    ready = "needs a reason to be published" if asks else "is ready to publish"
    return f"{said} {ready}{_parked(submission)}"


def _standing(submission, slices):
    replaced = len(replaced_since(submission))
    if replaced == len(slices):
        return "was published, and later files have replaced it"
    return "is published; a part was replaced since" if replaced else "is published"


def _parked(submission):
    count = submission.rows_parked
    return f"; {words.counted(count, 'row is', 'rows are')} parked" if count else ""


def lead(submission, months, asks=()):
    """What stands below the verdict: what would change, or what to do."""
    state = submission.state
    if state == State.REFUSED:
        return " ".join(filter(None, (_refusal(submission.sentence)[1], NOTHING)))
    if state == State.MAPPING_NEEDED:
        return f"{UNTOUCHED} Send it in again with the headings that are missing."
    if state == State.SET_ASIDE:
        return f"{_full_stop(submission.sentence)} {UNTOUCHED}"
    if state in (State.STAGED, State.NEEDS_REASON):
        if months is None:
            return " ".join(map(_full_stop, asks))
        return f"Nothing is published yet. {words.sentence_case(months_in_words(months))}."
    return ""


def _refusal(sentence):
    """A refusal as a heading, and what is left of it: what to do."""
    first, _, rest = sentence.partition(". ")
    if len(first) > LONGEST:
        return "Refused: nothing in this file was loaded", _full_stop(sentence)
    word = first.split(" ")[0]
    said = first[:1].lower() + first[1:] if word in OPENERS else first
    return f"Refused: {said}", _full_stop(rest) if rest else ""


def _full_stop(sentence):
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def reading(submission):
    """The steps of a reading that is not done."""
    delivery, held = submission.delivery, _is_held(submission)
    size = filesizeformat(delivery.size)
    waits = Step("Waiting to be read", "It is next as soon as a worker is free.", "NOW")
    reads = Step("Being read", _progress(submission), "NOW")
    return Reading(
        steps=[
            Step("Received", f"Kept as it was sent, {size}. Not seen before.", "DONE"),
            reads if held else waits,
            Step("Checked", "Totals, the months in force, the plan, practices and codes.", "NEXT"),
            Step("Ready for your review", "Nothing is published until you say so.", "NEXT"),
        ],
        attempt=max(1, submission.attempts),
    )


def _lease(submission):
    return SubmissionLease.objects.filter(pk=submission.pk).first()


def _is_held(submission):
    lease = _lease(submission)
    return bool(lease and lease.until and lease.until > timezone.now())


def _progress(submission):
    lease = _lease(submission)
    return (lease and lease.progress) or "Rows, practices, hospitals and codes."
