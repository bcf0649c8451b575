"""What a meeting came to, or what comes to it, in a few lines: what was decided, who does what,
what was asked, who was there."""

from dataclasses import dataclass

from meetings.decisions.of_meeting import Made, decisions_of
from meetings.matters.queries import Entry, asked_at
from meetings.models import MeetingState, Minutes
from meetings.models.question import VIEW
from meetings.queries.words import day
from meetings.records.agreed import ActionRow, actions_of
from pbc.core import access, periods
from pbc.core.pages.frame import counted


@dataclass(frozen=True)
class Line:
    """A line of the summary: what of, what it comes to, and the id of where it stands below."""

    name: str
    value: str
    at: str
    is_late: bool = False


@dataclass(frozen=True)
class Came:
    """What came of a meeting that was held."""

    actions: list[ActionRow]
    decisions: list[Made]
    questions: list[Entry]
    sees_decisions: bool

    @property
    def late(self):
        """How many of its actions are late today."""
        return sum(one.is_late for one in self.actions)

    @property
    def untold(self):
        """How many of its decisions somebody was to be told of by now, and was not."""
        return sum(one.row.is_late for one in self.decisions)


def came_of(user, meeting, today):
    """What came of a held meeting, as far as the user may see it; None of one to come."""
    if meeting.state != MeetingState.HELD:
        return None
    return Came(
        actions=actions_of(user, meeting, today),
        decisions=decisions_of(user, meeting, today),
        questions=asked_at(user, meeting),
        sees_decisions=access.may(user, VIEW),
    )


def lines(came, attended):
    """The summary of a held meeting."""
    said = [Line("Actions", _actions(came), "h-actions", bool(came.late))]
    if came.sees_decisions:
        said.append(Line("Decisions", _decisions(came), "h-decisions", bool(came.untold)))
        said.append(Line("Questions", _questions(came), "h-questions"))
    there = "; ".join(filter(None, (attended.sentence, attended.quorum)))
    return [*said, Line("Who came", there, "h-people")]


def _actions(came):
    number = len(came.actions)
    if not number:
        return "None was agreed"
    open_ = sum(one.is_open for one in came.actions)
    said = [f"{came.late} late"] if came.late else []
    said += [f"{open_ - came.late} not due yet"] if open_ > came.late else []
    said += [f"{number - open_} closed"] if number > open_ else []
    return f"{counted(number, 'action', 'actions')} agreed: {', '.join(said)}"


def _decisions(came):
    if not came.decisions:
        return "None was written down"
    waiting = sum(one.waits for one in came.decisions)
    waits = counted(waiting, "waits for somebody", "wait for somebody") if waiting else "none waits"
    return f"{counted(len(came.decisions), 'decision', 'decisions')}: {waits}"


def _questions(came):
    if not came.questions:
        return "None came up"
    open_ = sum(one.state == "Open" for one in came.questions)
    came_up = counted(len(came.questions), "question came up", "questions came up")
    return f"{came_up}: {f'{open_} not answered yet' if open_ else 'all are answered'}"


def finding(came, attended):
    """3 of 4 actions are late; where none is, who came."""
    if not came.late:
        return attended.sentence
    return f"{came.late} of {counted(len(came.actions), 'action', 'actions')} late"


def told(came):
    """One decision has not been passed on; empty where all were, or it is not late."""
    if not came.untold:
        return ""
    said = counted(came.untold, "decision has", "decisions have")
    return f" {said} not been told to whom it concerns."


def minutes(meeting, following):
    """How far its minutes are, and when they are to be approved."""
    if meeting.minutes == Minutes.APPROVED:
        return f"Its minutes were approved on {periods.day(meeting.approved_on)}."
    if meeting.minutes == Minutes.CIRCULATED:
        when = f", to be approved on {day(following.day)}" if following and following.day else ""
        return f"Its minutes were circulated on {periods.day(meeting.circulated_on)}{when}."
    return "Its minutes are a draft."
