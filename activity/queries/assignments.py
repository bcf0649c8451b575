"""What people said by hand of unassigned lines: for a reading, its review, the rows (B06)."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from activity.models import AssignmentOutcome, HandAssignment, Outcome
from activity.queries import words
from activity.queries.lines import Keys, line_url, said
from activity.queries.names import names_of_codes
from activity.queries.slices import key_of
from activity.queries.versions import held_before
from pbc.core import money, periods
from pbc.core.statements import kept_for_anybody

WHY = {
    Outcome.NOT_FOUND: "The line is not in this file as it was",
    Outcome.NOT_THERE: "The practice is not in the locality in that month",
}


def to_apply(known_on):
    """Every word that stands on that day, as plain data for the child."""
    standing = HandAssignment.objects.known_on(known_on).select_related("feed")
    return [
        {
            "id": word.pk,
            "feed": word.feed.code,
            "year": word.year,
            "first_month": word.first_month,
            "month": word.month,
            "locality_id": word.locality_id,
            "practice_given": word.practice_given,
            "provider_given": word.provider_given,
            "point_of_delivery_id": word.point_of_delivery_id,
            "specialty_given": word.specialty_given,
            "amount": f"{word.actual_cost:.2f}",
            "practice_id": word.practice_id,
        }
        for word in standing
        if word.practice_id
    ]


@dataclass(frozen=True)
class Given:
    """What a reading gives to one practice by hand."""

    practice: str
    code: str
    lines: int
    money: Decimal


@dataclass(frozen=True)
class Missing:
    """An assignment whose line the reading does not have, and its money."""

    code: str
    url: str
    line: str
    practice: str
    money: Decimal
    why: str
    said: str


@dataclass(frozen=True)
class ByHand:
    """Hand work in the months that a file covers: what it gave to whom, and what it missed."""

    heading: str
    given: list[Given]
    missing: list[Missing]
    taken_back: list[Given]

    @property
    def money_given(self):
        """Given to practices, altogether."""
        return sum((one.money for one in self.given), Decimal(0))

    @property
    def money_missing(self):
        """Of the lines that were not found, altogether."""
        return sum((one.money for one in self.missing), Decimal(0))


def by_hand(submission):
    """What a reading did with the assignments of its months; None where there are none."""
    outcomes = submission.by_hand.select_related("assignment__practice", "assignment__by")
    outcomes = list(outcomes.order_by("pk"))
    gone = _taken_back(submission, outcomes)
    if not outcomes and not gone:
        return None
    applied = [one.assignment for one in outcomes if one.outcome == Outcome.APPLIED]
    rest = [one for one in outcomes if one.outcome != Outcome.APPLIED]
    keys, named = Keys(), names_of_codes()
    return ByHand(
        heading=_heading(applied, rest, gone),
        given=_given(applied),
        taken_back=_given(gone),
        missing=[_missing(one, keys, named) for one in rest],
    )


def _taken_back(submission, outcomes):
    """Assignments that the version before applied, and that nobody stands by any more."""
    held = held_before(submission)
    before = AssignmentOutcome.objects.filter(
        submission__in=set(held.values()), outcome=Outcome.APPLIED
    ).select_related("assignment__practice")
    spoken_of = {said(one.assignment) for one in outcomes}
    return [
        one.assignment
        for one in before.order_by("pk")
        if held.get(_stood_in(one.assignment, held)) == one.submission_id
        and said(one.assignment) not in spoken_of
    ]


def _stood_in(word, held):
    """The slice in which its line stood once it was given to its practice."""
    return key_of(held, *word.slice, word.practice_id)


def _heading(applied, rest, gone):
    count = words.counted(len(applied), "line is", "lines are") if applied else "No line is"
    said = f"{words.sentence_case(count)} assigned by hand"
    if rest:
        said += f", {words.number_in_words(len(rest))} more not found"
    if gone:
        said += f", {words.number_in_words(len(gone))} taken back"
    return said


def _given(assignments):
    held = defaultdict(list)
    for one in assignments:
        held[one.practice.name, one.practice.code].append(one.actual_cost)
    return [Given(*whose, len(costs), sum(costs)) for whose, costs in sorted(held.items())]


def _missing(one, keys, named):
    word, code = one.assignment, keys.of(one.assignment).code
    return Missing(
        code=code,
        url=line_url(code),
        line=line_in_words(word, named),
        practice=word.practice.name,
        money=word.actual_cost,
        why=WHY[one.outcome],
        said=in_words(word),
    )


def line_in_words(row, named):
    """Elective inpatient, Fern Hospital, General surgery, month 6, of a line or of the line that
    an assignment speaks of; what is not given is left out."""
    parts = (
        named.names["pods"][row.point_of_delivery_id],
        named.provider(row),
        named.specialty(row),
        periods.span_in_words(range(row.first_month or 1, row.month + 1)),
    )
    return ", ".join(filter(None, parts))


def in_words(word):
    """By Ruth Allan on 13 March 2007: “they moved in May”."""
    return f"by {word.by} on {periods.day(word.known_from)}: “{word.reason}”"


def consequence(hand):
    """What hand work a publication brings about, as a sentence; nothing where there is none."""
    said = ""
    if hand and hand.given:
        names = words.some_of((one.practice for one in hand.given), what="practices")
        count = words.counted(sum(one.lines for one in hand.given), "unassigned line")
        is_ = "counts" if count.startswith("one ") else "count"
        said = (
            f"{words.sentence_case(count)} with {money.pence(hand.money_given)} {is_} for {names}, "
            "as assigned by hand. No total of a locality changes by that."
        )
    return said


def words_for(lines, known_on):
    """What was said by hand of lines: {id of the line: (word, whether its reading applied it)}.

    A word that no reading of the line has applied yet is one that stood on `known_on`.
    """
    nobody = [line for line in lines if line.practice_id is None]
    by_line = _applied_in({line.submission_id for line in lines})
    found = {
        line.pk: (by_line[line.submission_id, said(line)], True)
        for line in (lines if by_line else ())
        if line.practice_id and (line.submission_id, said(line)) in by_line
    }
    waits = _standing({line.locality_id for line in nobody}, known_on) if nobody else {}
    return found | {line.pk: (waits[said(line)], False) for line in nobody if said(line) in waits}


def _standing(localities, known_on):
    """The words that stood on a day for lines of these localities: {what one says of it: word}."""
    words = _words_of(tuple(sorted(localities)), known_on)
    return {said(w): w for w in words if w.practice_id}


@kept_for_anybody
def _words_of(localities, known_on):
    words = HandAssignment.objects.known_on(known_on).filter(locality__in=localities)
    return words.select_related("practice", "by")


def _applied_in(submissions):
    """The words that readings applied: {(reading, what it says of its line): word}."""
    pairs = _pairs_applied(tuple(sorted(submissions)))
    if not pairs:
        return {}  # as of most
    found = HandAssignment.objects.select_related("practice", "by")
    found = found.in_bulk({word for _, word in pairs})
    return {(submission, said(found[word])): found[word] for submission, word in pairs}


@kept_for_anybody
def _pairs_applied(submissions):
    applied = AssignmentOutcome.objects.filter(submission__in=submissions, outcome=Outcome.APPLIED)
    return applied.values_list("submission", "assignment")
