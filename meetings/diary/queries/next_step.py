"""What is to be done next about a meeting, by whoever keeps it: one thing at a time."""

from dataclasses import dataclass

from django.urls import reverse

from meetings.diary.queries.invited import invited
from meetings.models import Meeting, MeetingState, Minutes
from meetings.queries.words import day

COME = "Write down who came or is invited"
AGENDA = "Put the agenda together"
WRITE = "Write the minutes"


@dataclass(frozen=True)
class Step:
    """What is to be done, and where."""

    text: str
    url: str


def next_step(meeting, items, attended, following, today):
    """The Step of a meeting; None where it was cancelled. `items` are those of its agenda,
    `attended` its list, `following` the next meeting of its body, if one is planned."""
    if meeting.state == MeetingState.CANCELLED:
        return None
    if meeting.state == MeetingState.PLANNED:
        return _before(meeting, items, today)
    return _after(meeting, items, attended, following, today)


def _before(meeting, items, today):
    if meeting.day is None:
        return _to("Give it a day", "meeting-move", meeting)
    if meeting.day <= today:
        return _to(COME, "attendance", meeting)
    if not items:
        return _to(AGENDA, "item-new", meeting)
    if invited(meeting, today).mailed:
        return _to("Tell those who are invited", "meeting-invite", meeting)
    return _to(COME, "attendance", meeting)


def _after(meeting, items, attended, following, today):
    minutes = reverse("minutes:detail", args=[meeting.pk])
    if not attended.present and not meeting.is_locked:
        return _to(COME, "attendance", meeting)
    if meeting.minutes == Minutes.DRAFT:
        if not any(item.minutes for item in items):
            return Step(WRITE, minutes)
        return Step("Send the minutes round", f"{minutes}#h-circulate")
    is_due = following is None or (following.day is not None and following.day <= today)
    if meeting.minutes == Minutes.CIRCULATED and is_due:
        return Step("Approve the minutes", f"{minutes}#h-approve")
    if following is None:
        return Step(
            "Arrange the next meeting", reverse("diary:meeting-new", args=[meeting.body_id])
        )
    when = f"of {day(following.day)}" if following.day else f"in {following.month:%B %Y}"
    return _to(f"Prepare the meeting {when}", "meeting-detail", following)


def _to(text, page, meeting):
    return Step(text, reverse(f"diary:{page}", args=[meeting.pk]))


def following_of(user, meeting):
    """The next meeting of the body after this one that is planned and that the user may see."""
    rows = Meeting.objects.visible_to(user).filter(
        body=meeting.body_id, state=MeetingState.PLANNED, month__gte=meeting.month
    )
    return rows.regular().exclude(pk=meeting.pk).next_first().first()
