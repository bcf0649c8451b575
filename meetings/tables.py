"""The lists of actions and decisions as they are taken away (B11): every one of the view shown."""

from meetings.decisions.queries import rows as decision_rows
from meetings.queries import words
from pbc.core import periods
from pbc.core.exports import Column, Fact, Kind, Table

ACTIONS = [
    Column("Action", Kind.NAME),
    Column("Whose", Kind.NAME),
    Column("For", Kind.NAME),
    Column("Due", Kind.DAY),
    Column("Due as it was written"),
    Column("Days late", Kind.COUNT),
    Column("State"),
    Column("Closed on", Kind.DAY),
    Column("Raised by", Kind.NAME),
    Column("Raised on", Kind.DAY),
    Column("About", Kind.NAME),
]
DECISIONS = [
    Column("Decision", Kind.NAME),
    Column("Body", Kind.NAME),
    Column("Decided on", Kind.DAY),
    Column("For", Kind.NAME),
    Column("Status"),
    Column("Asked", Kind.COUNT),
    Column("Confirmed", Kind.COUNT),
    Column("Still to be told", Kind.NAME),
]


def of_actions(actions, today):
    """Actions in the order of their page, on every page of it."""
    return Table("Actions", ACTIONS, (_action(one, today) for one in actions))


def of_decisions(decisions, today):
    """Decisions, counted, in the order of their page, on every page of it."""
    found = list(decisions)
    rows = (_decision(*one) for one in zip(found, decision_rows(found, today), strict=True))
    return Table("Decisions", DECISIONS, rows)


def facts_of(heading, tabs, today):
    """What to know of a list: what it says above, which of its views this is, and of which day."""
    views = [f"{tab.name}, {tab.count}" for tab in tabs if tab.is_current]
    said = [("In words", heading), *(("View", view) for view in views)]
    return [Fact(*one) for one in (*said, ("As it was on", periods.day(today)))]


def _action(action, today):
    return (
        action.text,
        words.owner(action),
        str(action.organisation),
        action.due,
        action.due_typed,
        action.days_late(today) or None,
        action.get_state_display(),
        action.closed_on,
        str(action.raised_by),
        action.raised_on,
        action.about_said,
    )


def _decision(decision, shown):
    return (
        decision.text,
        decision.body,
        decision.decided_on,
        str(decision.organisation),
        shown.status,
        decision.put_to,
        decision.confirmed,
        shown.untold,
    )
