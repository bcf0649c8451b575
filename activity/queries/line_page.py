"""One line by its code: what it says, where it stands now, and what was said of it by hand."""

from dataclasses import dataclass, field
from decimal import Decimal

from activity.models import Submission
from activity.queries import assignments, lines
from activity.queries.names import names_of_codes
from activity.queries.source_cell import cell_url
from activity.queries.understood import Fact
from activity.queries.words import counted, sentence_case
from pbc.core import access, money, periods
from pbc.core.models import Locality, Practice


@dataclass(frozen=True)
class Word:
    """One word on a line: to whom it was given, or that this was taken back; by whom and why."""

    what: str
    said: str


@dataclass(frozen=True)
class LinePage:
    """A line and its history. `may_assign` and `may_take_back` are what this person may do now;
    `is_decided_here`, whether the person publishes for its locality at all. `file` is the reading
    that holds it, where the person may see that."""

    code: str
    caption: str
    heading: str
    sentence: str
    facts: list[Fact]
    words: list[Word] = field(default_factory=list)
    may_assign: bool = False
    may_take_back: bool = False
    is_decided_here: bool = False
    file: Submission | None = None
    cell_url: str = ""


def line_page(user, code):
    """The page of a line, or None where it is not there or not the user's to open."""
    found = lines.in_force([code])
    history = lines.words_on([code])
    words = next(iter(history.values()), [])
    one = next(iter(found.values()), None)
    row = one.line if one else (words[-1] if words else None)
    if row is None or not lines.may_open(user, row):
        return None
    assigned = bool(words) and words[-1].practice_id is not None
    publishes = lines.may_open(user, row, lines.PUBLISHING)
    return LinePage(
        code=next(iter(found), None) or next(iter(history)),
        caption=f"{_locality(row)}, {_months(row)} of {periods.year_name(row.year)}",
        heading=f"A line of {money.pence(row.actual_cost)}",
        sentence=_sentence(one, words[-1] if assigned else None),
        facts=_facts(row, one, user),
        words=[_word(word) for word in reversed(words)],
        may_assign=publishes and one is not None and row.practice_id is None,
        may_take_back=publishes and assigned,
        is_decided_here=publishes,
        file=_file(one, user),
        cell_url=cell_url(one.line.submission_id, one.line.sheet, one.line.cell) if one else "",
    )


def _file(one, user):
    seen = Submission.objects.visible_to(user)
    return seen.filter(pk=one.line.submission_id).first() if one else None


def _locality(row):
    return Locality.objects.get(pk=row.locality_id).name


def _months(row):
    return periods.span_in_words(lines.months_of(row))


def _sentence(one, word):
    """Where its money counts as things stand."""
    if one is None:
        return "This line is in no file that is in force now. Its money is where the files put it."
    if one.line.practice_id is None:
        counts = "It belongs to no practice yet and counts for its locality."
        if word is None:
            return counts
        return f"{counts} It waits to be published for {word.practice.name}."
    practice = Practice.objects.get(pk=one.line.practice_id).name
    if word is None or word.practice_id != one.line.practice_id:
        return f"It counts for {practice}."
    return f"It counts for {practice}, as assigned by hand."


def _facts(row, one, user):
    names = names_of_codes()
    named = [
        Fact("Practice as given", row.practice_given),
        Fact("Hospital", _named(names.provider(row), row.provider_given)),
        Fact("Kind of care", names.names["pods"][row.point_of_delivery_id]),
        Fact("Specialty", _named(names.specialty(row), row.specialty_given)),
        Fact("Cost", money.pence(row.actual_cost)),
    ]
    return named + (
        [_place(one.line)] if one and access.may(user, "activity.view_submission") else []
    )


def _named(name, given):
    return f"{name} ({given})" if name != given else given or "not given"


def _place(line):
    file = Submission.objects.select_related("delivery").get(pk=line.submission_id)
    sheet = f", sheet “{line.sheet}”" if line.sheet else ""
    return Fact("Where it stands", f"{file.delivery.file_name}{sheet}, cell {line.cell}")


def _word(word):
    what = f"Assigned to {word.practice.name}" if word.practice else "Taken back: unassigned again"
    return Word(what, assignments.in_words(word))


@dataclass(frozen=True)
class Chosen:
    """Lines that somebody wants to assign, with what they come to."""

    heading: str
    sentence: str
    lines: list[tuple[str, str, Decimal]]  # code, in words, cost


def chosen(found):
    """The lines chosen on the page before, dearest first. `found` are InForceLines."""
    named = names_of_codes()
    rows = sorted(found, key=lambda one: (-one.line.actual_cost, one.code))
    total = sum(one.line.actual_cost for one in rows)
    places = sorted({named.names["localities"][one.line.locality_id] for one in rows})
    count = sentence_case(counted(len(rows), "unassigned line"))
    return Chosen(
        heading=f"{count} with {money.pence(total)}",
        sentence=f"{' and '.join(places)}: counted for the locality, and for no practice yet.",
        lines=[
            (one.code, assignments.line_in_words(one.line, named), one.line.actual_cost)
            for one in rows
        ],
    )
