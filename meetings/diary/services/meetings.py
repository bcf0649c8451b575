"""Meetings: arranged, moved, cancelled. Whatever changes in a calendar raises its sequence."""

from meetings.diary import rules
from meetings.diary.queries.groups import groups_of
from meetings.models import Item, ItemKind, Meeting, MeetingState, Report, month_of
from pbc.core import versions
from pbc.core.deeds import deed

ACTIONS_HEADING = "Summary of actions agreed"


@deed
def arrange_meeting(*, body, title, month, day, starts, ends, place, lunch, by):
    """Arrange a meeting of a body: on a day, or in a month whose day is to be arranged.

    It is of the series that runs, has the open actions as its first item, and again what went
    round the table last time.
    """
    meeting = Meeting.objects.create(
        body=body,
        series=body.series.filter(until=None).order_by("pk").last(),
        title=title,
        month=month_of(day) if day else month,
        day=day,
        starts=starts,
        ends=ends,
        place=place,
        lunch=lunch,
    )
    Item.objects.create(meeting=meeting, number=1, heading=ACTIONS_HEADING, kind=ItemKind.ACTIONS)
    for number, heading in enumerate(_round_the_table(meeting), 2):
        lay_round_table(meeting, heading, number)
    return meeting


def _round_the_table(meeting):
    """The headings of the round-the-table items of the meeting before."""
    held = meeting.body.meetings.regular().exclude(state=MeetingState.CANCELLED)
    before = held.filter(month__lte=meeting.month).exclude(pk=meeting.pk)
    last = before.order_by("month", "day", "pk").last()
    items = last.items.on_the_agenda().filter(kind=ItemKind.ROUND_TABLE) if last else ()
    return [item.heading for item in items]


def lay_round_table(meeting, heading, number):
    """An item with one row for each group of the body's organisation."""
    item = Item.objects.create(
        meeting=meeting, number=number, heading=heading, kind=ItemKind.ROUND_TABLE
    )
    groups = groups_of(meeting.body, meeting.day or meeting.month)
    Report.objects.bulk_create(Report(item=item, group=group) for group in groups)
    return item


@deed
def move_meeting(*, meeting, version, month, day, starts, ends, place, lunch, why, by):
    """Give a meeting to come another day, time or place, and say why.

    Raises ChangedMeanwhile, and NotKept for one that was held or cancelled.
    """
    held = versions.held(meeting, version=version)
    rules.to_come(held)
    held.month, held.day = month_of(day) if day else month, day
    held.starts, held.ends, held.place, held.lunch, held.why = starts, ends, place, lunch, why
    held.sequence += 1
    versions.keep(held, by=by)
    return held


@deed
def cancel_meeting(*, meeting, version, why, by):
    """Cancel a meeting to come, and say why. It stays in the list, and in every calendar as
    cancelled. Raises ChangedMeanwhile and NotKept."""
    held = versions.held(meeting, version=version)
    rules.to_come(held)
    held.state, held.why = MeetingState.CANCELLED, why
    held.sequence += 1
    versions.keep(held, by=by)
    return held
