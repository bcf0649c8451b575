"""The heading of a file's page and the sentence below it; while it is read, how far it is."""

import zlib
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from activity.ingest import progress
from activity.models import State, SubmissionLease
from activity.models.submission import FOR_A_WORKER
from activity.queries import words
from activity.queries.changes import money_of
from activity.queries.consequences import months_in_words
from activity.queries.slices import place_names
from activity.queries.versions import brings, replaced_since, share
from pbc.core import money
from pbc.core.models.job import ATTEMPTS

LONGEST = 90  # letters of a refusal that make a heading
OPENERS = {"A", "An", "Every", "It", "No", "None", "Nothing", "Some", "The", "There", "This"}
WORK = (  # the steps of a worker, what each is called and what it does
    (progress.READ, "Read", "Every cell of every sheet."),
    (progress.CHECK, "Checked", "Practices, hospitals, codes and totals."),
    (progress.WRITE, "Written down", "Every row with its cell; the database adds them up."),
)
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
    """How far the reading of a file is; `mark` is another where there is something new to say."""

    steps: list[Step]
    attempt: int
    attempts: int = ATTEMPTS

    @property
    def now(self):
        """The step that it is at."""
        return next(step.name for step in self.steps if step.state == "NOW")

    @property
    def mark(self):
        """The step and its words, as short as an address wants them."""
        return f"{zlib.crc32(repr(self).encode()):08x}"


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
    slices = brings(submission)
    if not slices:
        return "Nothing in this file can be published: it covers no month of any locality"
    names = place_names(slices)
    said = f"{money.pounds(_staged(submission))} for "
    what = "practices" if any(key[3] for key in slices) else "localities"
    said += words.some_of((names[key[2:]] for key in slices), most=2, what=what)
    if submission.state == State.WITHDRAWN:
        return f"Withdrawn: {said} no longer counts"
    if submission.state == State.PUBLISHED:
        return f"{said} {_standing(submission, slices)}"
    ready = "needs a reason to be published" if asks else "is ready to publish"
    return f"{said} {ready}{_parked(submission)}"


def _staged(submission):
    """The money of what it covers: a file that is read again leaves months to later files."""
    if submission.rules_version == 1:
        return submission.money_staged
    return sum(amount for amount, _ in money_of(share(submission)).values())


def _standing(submission, slices):
    replaced = replaced_since(submission)
    if all(key in replaced for key in slices):
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
    came = "Not seen before." if submission.rules_version == 1 else "It is read once more."
    kept = f"Kept as it was sent, {filesizeformat(delivery.size)}. {came}"
    received = Step("Received", kept, "DONE")
    last = Step("Ready for your review", "Nothing is published until you say so.", "NEXT")
    at = progress.from_text(_lease(submission).progress) if held else None
    steps = [received, *_steps(held, at), last]
    return Reading(steps=steps, attempt=max(1, submission.attempts))


def _steps(held, at):
    """Reading, checking and writing down, each done, under way or to come."""
    if not held:
        waits = Step("Waiting to be read", "It is next as soon as a worker is free.", "NOW")
        return [waits, *(Step(name, text, "NEXT") for _, name, text in WORK[1:])]
    now = at.step if at else progress.READ
    reached = [step for step, *_ in WORK].index(now)
    states = ["DONE"] * reached + ["NOW"] + ["NEXT"] * len(WORK)
    steps = [Step(*told, state) for (_, *told), state in zip(WORK, states, strict=False)]
    name = f"Being {steps[reached].name.lower()}"
    steps[reached] = Step(name, _said(at) if at else steps[reached].text, "NOW")
    return steps


def _said(at):
    """The rows so far and the time left, each only where it is known."""
    if at.rows is None:
        return f"Practices, hospitals, codes and totals of {words.counted(at.of, 'row', 'rows')}."
    rows = f"{at.rows:,} of {at.of:,} rows" if at.of else words.counted(at.rows, "row", "rows")
    left = f" {words.sentence_case(_about(at.left))} left." if at.left is not None else ""
    return f"{rows} so far.{left}"


def _about(seconds):
    """A time as one says it: to five or ten seconds, above two minutes to the minute."""
    if seconds < 5:
        return "a few seconds"
    if seconds > 120:
        return f"about {round(seconds / 60)} minutes"
    return f"about {round(seconds / 5) * 5 if seconds < 30 else round(seconds / 10) * 10} seconds"


def _lease(submission):
    return SubmissionLease.objects.filter(pk=submission.pk).first()


def _is_held(submission):
    lease = _lease(submission)
    return bool(lease and lease.token and lease.until and lease.until > timezone.now())
