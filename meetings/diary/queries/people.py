"""Whom somebody may put on a body or into the list of a meeting."""

from dataclasses import dataclass

from meetings.diary.queries.lists import EDIT, VIEW
from meetings.models import ORGANISATIONS, Attendance, Event, How, MeetingState, Seat
from pbc.core import access
from pbc.core.models import Appointment, Commissioner, Group, Locality, Person, Practice, Role

KINDS = {"pct": Commissioner, "locality": Locality, "group": Group}
FIELDS = dict(zip(KINDS, ORGANISATIONS, strict=True))


def organisations(user):
    """The organisations for which the user may set up a body: {group:DAC: the organisation}."""
    reach, found = access.reach(user, EDIT), {}
    for kind, model in KINDS.items():
        rows = model.objects.order_by("name", "code")
        if not reach.everything:
            held = {"pct": reach.commissioners, "locality": reach.localities, "group": reach.groups}
            rows = rows.filter(pk__in=held[kind])
        found |= {f"{kind}:{one.code}": one for one in rows}
    return found


def with_accounts(today):
    """People who may look at meetings: [(name to sign in with, their name and what they are)]."""
    roles = [role for role, gives in access.PERMISSIONS.items() if VIEW in gives]
    held = Appointment.objects.in_force(today).filter(role__in=roles, person__is_active=True)
    rows = held.exclude(role=Role.OPERATOR).select_related(
        "person", "commissioner", "group", "practice"
    )
    named = {}
    for one in rows.order_by("person__last_name", "person__first_name", "pk"):
        named.setdefault(one.person.username, f"{one.person}, {one.title}")
    return list(named.items())


@dataclass(frozen=True)
class Usual:
    """Somebody who is usually in the list, and how they stand in it now or stood last time."""

    key: str
    name: str
    person: Person | None
    affiliation: str
    practice: Practice | None
    how: str


def usual(meeting, today):
    """Who is offered for the list of a meeting: those in it; then, where nobody is yet, those of
    last time; then who has a seat."""
    rows, found = list(_list(meeting)), {}
    _add(found, rows, lambda row: row.how)
    before = None if _is_written(rows) else last_list(meeting)
    _add(found, _list(before) if before else (), _as_last_time)
    seats = Seat.objects.filter(body=meeting.body_id).in_force(meeting.day or today)
    for seat in seats.select_related("person", "practice").order_by("name"):
        found.setdefault(key_of(seat), _usual(key_of(seat), seat, ""))
    return list(found.values())


def _add(found, rows, how):
    """Add the rows of a list, save of those who are there. A name without an account may stand
    under several headings, once under each."""
    there = set(found)
    for row in rows:
        key = key_of(row)
        if key not in there:
            key = f"{key}-{row.how}" if key in found else key
            found[key] = _usual(key, row, how(row))


def _list(meeting):
    return Attendance.objects.filter(meeting=meeting).in_order().select_related(
        "person", "practice"
    )  # fmt: skip


def _is_written(rows):
    """Whether somebody wrote the list down already, and did not only invite guests."""
    return any(row.how == How.PRESENT for row in rows)


def _as_last_time(row):
    """Those who came are taken to have come again, and copies go where they went; a guest and
    somebody who could not come are asked about."""
    return row.how if row.how in (How.PRESENT, How.COPIES_TO) else ""


def _usual(key, row, how):
    return Usual(key, row.name, row.person, row.affiliation, row.practice, how)


def key_of(row):
    """What tells one from another, fit for the name of a field."""
    return f"p{row.person_id}" if row.person_id else f"n{row.name.encode().hex()}"


def last_list(meeting):
    """The meeting of the same body before this one whose list was written down; none before an
    event, to which others come each time."""
    if Event.objects.filter(meeting=meeting).exists():
        return None
    past = meeting.body.meetings.regular().exclude(pk=meeting.pk)
    held = past.filter(state=MeetingState.HELD)
    before = held.filter(day__lte=meeting.day) if meeting.day else held
    return before.order_by("day", "pk").last()
