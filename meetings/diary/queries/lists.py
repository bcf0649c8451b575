"""Lists of bodies and of meetings: the next ones first."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page

from meetings.diary import days
from meetings.models import Body, Meeting, MeetingState, Paper
from pbc.core import access
from pbc.core.kept_lists import kept_list
from pbc.core.paging import A_PAGE, paged
from pbc.core.statements import kept_for_anybody

VIEW, EDIT = "meetings.view_meeting", "meetings.edit_meeting"
SOON = 5  # meetings that the list and the desk show first
FIRSTS = {"bodies": A_PAGE, "held": SOON}  # what the page shows beside the meetings to come


@dataclass(frozen=True)
class MeetingRow:
    """A meeting of a list."""

    pk: int
    name: str
    of: str
    when: str
    place: str
    state: str
    papers: str
    is_to_be_arranged: bool


@dataclass(frozen=True)
class BodyRow:
    """A body of a list, and its next meeting in words."""

    pk: int
    name: str
    kind: str
    of: str
    next: str


@dataclass(frozen=True)
class Meetings:
    """The page of meetings: those to come, the bodies, what was held. `page` is of the list that is
    shown in pages; `more` are the lists of which the page shows the first alone."""

    heading: str
    coming: list[MeetingRow]
    bodies: list[BodyRow]
    held: list[MeetingRow]
    may_set_up: bool
    show: str
    page: Page
    more: set[str]


def meetings_page(user, today, *, show=None, number=1):
    """What somebody sees of meetings; with `show` every body, or every meeting that was held."""
    lists = {"coming": _coming(user, today), "bodies": _bodies(user), "held": _held(user)}
    show = show if show in lists else "coming"
    page = paged(lists[show], number)
    firsts = FIRSTS if show == "coming" else {}
    found = {name: lists[name].first(first + 1) for name, first in firsts.items()}
    parts = {name: rows[: firsts[name]] for name, rows in found.items()}
    parts[show] = page.object_list
    return Meetings(
        heading=_heading(lists["coming"].first(1)),
        coming=rows_of(parts["coming"]) if "coming" in parts else [],
        bodies=body_rows(parts["bodies"], today) if "bodies" in parts else [],
        held=rows_of(parts["held"]) if "held" in parts else [],
        may_set_up=bool(access.reach(user, EDIT)),
        show=show,
        page=page,
        more={name for name, rows in found.items() if len(rows) > firsts[name]},
    )


@kept_list(VIEW)
def _coming(user, today):
    return Meeting.objects.visible_to(user).to_come(today).next_first().with_body()


@kept_list(VIEW)
def _bodies(user):
    return Body.objects.visible_to(user).order_by("name", "pk").with_names()


@kept_list(VIEW)
def _held(user):
    held = Meeting.objects.visible_to(user).filter(state=MeetingState.HELD)
    return held.order_by("-day", "-pk").with_body()


def _heading(coming):
    """The next one in a sentence."""
    if not coming:
        return "No meeting is to come"
    return f"Next: {_name(coming[0])}, {days.when(coming[0])}"


def rows(meetings):
    """Meetings as lists show them; two statements."""
    return rows_of(meetings.with_body())


def rows_of(meetings):
    """Meetings that were read with their bodies, with how many papers each has; one statement."""
    papers = Counter(_meetings_of_papers(tuple(one.pk for one in meetings)))
    return [_row(one, papers[one.pk]) for one in meetings]


@kept_for_anybody(blank=("meetings",))
def _meetings_of_papers(meetings):
    """The meeting of each paper that is attached for one of these."""
    attached = Paper.objects.filter(item__number__isnull=False, taken_off_on=None)
    return attached.filter(item__meeting__among=meetings).values_list("item__meeting", flat=True)


def _name(meeting):
    return meeting.title or meeting.body.name


def _row(meeting, count):
    return MeetingRow(
        pk=meeting.pk,
        name=_name(meeting),
        of=str(meeting.body.organisation),
        when=days.when(meeting),
        place=meeting.place,
        state=meeting.get_state_display(),
        papers=f"{count} {'paper' if count == 1 else 'papers'}" if count else "",
        is_to_be_arranged=meeting.is_to_be_arranged,
    )


def body_rows(bodies, today):
    """Bodies that were read with their organisations, each with its next meeting; one statement."""
    following = {one.body_id: one for one in _following(tuple(one.pk for one in bodies), today)}
    return [
        BodyRow(
            pk=body.pk,
            name=body.name,
            kind=body.get_kind_display(),
            of=str(body.organisation),
            next=days.when(following[body.pk]) if body.pk in following else "None is arranged",
        )
        for body in bodies
    ]


@kept_for_anybody(blank=("bodies", "today"))
def _following(bodies, today):
    return Meeting.objects.filter(body__among=bodies).to_come(today).next_of_each_body()
