"""What was decided about a file: by whom, when and why."""

from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.urls import reverse

from activity.models import Move, State
from activity.queries import words
from activity.queries.versions import held_before, replaced_since
from pbc.core import periods

WORDS = {
    Move.PUBLISHED: "Published",
    Move.WITHDRAWN: "Withdrawn",
    Move.REDONE: "Published again",
}


@dataclass(frozen=True)
class Decision:
    """The last decision about a file. `asked` is what its reason answers."""

    what: str
    by: str
    at: datetime
    reason: str = ""
    asked: str = ""
    known_from: date | None = None
    replaced_by: str = ""
    changes_url: str = ""


def decision(submission):
    """The last decision about a file that is published, withdrawn or discarded; else None."""
    if submission.state == State.DISCARDED:
        return _discarded(submission)
    if submission.state not in (State.PUBLISHED, State.WITHDRAWN):
        return None
    last = submission.moves.select_related("by").order_by("-pk").first()
    if submission.state == State.WITHDRAWN and last.move != Move.WITHDRAWN:
        return _withdrawn_without_a_move(submission)
    url = reverse("activity:submission-changes", args=[submission.pk])
    counts = last.move != Move.WITHDRAWN
    return Decision(
        what=WORDS[last.move],
        by=str(last.by),
        at=last.recorded_at,
        reason=last.reason,
        asked=submission.sentence if last.move == Move.PUBLISHED and last.reason else "",
        known_from=last.known_from if counts else None,
        replaced_by=_replaced_by(submission) if counts else _counts_until(last.known_from),
        changes_url=url if any(held_before(submission).values()) else "",
    )


def _counts_until(day):
    return f"From {periods.day(day)} on its figures count no longer; days before still show them."


def _replaced_by(submission):
    """Since replaced: Dacorum, month 6 of 2006/07."""
    since = replaced_since(submission)
    if not since:
        return ""
    later = ", ".join(f"submission {pk}" for pk in sorted(set(since.values())))
    return f"{words.slices_in_words(since)}: since replaced by {later}."


def _written(submission, state):
    """The audit's row of the moment when a submission came to a state."""
    events = apps.get_model("activity", "SubmissionEvent").objects
    rows = events.filter(pgh_obj=submission.pk, state=state).select_related("pgh_context")
    return rows.order_by("-pgh_id").first()


def _discarded(submission):
    written = _written(submission, State.DISCARDED)
    if written is None or submission.decided_by is None:
        return None
    return Decision("Discarded", str(submission.decided_by), written.pgh_created_at)


def _withdrawn_without_a_move(submission):
    """A withdrawal that moved no figure: later files held every month already."""
    people = apps.get_model("core", "Person").objects
    written = _written(submission, State.WITHDRAWN)
    by = people.filter(pk=written.pgh_context.metadata.get("user")).first()
    return Decision("Withdrawn", str(by), written.pgh_created_at)
