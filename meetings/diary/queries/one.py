"""A meeting: when and where, its agenda with its papers, what goes on to it, who is in its list."""

from collections import Counter
from dataclasses import dataclass

from meetings.diary import days
from meetings.diary.queries import summary
from meetings.diary.queries.carried import Carried, carried
from meetings.diary.queries.coming import Attended, attended
from meetings.diary.queries.lists import EDIT
from meetings.diary.queries.next_step import Step, following_of, next_step
from meetings.interests import reading
from meetings.interests.reading import Touched
from meetings.matters.queries import Entry, open_questions
from meetings.models import Body, Event, ItemKind, Meeting, MeetingState, Paper, Report
from pbc.core.pages.frame import counted

A_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class PaperRow:
    """A paper of an item."""

    pk: int
    name: str
    size: str


@dataclass(frozen=True)
class ReportRow:
    """What a group says round the table, and what it said last time."""

    group: str
    text: str
    last: str


@dataclass(frozen=True)
class ItemRow:
    """An item of the agenda."""

    pk: int
    number: int
    heading: str
    kind: str
    version: int
    papers: list[PaperRow]
    reports: list[ReportRow]
    minutes: str
    touched: Touched | None = None
    decided: str = ""

    @property
    def is_round_table(self):
        """Whether each group has a row of it."""
        return self.kind == ItemKind.ROUND_TABLE

    @property
    def is_actions(self):
        """Whether the open actions stand at it."""
        return self.kind == ItemKind.ACTIONS


@dataclass(frozen=True)
class MeetingPage:
    """What the page of a meeting shows; `event` is the id of the event that it is, if any. `came`
    is what came of it, None before it is held; `step` what is next, for who may do it."""

    meeting: Meeting
    caption: str
    heading: str
    lead: str
    facts: list
    items: list[ItemRow]
    attended: Attended
    carried: Carried | None
    questions: list[Entry]
    may_edit: bool
    may_see_body: bool
    event: int | None
    came: summary.Came | None
    lines: list[summary.Line]
    step: Step | None

    @property
    def is_to_come(self):
        """Whether it can still be moved or cancelled."""
        return self.meeting.state == MeetingState.PLANNED

    @property
    def may_tell(self):
        """Whether those who are invited can be told of it, of its move or that it is cancelled."""
        return self.may_edit and self.meeting.state != MeetingState.HELD

    @property
    def can_change(self):
        """Whether this person may still write at it."""
        open_ = self.meeting.state != MeetingState.CANCELLED and not self.meeting.is_locked
        return self.may_edit and open_


def meeting_page(user, pk, today):
    """The page of a meeting; None for who may not see it."""
    meeting = Meeting.objects.visible_to(user).with_names().filter(pk=pk).first()
    if meeting is None:
        return None
    listed, goes_on = attended(meeting), carried(user, meeting, today)
    came, following = summary.came_of(user, meeting, today), following_of(user, meeting)
    agenda = items(user, meeting, came.decisions if came else [])
    may_edit = Meeting.objects.visible_to(user, to=EDIT).filter(pk=pk).exists()
    return MeetingPage(
        meeting=meeting,
        caption=f"{meeting.body.organisation}, {meeting.title or meeting.body.name}",
        heading=heading(meeting, listed, came),
        lead=lead(meeting, came, following),
        facts=facts(meeting, listed),
        items=agenda,
        attended=listed,
        carried=goes_on,
        questions=open_questions(user, meeting.body.organisation) if goes_on else [],
        may_edit=may_edit,
        may_see_body=Body.objects.visible_to(user).filter(pk=meeting.body_id).exists(),
        event=Event.objects.filter(meeting=meeting).values_list("pk", flat=True).first(),
        came=came,
        lines=summary.lines(came, listed) if came else [],
        step=next_step(meeting, agenda, listed, following, today) if may_edit else None,
    )


def heading(meeting, listed, came):
    """Meeting of 13 March 2007: 3 of 4 actions late."""
    said = f"Meeting of {days.day_said(meeting)}"
    if meeting.state == MeetingState.CANCELLED:
        return f"{said}: cancelled"
    if meeting.is_to_be_arranged:
        return f"{said}: to be arranged"
    return f"{said}: {summary.finding(came, listed)}" if came else said


def lead(meeting, came, following):
    """When it is and where, or what became of it."""
    if meeting.state == MeetingState.CANCELLED:
        return f"It was to be on {days.when(meeting)}. {meeting.why}"
    if meeting.is_to_be_arranged:
        return f"It is to be in {days.month_said(meeting.month)}. Its day is not known yet."
    where = f" at {meeting.place}" if meeting.place else ""
    if came:
        minutes = summary.minutes(meeting, following)
        return f"It was held on {days.when(meeting)}{where}. {minutes}{summary.told(came)}"
    return f"It is on {days.when(meeting)}{where}."


def facts(meeting, listed):
    """What is to be known besides: [(name, value)]."""
    said = [
        ("Lunch", meeting.lunch),
        ("Invited", ", ".join(map(str, listed.by_invitation))),
        ("Moved", meeting.why if meeting.state == MeetingState.PLANNED else ""),
    ]
    return [(name, value) for name, value in said if value]


def items(user, meeting, decisions=()):
    """The agenda, with its papers and what went round the table and touches an interest; ten
    statements at most."""
    found = list(meeting.items.on_the_agenda())
    decided = Counter(one.item for one in decisions)
    papers, reports, touched = {}, {}, reading.of_meeting(meeting, found)
    for paper in attached(found):
        papers.setdefault(paper.item_id, []).append(PaperRow(paper.pk, paper.name, size(paper)))
    if any(item.kind == ItemKind.ROUND_TABLE for item in found):
        reports = round_the_table(user, meeting, found)
    return [
        ItemRow(
            pk=item.pk,
            number=item.number,
            heading=item.heading,
            kind=item.kind,
            version=item.version,
            papers=papers.get(item.pk, []),
            reports=reports.get(item.pk, []),
            minutes=item.minutes,
            touched=touched.get(item.pk),
            decided=counted(decided[item.pk], "decision", "decisions") if decided[item.pk] else "",
        )
        for item in found
    ]


def attached(items):
    """The papers of some items, without their bytes."""
    return Paper.objects.filter(item__in=items).attached()


def size(paper):
    """12 KB, 1.4 MB."""
    if paper.size < A_MEGABYTE:
        return f"{max(1, round(paper.size / 1024))} KB"
    return f"{paper.size / (A_MEGABYTE):.1f} MB"


def round_the_table(user, meeting, items):
    """{item: [what each group says, and said last time]}."""
    rows = Report.objects.filter(item__in=items).select_related("group").order_by("group__name")
    last = last_said(user, meeting)
    found = {}
    for row in rows:
        said = ReportRow(str(row.group), row.text, last.get(row.group_id, ""))
        found.setdefault(row.item_id, []).append(said)
    return found


def last_said(user, meeting):
    """What each group said the last time that it said something at a meeting that the user sees:
    {group: text}."""
    earlier = Report.objects.filter(
        item__meeting__in=Meeting.objects.visible_to(user).filter(body=meeting.body_id),
        item__number__isnull=False,
        item__meeting__month__lte=meeting.month,
    ).exclude(item__meeting=meeting.pk)
    rows = earlier.exclude(text="").order_by("item__meeting__month", "item__meeting__day", "pk")
    return dict(rows.values_list("group", "text"))
