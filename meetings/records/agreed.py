"""The actions that a meeting agreed, in the order of its minutes, and where each stands today."""

from dataclasses import dataclass

from meetings.models import Action
from meetings.queries import words
from meetings.queries.rows import EDIT
from meetings.records.paper import agreed
from pbc.core import access


@dataclass(frozen=True)
class ActionRow:
    """An action that was agreed, and where it stands today."""

    owner: str
    text: str
    due: str
    stands: str
    is_late: bool
    is_open: bool
    pk: int | None  # None where the reader may not see the action itself
    line: int | None
    may_update: bool


def actions_of(user, meeting, today):
    """The ActionRows of a meeting; three statements, however many there are."""
    found = list(agreed(meeting))
    ids = [one.action_id for one in found]
    seen, mine = _among(user, ids), _among(user, ids, to=EDIT)
    return [_row(one, today, one.action_id in seen, one.action_id in mine) for one in found]


def _among(user, ids, **to):
    """Those of these actions that the user may see, or (`to` edit) change."""
    if not ids or (to and not access.may(user, EDIT)):
        return set()
    rows = Action.objects.visible_to(user, **to).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def _row(one, today, is_seen, is_mine):
    action = one.action
    late = words.late(action, today)
    return ActionRow(
        owner=words.owner(action),
        text=action.text,
        due=words.due_said(action),
        stands=late or action.get_state_display(),
        is_late=bool(late),
        is_open=not action.closed_on,
        pk=action.pk if is_seen else None,
        line=one.line,
        may_update=is_seen and is_mine and not action.closed_on,
    )
