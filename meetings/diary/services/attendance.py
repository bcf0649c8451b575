"""Who came to a meeting, who sent apologies, who gets copies."""

from dataclasses import dataclass

from meetings.diary import rules
from meetings.models import Attendance, How, MeetingState
from pbc.core import versions
from pbc.core.deeds import deed
from pbc.core.models import Person, Practice


@dataclass(frozen=True)
class Listed:
    """Somebody of the list of a meeting, as it was written down."""

    how: str
    name: str
    person: Person | None = None
    affiliation: str = ""
    practice: Practice | None = None

    @property
    def key(self):
        """What tells one from another: the account, or the name under its heading."""
        return self.person.pk if self.person else self.line

    @property
    def line(self):
        """The name under its heading, with an account or without: it stands there once."""
        return (self.how, self.name)


@deed
def write_attendance(*, meeting, version, listed, on, by):
    """Write down the list of a meeting, whole: who is not in it any more is taken out.

    From its day on a meeting with somebody present counts as held. Raises ChangedMeanwhile where
    somebody else wrote at it since, and NotKept.
    """
    held = versions.held(meeting, version=version)
    rules.not_cancelled(held)
    _refuse_twice(listed)
    _keep(held, listed)
    came = any(one.how == How.PRESENT for one in listed)
    if came and held.day and held.day <= on:
        held.state = MeetingState.HELD
    versions.keep(held, by=by)
    return held


def _refuse_twice(listed):
    seen = set()
    for one in listed:
        if seen & {one.key, one.line}:
            raise rules.NotKept(f"{one.name} stands in the list twice")
        seen |= {one.key, one.line}


def _keep(meeting, listed):
    """Change, add and take out rows until the list is as it was written down."""
    there = {row.person_id or (row.how, row.name): row for row in meeting.attendances.all()}
    for place, one in enumerate(listed, 1):
        row = there.pop(one.key, None) or Attendance(meeting=meeting, person=one.person)
        row.how, row.name, row.place = one.how, one.name, place
        row.affiliation, row.practice = one.affiliation, one.practice
        row.save()
    Attendance.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
