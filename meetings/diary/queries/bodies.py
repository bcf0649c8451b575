"""A body: who sits on it, how often it meets, what is to come and what was."""

from dataclasses import dataclass

from django.core.paginator import Page

from meetings.diary import days, marks
from meetings.diary.queries.lists import EDIT, MeetingRow, rows
from meetings.make_up.queries import MakeUp, make_up, overlaps
from meetings.models import Body, Every, Meeting, MeetingState, Seat
from pbc.core import periods
from pbc.core.paging import paged


@dataclass(frozen=True)
class SeatRow:
    """A seat as the page of its body shows it."""

    pk: int
    name: str
    mark: str
    affiliation: str
    post: str
    practice: str
    kind: str
    has_account: bool
    span: str
    is_over: bool


@dataclass(frozen=True)
class BodyPage:
    """What the page of a body shows; `was` is the page of those meetings that are past."""

    body: Body
    caption: str
    quorum: str
    series: str
    seats: list[SeatRow]
    coming: list[MeetingRow]
    past: list[MeetingRow]
    was: Page
    proposed: list
    make_up: MakeUp | None
    overlaps: list[str]
    may_edit: bool


def body_page(user, pk, today, number=1):
    """The page of a body; None for who may not see it."""
    body = Body.objects.visible_to(user).with_names().filter(pk=pk).first()
    if body is None:
        return None
    may_edit = Body.objects.visible_to(user, to=EDIT).filter(pk=pk).exists()
    meetings = Meeting.objects.filter(body=body)
    series = body.series.filter(until=None).order_by("pk").last()
    past = meetings.exclude(pk__in=meetings.to_come(today).values("pk"))
    was = paged(past.order_by("-month", "-day", "-pk"), number)
    return BodyPage(
        body=body,
        caption=f"{body.get_kind_display()} of {body.organisation}",
        quorum=_quorum(body),
        series=series_said(series),
        seats=[_seat(one, today) for one in seats(body)],
        coming=rows(meetings.to_come(today).next_first()),
        past=rows(was.object_list),
        was=was,
        proposed=proposed(body, series, today) if may_edit else [],
        may_edit=may_edit,
        make_up=make_up(body, today),
        overlaps=overlaps(user, body, today),
    )


def _quorum(body):
    if body.quorum is None:
        return "No quorum is set"
    return f"Its quorum is {body.quorum} of its members"


def seats(body):
    """The seats of a body: those held first, the chair first among them."""
    found = Seat.objects.filter(body=body).select_related("practice")
    order = {"CHAIR": 0, "SECRETARY": 1, "MEMBER": 2}
    return sorted(found, key=lambda one: (bool(one.to_date), order[one.post], one.name))


def _seat(seat, today):
    span = f"from {periods.day(seat.from_date)}"
    if seat.to_date:
        span += f" to {periods.day(seat.to_date)}"
    return SeatRow(
        pk=seat.pk,
        name=seat.name,
        mark=marks.mark(seat.affiliation),
        affiliation=seat.affiliation,
        post=seat.get_post_display(),
        practice=str(seat.practice or ""),
        kind=seat.get_kind_display(),
        has_account=seat.person_id is not None,
        span=span,
        is_over=bool(seat.to_date and seat.to_date < today),
    )


def series_said(series):
    """Every month, 1pm to 2.15pm, at Fernville Surgery."""
    if series is None:
        return "How often it meets is not said"
    said = [series.get_every_display(), days.times(series)]
    if series.place:
        said.append(f"at {series.place}")
    return ", ".join(filter(None, said))


def proposed(body, series, today):
    """The next days of a series, after its last meeting with a day, that nobody arranged yet."""
    if series is None or series.every == Every.IRREGULAR:
        return []
    meetings = Meeting.objects.filter(body=body).regular().exclude(state=MeetingState.CANCELLED)
    last = meetings.filter(day__isnull=False).order_by("day").last()
    if last is None:
        return []
    taken = set(meetings.values_list("month", flat=True))
    found = days.next_days(last.day, series.every)
    return [day for day in found if day.replace(day=1) not in taken and day >= today]
