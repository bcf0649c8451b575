"""What holds of every deed about a body, a meeting, or a register from which a row can be taken
back."""

from meetings.models import Meeting, MeetingState, Minutes
from pbc.core import periods, versions


class NotKept(Exception):
    """Why something stays as it is; `field` is the field beside which that is said."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


def standing(row):
    """The row of a register as it is now, held; refuse one that was taken back."""
    held = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if held.withdrawn_on:
        raise NotKept(f"It was taken back on {periods.day(held.withdrawn_on)}")
    return held


def take_back(row, *, why, on, by):
    """Say that a row of a register was written down by mistake: it is kept, and counts nowhere."""
    held = standing(row)
    held.withdrawn_on, held.withdrawn_why, held.withdrawn_by = on, why, by
    held.save()
    return held


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
