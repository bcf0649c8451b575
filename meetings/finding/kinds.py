"""The kinds of things of meetings that can be found by their words."""

from meetings.finding import matters, minutes
from pbc.core.finding import Kind

MINUTES = "Minutes"
ITEMS = Kind(MINUTES, minutes.items, minutes.item)
KINDS = (
    ITEMS,
    Kind(MINUTES, minutes.reports, minutes.report),
    Kind(MINUTES, minutes.amendments, minutes.amendment),
    Kind("Papers", minutes.papers, minutes.paper),
    Kind("Decisions", matters.decisions, matters.decision),
    Kind("Actions", matters.actions, matters.action),
    Kind("Questions", matters.questions, matters.question),
    Kind("Questions", matters.open_questions, matters.open_question),
    Kind("Concerns", matters.concerns, matters.concern),
)
