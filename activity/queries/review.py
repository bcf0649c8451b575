"""One file as its page shows it: what was understood, what would change, what is asked."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from activity.models import State
from activity.models.submission import FOR_A_WORKER
from activity.queries import (
    assignments,
    consequences,
    coverage,
    publication,
    purges,
    understood,
    verdict,
)
from activity.queries.assignments import ByHand
from activity.queries.consequences import Told
from activity.queries.history import Decision, decision
from activity.queries.months import Months, months
from activity.queries.problems import Problems, problems
from activity.queries.understood import Balance, Fact, Headings
from activity.queries.verdict import Reading
from pbc.core import access, periods
from pbc.core.clock import LONDON

READ = (State.STAGED, State.NEEDS_REASON, State.PUBLISHED, State.WITHDRAWN)


@dataclass(frozen=True)
class Review:
    """Everything that the page of one submission says. The `may_` are what this person may do."""

    number: int
    file_name: str
    sent_by: str
    received_at: date
    received_time: datetime | None
    state: str
    heading: str
    lead: str
    reading: Reading | None = None
    decision: Decision | None = None
    headings: Headings | None = None
    understood: list[Fact] = field(default_factory=list)
    balance: Balance | None = None
    by_hand: ByHand | None = None
    months: Months | None = None
    problems: Problems | None = None
    consequences: list[str] = field(default_factory=list)
    folded: list[Told] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    basis: list[int] = field(default_factory=list)
    publish_label: str = ""
    undo_consequences: list[str] = field(default_factory=list)
    coverage_url: str = ""
    may_publish: bool = False
    may_discard: bool = False
    may_undo: bool = False
    may_redo: bool = False
    may_send_again: bool = False
    purge: purges.Told | None = None
    may_purge: bool = False

    @property
    def is_being_read(self):
        """Whether a worker has it, or will."""
        return self.reading is not None


def review(submission, *, user, may_decide, may_send, today):
    """Read everything about a submission; `may_decide` is whether the person may publish it."""
    state = submission.state
    waits = state in (State.STAGED, State.NEEDS_REASON)
    read = months(submission) if state in READ else None
    asks, basis = _asked(submission) if waits else ([], [])
    says, folded = _consequences(submission, read, user, today) if waits and read else ([], [])
    publishes = may_decide and waits and read is not None
    takes_back = may_decide and state in (State.PUBLISHED, State.WITHDRAWN)
    return Review(
        number=submission.pk,
        file_name=submission.delivery.file_name,
        sent_by=str(submission.delivery.sent_by),
        received_at=submission.delivery.received_on,
        received_time=_time_of_the_day(submission.delivery),
        state=state,
        heading=verdict.heading(submission, asks),
        lead=verdict.lead(submission, read, asks),
        reading=verdict.reading(submission) if state in FOR_A_WORKER else None,
        decision=decision(submission),
        headings=understood.headings(submission),
        understood=understood.facts(submission),
        balance=understood.balance(submission),
        by_hand=assignments.by_hand(submission) if state in READ else None,
        months=read,
        problems=problems(submission),
        consequences=says,
        folded=folded,
        asks=asks,
        basis=basis,
        publish_label=_publish_label(read),
        undo_consequences=consequences.of_taking_back(submission) if takes_back else [],
        coverage_url=_coverage_url(submission) if may_decide and waits else "",
        may_publish=publishes,
        may_discard=may_decide and (waits or state == State.MAPPING_NEEDED),
        may_undo=takes_back and state == State.PUBLISHED,
        may_redo=takes_back and state == State.WITHDRAWN,
        may_send_again=may_send and _may_come_again(state, read),
        purge=purges.told(submission.delivery, user),
        may_purge=access.may(user, purges.PERMISSION) and state not in FOR_A_WORKER,
    )


def _asked(submission):
    """What needs a reason as things stand now, and the moves in force that the person sees."""
    slices = list(submission.covered.all())
    in_force = publication.in_force_now(submission.feed_id, slices)
    seen = sorted(move.pk for move in in_force.values())
    return publication.what_needs_a_reason(submission, slices, in_force, seen), seen


def _consequences(submission, read, user, today):
    return consequences.of_publishing(submission, read, user=user, today=today)


def _coverage_url(submission):
    """Where somebody says what the file covers; nowhere for a file without a sound row."""
    has = submission.rows_staged or submission.parked.filter(code=coverage.OUTSIDE).exists()
    return reverse("activity:submission-coverage", args=[submission.pk]) if has else ""


def _publish_label(read):
    if read is None:
        return ""
    return f"Publish {periods.span_in_words({row.month for row in read.rows})}"


def _may_come_again(state, read):
    again = (State.REFUSED, State.SET_ASIDE, State.MAPPING_NEEDED, State.DISCARDED)
    return state in again or (state in (State.STAGED, State.NEEDS_REASON) and read is None)


def _time_of_the_day(delivery):
    """When it came, unless the day that it counts from is another one (history)."""
    at = delivery.recorded_at.astimezone(LONDON)
    return at if at.date() == delivery.received_on else None
