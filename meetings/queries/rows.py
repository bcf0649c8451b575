"""Actions as lists show them."""

from dataclasses import dataclass

from meetings.models import Action, State
from meetings.queries import words
from pbc.core import access
from pbc.core.statements import kept_for_anybody

VIEW, EDIT = "meetings.view_action", "meetings.edit_action"


@dataclass(frozen=True)
class Row:
    """An action of a list: what to do, whose it is, by when. `late` is empty where it is not;
    `vacant` says that it waits for a post which nobody holds, `asks_finding` that whoever closes it
    is asked what they found."""

    pk: int
    text: str
    whose: str
    raised: str
    about: str
    late: str
    due: str
    state: str
    version: int
    may_close: bool
    asks_finding: bool = False
    vacant: bool = False

    @property
    def is_open(self):
        """Whether it is still to be done."""
        return self.state == State.OPEN.label


class Reader:
    """Makes rows for one person on one day; what the person may close is asked for once."""

    def __init__(self, user, today):
        self.user, self.today = user, today

    def rows(self, actions, *, named=True):
        """Rows of these actions, all of which the person may see; `named` says whose each is, which
        my own list need not. Nor is a post of mine vacant, unless its locality left the PCT."""
        found = list(actions)
        may_be_vacant = [one for one in found if named or one.locality_id]
        closable, vacant = self._closable(found), vacant_among(may_be_vacant, self.today)
        return [self._row(one, named, one.pk in closable, one.pk in vacant) for one in found]

    def _closable(self, actions):
        if not actions or not access.may(self.user, EDIT):
            return set()
        if access.reach(self.user, EDIT) == access.reach(self.user, VIEW):
            return {one.pk for one in actions if one.state == State.OPEN}
        mine = Action.objects.visible_to(self.user, to=EDIT).open()
        return set(mine.filter(pk__in=[a.pk for a in actions]).values_list("pk", flat=True))

    def _row(self, action, named, may_close, vacant):
        return Row(
            pk=action.pk,
            text=action.text,
            whose=f"{words.owner(action)}, for {action.organisation}" if named else "",
            raised=f"Raised by {action.raised_by} on {words.day(action.raised_on)}",
            about=action.about_said,
            late=words.late(action, self.today),
            due=closed(action) or words.due(action, self.today),
            state=State(action.state).label,
            version=action.version,
            may_close=may_close,
            asks_finding=action.asks_finding,
            vacant=vacant,
        )


def vacant_among(actions, today):
    """Those of these actions that wait for a post which nobody holds, by id."""
    posts = [one.pk for one in actions if one.owner_role or one.owner_post_id]
    if not posts:
        return set()
    return set(_vacant(tuple(posts), today))


@kept_for_anybody(blank=("pks",))
def _vacant(pks, today):
    rows = Action.objects.filter(pk__among=pks).with_vacancy(today).filter(is_vacant=True)
    return rows.values_list("pk", flat=True)


def closed(action):
    """Done on 9 March; Found something on 9 March; empty for what is open."""
    if action.state == State.OPEN:
        return ""
    what = action.get_finding_display() or action.get_state_display()
    return f"{what} on {words.day(action.closed_on)}"
