"""Events: their list, the page of one, practices by events, and the panel of a practice (A13)."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse

from meetings.diary import days
from meetings.diary.queries.lists import EDIT, VIEW
from meetings.diary.queries.one import PaperRow, attached, size
from meetings.events.came import OfPractice, told
from meetings.events.places import Chance, chances, is_open, not_told, places
from meetings.models import Body, Event, Meeting, MeetingState
from pbc.core import access
from pbc.core.models import Practice
from pbc.core.pages.frame import counted
from pbc.core.paging import paged

SHOWN, ACROSS = 3, 8


@dataclass(frozen=True)
class Row:
    """An event of a list, and in words how many practices are invited or came."""

    name: str
    kind: str
    of: str
    when: str
    state: str
    said: str
    url: str


@dataclass(frozen=True)
class EventList:
    """A page of events, the newest first."""

    heading: str
    rows: list[Row]
    page: Page
    may_arrange: bool


@dataclass(frozen=True)
class EventPage:
    """An event: when and where, its agenda, and who came by practice. `meeting_url` is empty for
    who sees it because they are invited, and not the meeting; `own` is what the user can do about
    the places of practices, `not_told` those for which a place is kept and of which nobody got a
    mail, for whoever keeps the event."""

    event: Event
    caption: str
    lead: str
    sentence: str
    nobody: str
    rows: list[OfPractice]
    others: list[str]
    meeting_url: str
    may_edit: bool
    may_write: bool
    may_tell: bool
    places: str
    own: list[Chance]
    agenda: list
    not_told: list[str]

    @property
    def says_who_came(self):
        """Whether a name is known; before the day none is."""
        return bool(self.others) or any(one.names for one in self.rows)


@dataclass(frozen=True)
class AgendaItem:
    """An item of the agenda of an event, and its papers."""

    number: int
    heading: str
    papers: list[PaperRow]


@dataclass(frozen=True)
class Line:
    """A practice of the matrix, and how it stands in each event."""

    practice: Practice
    cells: list[str]


@dataclass(frozen=True)
class Matrix:
    """Practices by events, the newest event first."""

    heading: str
    events: list[Row]
    lines: list[Line]
    page: Page


def event_list(user, number):
    """The events that somebody sees, the newest first, in pages of fifty."""
    page = paged(_seen(user), number)
    return EventList(
        heading=counted(page.paginator.count, "event", "events") if page else "No event yet",
        rows=_listed(user, page),
        page=page,
        may_arrange=Body.objects.visible_to(user, to=EDIT).exists(),
    )


def event_page(user, pk, today):
    """The page of an event; None for who may not see it."""
    event = _seen(user).filter(pk=pk).first()
    if event is None:
        return None
    meeting, came = event.meeting, told(user, [event])[event.pk]
    may_edit = Event.objects.visible_to(user, to=EDIT).filter(pk=pk).exists()
    sees = Meeting.objects.visible_to(user).filter(pk=meeting.pk).exists()
    return EventPage(
        event=event,
        caption=f"{event.get_kind_display()}, held by {meeting.body}, {meeting.body.organisation}",
        lead=_lead(meeting),
        sentence=_said(meeting, came),
        nobody=_nobody(meeting, came),
        rows=came.rows,
        others=came.others,
        meeting_url=reverse("diary:meeting-detail", args=[meeting.pk]) if sees else "",
        may_edit=may_edit,
        may_write=may_edit and not meeting.is_locked and meeting.state != MeetingState.CANCELLED,
        may_tell=may_edit and meeting.state != MeetingState.HELD,
        places=came.places.said if meeting.state == MeetingState.PLANNED else "",
        own=chances(user, event, came.places, today),
        agenda=_agenda(meeting),
        not_told=not_told(event) if may_edit and is_open(event, today) else [],
    )


def stand_of(event, practice):
    """Fernville Surgery: has a place; how a practice stands, in words."""
    stands = places([event])[event.pk].stands
    return f"{practice}: {stands.get(practice.pk, 'it has no place')}"


def _agenda(meeting):
    """The items of an event, with their papers, without what is written down of it."""
    found, papers = list(meeting.items.on_the_agenda()), {}
    for one in attached(found):
        papers.setdefault(one.item_id, []).append(PaperRow(one.pk, one.name, size(one)))
    return [AgendaItem(one.number, one.heading, papers.get(one.pk, [])) for one in found]


def matrix(user, number=None):
    """How each practice stands in each event that somebody sees: eight of them on a page, or all
    of them where no page is asked for."""
    seen = _seen(user)
    page = Paginator(seen, ACROSS).get_page(number)
    events = list(seen if number is None else page)
    found = told(user, events)
    cells = {pk: {one.practice: one.said for one in came.rows} for pk, came in found.items()}
    practices = {practice for said in cells.values() for practice in said}
    in_order = sorted(practices, key=lambda one: (one.name, one.code))
    return Matrix(
        heading=counted(len(practices), "practice", "practices") + " and their events",
        events=[_row(one, found[one.pk]) for one in events],
        lines=[
            Line(one, [cells[event.pk].get(one, "not invited") for event in events])
            for one in in_order
        ],
        page=page,
    )


def panel(*, user, organisation):
    """The newest events to which a practice is invited; None for what is none, and where there
    are none."""
    if not isinstance(organisation, Practice) or not access.may(user, VIEW):
        return None
    events = _seen(user).filter(invitations__practice=organisation)[:SHOWN]
    rows = []
    for event, came in zip(events, told(user, events).values(), strict=True):
        said = [one.said for one in came.rows if one.practice == organisation]
        rows += [_row(event, came, said[0])] if said else []
    return rows or None


def _seen(user):
    return Event.objects.visible_to(user).with_names().newest_first()


def _listed(user, events):
    found = told(user, events)
    return [_row(one, found[one.pk]) for one in events]


def _row(event, came, said=None):
    meeting = event.meeting
    return Row(
        name=meeting.title or str(meeting.body),
        kind=event.get_kind_display(),
        of=f"{meeting.body}, {meeting.body.organisation}",
        when=days.when(meeting),
        state=meeting.get_state_display(),
        said=said or _said(meeting, came),
        url=reverse("events:event-detail", args=[event.pk]),
    )


def _lead(meeting):
    """When it is and where, or what became of it."""
    where = f" at {meeting.place}" if meeting.place else ""
    if meeting.state == MeetingState.CANCELLED:
        return f"It was to be on {days.when(meeting)} and is cancelled. {meeting.why}"
    if meeting.is_to_be_arranged:
        return f"It is to be in {days.month_said(meeting.month)}. Its day is not known yet."
    was = "It was held" if meeting.state == MeetingState.HELD else "It is"
    return f"{was} on {days.when(meeting)}{where}."


def _said(meeting, came):
    """8 practices are invited; 5 of 8 practices came, 9 people."""
    whose = "" if came.whole else " of yours"
    invited = len(came.invited)
    if meeting.state != MeetingState.HELD:
        said = (f"practice{whose} is invited", f"practices{whose} are invited")
        return counted(invited, *said)
    people = sum(len(one.names) for one in came.rows) + len(came.others)
    some = counted(invited, "practice", "practices")
    return f"{len(came.there)} of {some}{whose} came, {counted(people, 'person', 'people')}"


def _nobody(meeting, came):
    """Nobody came from Haverfield and Parkwood."""
    names = [str(one.practice) for one in came.missing]
    if meeting.state != MeetingState.HELD or not names:
        return ""
    *most, last = names
    return f"Nobody came from {', '.join(most)} and {last}" if most else f"Nobody came from {last}"
