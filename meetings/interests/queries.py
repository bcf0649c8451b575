"""The register of interests of a body, and whom somebody may write into it."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from meetings.diary.queries.lists import EDIT, VIEW
from meetings.interests import reading
from meetings.models import Body, Exclusion, Interest, Seat
from meetings.queries import withdrawn
from pbc.core import access, periods
from pbc.core.pages.frame import counted


@dataclass(frozen=True)
class InterestRow:
    """An interest of the register. `end_url` is empty where this person may not end it, and
    `withdraw_url` where they may not take it back."""

    holder: str
    subject: str
    nature: str
    span: str
    declared: str
    end_url: str
    withdraw_url: str


@dataclass(frozen=True)
class Register:
    """The interests of those on a body: those that hold, those that are over, what came of them."""

    body: Body
    caption: str
    heading: str
    rows: list[InterestRow]
    before: list[InterestRow]
    taken_back: list[str]
    acted: list[str]
    may_declare: bool


def register(user, pk, today):
    """The register of a body; None for who may not see the body."""
    body = Body.objects.visible_to(user).with_names().filter(pk=pk).first()
    if body is None:
        return None
    may_edit = may(user, body)
    every = Interest.objects.filter(body=body).select_related("person", "written_by")
    there = list(every.standing().order_by("subject", "from_date", "pk"))
    now = [one for one in there if one.to_date is None or one.to_date >= today]
    return Register(
        body=body,
        caption=f"{body.get_kind_display()}, {body.organisation}",
        heading=_heading(body, now),
        rows=[_row(one, may_edit or one.person_id == user.pk) for one in now],
        before=[
            _row(one, may_edit or one.person_id == user.pk, is_over=True)
            for one in there
            if one not in now
        ],
        taken_back=withdrawn.said(every, user, may_edit=may_edit),
        acted=_acted(body),
        may_declare=bool(may_edit or holders(user, body, today)),
    )


def may(user, body):
    """Whether the user keeps that body."""
    if not access.may(user, EDIT):
        return False
    return Body.objects.visible_to(user, to=EDIT).filter(pk=body.pk).exists()


def holders(user, body, today):
    """Whose interests the user may write down: {value: person or name}. Who keeps the body those
    of all that sit on it; who sits on it their own."""
    seats = Seat.objects.filter(body=body).in_force(today).select_related("person")
    if not may(user, body):
        seats = seats.filter(person=user)
    rows = seats.order_by("name", "pk")
    return {f"seat-{one.pk}": one.person or one.name for one in rows}


def own(user):
    """The interests that the user may end or take back: their own, and those of the bodies that
    they keep."""
    mine = Interest.objects.visible_to(user, to=VIEW).filter(person=user)
    kept = Interest.objects.visible_to(user, to=EDIT)
    seen = Q(pk__in=mine.values("pk")) | Q(pk__in=kept.values("pk"))
    return Interest.objects.standing().filter(seen)


def subjects(body, day):
    """The names in the register that hold on a day, each once."""
    held = Interest.objects.filter(body=body).in_force(day).order_by("subject", "pk")
    return list({reading.same(one.subject): one.subject for one in held}.values())


def _heading(body, now):
    if not now:
        return f"{body}: nobody has declared an interest"
    return f"{body}: {counted(len(now), 'interest is', 'interests are')} declared"


def _row(interest, may_edit, *, is_over=False):
    span = f"from {periods.day(interest.from_date)}"
    if interest.to_date:
        span += f" to {periods.day(interest.to_date)}"
    end = reverse("diary:interest-end", args=[interest.pk])
    withdraw = reverse("diary:interest-withdraw", args=[interest.pk])
    return InterestRow(
        holder=interest.holder,
        subject=interest.subject,
        nature=interest.nature,
        span=span,
        declared=f"{periods.day(interest.written_on)}, by {interest.written_by}",
        end_url=end if may_edit and not is_over else "",
        withdraw_url=withdraw if may_edit else "",
    )


def _acted(body):
    """What came of them, the newest meeting first: 13 March 2007, Urgent care: A took no part."""
    rows = Exclusion.objects.filter(item__meeting__body=body)
    rows = rows.select_related("interest__person", "item__meeting")
    newest = rows.order_by("-item__meeting__month", "-item__meeting__day", "-pk")
    return [
        f"{_day(one.item.meeting)}, {one.item.heading}: {reading.sentence(one)}" for one in newest
    ]


def _day(meeting):
    return periods.day(meeting.day) if meeting.day else f"{meeting.month:%B %Y}"
