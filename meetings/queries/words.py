"""Actions in words: whose they are, by when, how late."""

from pbc.core import periods
from pbc.core.models import Role

SOON = 7  # days within which something is said to be due in so many days


def owner(action):
    """Mark Jones; the practice manager of Fernville; a post of the directory; somebody outside by
    the name given."""
    if action.owner:
        return str(action.owner)
    if action.owner_role:
        return f"{post(action.owner_role)} of {action.organisation}"
    if action.owner_post:
        return f"The {action.owner_post}"
    return action.owner_name


def post(role):
    """The practice manager, as a post that somebody holds or nobody does."""
    return f"The {lower(Role(role).label)}"


def lower(label):
    """Practice manager in the middle of a sentence; PCT finance and GP lead as they are."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def due_said(action):
    """“End-Mar”: Saturday 31 March 2007; Friday 16 March 2007; “ASAP”; no day."""
    if action.due is None:
        return f"“{action.due_typed}”" if action.due_typed else "no day"
    return f"{_quoted(action)}{weekday(action.due)}"


def late(action, today):
    """4 days late; empty for what is not."""
    days = action.days_late(today)
    return f"{days:,} {'day' if days == 1 else 'days'} late" if days else ""


def due(action, today):
    """Due Friday 16 March, in 3 days; was due “End-Mar”: Saturday 31 March; No day given."""
    if action.due is None:
        return f"Due “{action.due_typed}”" if action.due_typed else "No day given"
    said = f"{_quoted(action)}{weekday(action.due, today)}"
    if action.days_late(today):
        return f"was due {said}"
    return f"Due {said}{_in_days((action.due - today).days)}"


def day(when):
    """13 March, without the year that everybody is in."""
    return f"{when.day} {periods.month_name(periods.month_of(when))}"


def weekday(when, today=None):
    """Friday 16 March; with its year where it is not this one."""
    said = periods.weekday(when)
    return said if today and when.year == today.year else f"{said} {when.year}"


def _quoted(action):
    """What was typed, where that is not just the day again."""
    typed = action.due_typed
    return "" if typed[:1].isdigit() else f"“{typed}”: "


def _in_days(days):
    if days in (0, 1):
        return (", today", ", tomorrow")[days]
    return f", in {days} days" if 0 < days <= SOON else ""
