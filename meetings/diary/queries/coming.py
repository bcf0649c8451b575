"""Who is in the list of a meeting, in words: how many came, the quorum, the practices."""

from dataclasses import dataclass, field

from meetings.diary import marks
from meetings.diary.queries.groups import practices_of
from meetings.models import CAME, How
from pbc.core import money
from pbc.core.pages.frame import counted


@dataclass(frozen=True)
class Name:
    """Somebody of the list, with the mark of where they come from."""

    name: str
    mark: str
    affiliation: str
    practice: str

    def __str__(self):
        return f"{self.name} {self.mark}".strip()


@dataclass(frozen=True)
class Attended:
    """The list of a meeting, and what it comes to."""

    sentence: str
    quorum: str
    practices: str
    missing: list[str]
    present: list[Name] = field(default_factory=list)
    apologies: list[Name] = field(default_factory=list)
    copies_to: list[Name] = field(default_factory=list)
    by_invitation: list[Name] = field(default_factory=list)
    key: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self):
        """Whether nobody is in it yet."""
        return not (self.present or self.apologies or self.copies_to or self.by_invitation)


def attended(meeting):
    """The list of a meeting. Read in three statements, however many are in it."""
    rows = list(meeting.attendances.in_order().select_related("practice"))
    names = {how: [_name(row) for row in rows if row.how == how] for how in How.values}
    present, practices = _practices(meeting, rows)
    used = {row.affiliation for row in rows}
    return Attended(
        sentence=sentence(names),
        quorum=_quorum(meeting, rows),
        practices=present,
        missing=practices,
        present=names[How.PRESENT],
        apologies=names[How.APOLOGIES],
        copies_to=names[How.COPIES_TO],
        by_invitation=names[How.BY_INVITATION],
        key=[(sign, code) for code, sign in marks.marks().items() if code in used],
    )


def _name(row):
    practice = row.practice.name if row.practice else ""
    return Name(row.name, marks.mark(row.affiliation), row.affiliation, practice)


def sentence(names):
    """13 came, 3 sent apologies, 1 by invitation."""
    said = []
    if names[How.PRESENT]:
        said.append(f"{len(names[How.PRESENT])} came")
    if names[How.APOLOGIES]:
        said.append(f"{len(names[How.APOLOGIES])} sent apologies")
    if names[How.BY_INVITATION]:
        said.append(f"{len(names[How.BY_INVITATION])} by invitation")
    return ", ".join(said) or "Nobody is in the list yet"


def _quorum(meeting, rows):
    """Whether enough of those who have a seat were present, in words; empty where none were."""
    if not any(row.how == How.PRESENT for row in rows) or meeting.day is None:
        return ""
    of_it = counting(meeting, rows)
    if meeting.body.quorum is None:
        return "no quorum is set"
    needs = f"{len(of_it)} of its members, and {meeting.body.quorum} are needed"
    return f"a quorum: {needs}" if len(of_it) >= meeting.body.quorum else f"no quorum: {needs}"


def counting(meeting, rows):
    """Those of the list who were present and have a seat on the day.

    A body without seats counts everybody present who has no mark of elsewhere.
    """
    present = [row for row in rows if row.how == How.PRESENT]
    day = meeting.day or meeting.month
    seats = list(meeting.body.seats.in_force(day).values_list("person", "name"))
    if not seats:
        return [row for row in present if not row.affiliation]
    return [row for row in present if _sits(row, seats)]


def _sits(row, seats):
    return any((person and person == row.person_id) or name == row.name for person, name in seats)


def _practices(meeting, rows):
    """12 of 13 practices, 92.3%; and the names of the others. Empty where it is of no group."""
    members = practices_of(meeting.body, meeting.day or meeting.month)
    came = {row.practice_id for row in rows if row.how in CAME}
    missing = [practice.name for practice in members if practice.pk not in came]
    if not members or not any(row.how in CAME for row in rows):
        return "", []
    there = len(members) - len(missing)
    share = money.show_percent(money.percent(there, len(members)))
    practices = counted(len(members), "practice", "practices")
    return f"{there} of {practices} were represented, {share}", missing
