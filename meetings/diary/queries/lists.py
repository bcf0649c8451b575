"""Lists of bodies and of meetings: the next ones first."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page

from meetings.diary import days
from meetings.models import Body, Meeting, MeetingState, Paper
from pbc.core import access
from pbc.core.paging import A_PAGE, paged

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
    seen = Meeting.objects.visible_to(user)
    lists = {
        "coming": seen.to_come(today).next_first(),
        "bodies": Body.objects.visible_to(user).order_by("name", "pk"),
        "held": seen.filter(state=MeetingState.HELD).order_by("-day", "-pk"),
    }
    show = show if show in lists else "coming"
    page = paged(lists[show], number)
    firsts = FIRSTS if show == "coming" else {}
    parts = {name: lists[name][:first] for name, first in firsts.items()}
    parts[show] = page.object_list
    return Meetings(
        heading=_heading(rows(lists["coming"][:1])),
        coming=rows(parts["coming"]) if "coming" in parts else [],
        bodies=body_rows(parts["bodies"], today) if "bodies" in parts else [],
        held=rows(parts["held"]) if "held" in parts else [],
        may_set_up=bool(access.reach(user, EDIT)),
        show=show,
        page=page,
        more={name for name, first in firsts.items() if lists[name][first:].exists()},
    )


def _heading(coming):
    """The next one in a sentence."""
    if not coming:
        return "No meeting is to come"
    return f"Next: {coming[0].name}, {coming[0].when}"


def rows(meetings):
    """Meetings as lists show them; two statements."""
    return rows_of(meetings.with_body())


def rows_of(meetings):
    """Meetings that were read with their bodies, with how many papers each has; one statement."""
    pks = [one.pk for one in meetings]
    attached = Paper.objects.filter(item__number__isnull=False, taken_off_on=None)
    papers = Counter(attached.filter(item__meeting__in=pks).values_list("item__meeting", flat=True))
    return [_row(one, papers[one.pk]) for one in meetings]


def _row(meeting, count):
    return MeetingRow(
        pk=meeting.pk,
        name=meeting.title or meeting.body.name,
        of=str(meeting.body.organisation),
        when=days.when(meeting),
        place=meeting.place,
        state=meeting.get_state_display(),
        papers=f"{count} {'paper' if count == 1 else 'papers'}" if count else "",
        is_to_be_arranged=meeting.is_to_be_arranged,
    )


def body_rows(bodies, today):
    """Bodies in their order, each with its next meeting; two statements."""
    found = list(bodies.with_names())
    following = {}
    coming = Meeting.objects.filter(body__in=found).to_come(today)
    for meeting in coming.next_first().select_related("body"):
        following.setdefault(meeting.body_id, days.when(meeting))
    return [
        BodyRow(
            pk=body.pk,
            name=body.name,
            kind=body.get_kind_display(),
            of=str(body.organisation),
            next=following.get(body.pk, "None is arranged"),
        )
        for body in found
    ]
