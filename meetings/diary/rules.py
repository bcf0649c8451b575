"""What holds of every deed about a body or a meeting."""

from meetings.models import Meeting, MeetingState, Minutes
from pbc.core import versions


class NotKept(Exception):
    """Why something stays as it is; `field` is the field beside which that is said."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


def alone(meeting):
    """The meeting as its row stands now; whoever else changes it waits."""
    return Meeting.objects.select_for_update(of=("self",)).with_names().get(pk=meeting.pk)


def not_locked(meeting):
    """Refuse what changes a meeting whose minutes are approved."""
    if meeting.is_locked:
        raise NotKept("Its minutes are approved: nothing of it changes any more")


def to_be_seen_again(meeting, *, by):
    """Count a change of what minutes print as one of their meeting, held by `alone`, once they are
    sent round: nobody approves on a page that was opened before it."""
    if meeting.minutes == Minutes.CIRCULATED:
        versions.keep(meeting, by=by)


def not_cancelled(meeting):
    """Refuse what adds something to a meeting that is cancelled, or whose minutes are approved."""
    not_locked(meeting)
    if meeting.state == MeetingState.CANCELLED:
        raise NotKept("It is cancelled")


def to_come(meeting):
    """Refuse what is only done to a meeting that is to come."""
    not_cancelled(meeting)
    if meeting.state == MeetingState.HELD:
        raise NotKept("It was held already")
