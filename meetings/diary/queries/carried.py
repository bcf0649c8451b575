"""What is carried forward: the open actions of a body's organisation, on its next agenda (E03)."""

from dataclasses import dataclass

from meetings.models import Action, Meeting
from meetings.queries.rows import Reader, Row
from pbc.core.pages.frame import counted


@dataclass(frozen=True)
class Carried:
    """Open actions that go on to a meeting, the longest overdue first, and that in words."""

    sentence: str
    actions: list[Row]


def carried(user, meeting, today):
    """The open actions that go on to a meeting; None where it is not the next of its body."""
    if meeting.pk != next_of(meeting.body, today):
        return None
    found = Action.objects.visible_to(user).of(meeting.body.organisation).open()
    actions = list(found.late_first().with_names())
    return Carried(_sentence(actions, today), Reader(user, today).rows(actions))


def next_of(body, today):
    """The id of the next meeting of a body, or None."""
    coming = Meeting.objects.filter(body=body).regular().to_come(today).next_first()
    return coming.values_list("pk", flat=True).first()


def _sentence(actions, today):
    """4 actions are open, 3 of them late."""
    if not actions:
        return "No action is open"
    late = sum(bool(action.days_late(today)) for action in actions)
    said = counted(len(actions), "action is open", "actions are open")
    return f"{said}, {late} of them late" if late else f"{said}, none of them late"
