"""What was sealed, and what came of comparing it, for auditor, administrator and operator."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import Count, Max, Min, Sum
from django.urls import reverse

from pbc.core import access, clock, periods
from pbc.core.exports import Column, Kind, Table
from pbc.core.models import Errand, ErrandState, Seal, SealCheck, Sealing
from pbc.core.pages.frame import counted
from pbc.core.seals import exported
from pbc.core.seals.work import CHECK

VIEW = "core.view_seals"
LATE = timedelta(days=2)  # a night may be missed
COMPARED_LATE = timedelta(days=8)  # it is compared each week
DIED = "The last comparison came to no end: run manage.py verify_seals"
TABLES = [
    Column("What", Kind.NAME),
    Column("Table", Kind.NAME),
    Column("Rows sealed", Kind.COUNT),
    Column("First row", Kind.COUNT),
    Column("Last row", Kind.COUNT),
    Column("Seals", Kind.COUNT),
    Column("Last sealed on", Kind.DAY),
]
SEALINGS = [
    Column("Sealing", Kind.COUNT),
    Column("Day", Kind.DAY),
    Column("Digest", Kind.NAME),
    Column("Seals", Kind.NAME),
]


@dataclass(frozen=True)
class Line:
    """A table that is sealed: how many rows, from which to which, and when last."""

    what: str
    table: str
    rows: int
    first: int
    last: int
    seals: int
    on: date


@dataclass(frozen=True)
class Page:
    """What was sealed, and what came of comparing it."""

    heading: str
    last: Sealing | None
    age: str
    is_late: bool
    checked: SealCheck | None
    is_being_checked: bool
    is_old: bool
    has_died: bool
    outside: str
    kept_in: str
    mailed_to: str


def page():
    """The page of the seals, without its table."""
    last, checked = last_sealing(), last_check()
    waits = Errand.objects.filter(kind=CHECK, state=ErrandState.WAITING).exists()
    return Page(
        heading=_heading(last, checked),
        last=last,
        age=_age(last),
        is_late=is_late(last),
        checked=checked,
        is_being_checked=waits,
        is_old=is_old(last, checked),
        has_died=has_died(),
        outside=exported.outside(),
        kept_in=str(settings.PBC_SEALS["file"]),
        mailed_to=settings.PBC_SEALS["address"],
    )


def last_sealing():
    """The newest Sealing; None before the first night."""
    return Sealing.objects.order_by("-number").first()


def last_check():
    """What the newest check found; None before the first."""
    return SealCheck.objects.order_by("-pk").first()


def is_late(last):
    """Whether nothing was sealed for days, though once something was."""
    return bool(last and clock.now() - last.sealed_at > LATE)


def is_old(last, checked):
    """Whether what is sealed was not compared for more than a week."""
    since = checked.checked_at if checked else last and last.sealed_at
    return bool(last and clock.now() - since > COMPARED_LATE)


def has_died():
    """Whether the last comparison that was asked for came to no end."""
    return Errand.objects.left_undone().filter(kind=CHECK).exists()


def _age(last):
    if last is None:
        return ""
    days = (clock.now() - last.sealed_at) // timedelta(days=1)
    return f"{counted(days, 'day', 'days')} ago" if days else "within the last day"


def _heading(last, checked):
    if checked and checked.found:
        many = len(checked.found) > 1
        return f"{len(checked.found)} {'things are' if many else 'thing is'} not as it was sealed"
    if last is None:
        return "Nothing has been sealed yet"
    if checked is None:
        return "What was sealed was not compared yet"
    on = periods.day(checked.checked_at.astimezone(clock.LONDON).date())
    return f"Everything was as it was sealed on {on}"


def lines():
    """Every table that is sealed, by its name."""
    names = _names()
    found = Seal.objects.values("table_name").annotate(
        rows=Sum("count"),
        first=Min("first_id"),
        last=Max("last_id"),
        seals=Count("pk"),
        on=Max("sealing__day"),
    )
    return [
        Line(
            what=names.get(one["table_name"], "no longer kept"), table=one.pop("table_name"), **one
        )
        for one in found.order_by("table_name")
    ]


def _names():
    """{table: what its rows are, in words}."""
    return {
        model._meta.db_table: _words(str(model._meta.verbose_name)) for model in apps.get_models()
    }


def _words(name):
    """A practice event is a change of a practice."""
    kind, _, last = name.rpartition(" ")
    return f"History: {kind}" if last == "event" and kind else f"{name[:1].upper()}{name[1:]}"


def tables():
    """The tables and the heads, to take away."""
    rows = [
        (one.what, one.table, one.rows, one.first, one.last, one.seals, one.on) for one in lines()
    ]
    sealings = Sealing.objects.order_by("number").values_list("number", "day", "digest", "said")
    return [Table("Tables", TABLES, rows), Table("Heads", SEALINGS, sealings.iterator())]


@dataclass(frozen=True)
class Card:
    """What those who see the seals have on their desks where something was changed."""

    needing: list[str]
    on: datetime
    url: str
    is_late: bool = True
    sentence: str = "What was written down is not as it was sealed"


def card(user):
    """The card of the desk; None where all is as it was when it was last compared."""
    if not access.may(user, VIEW):
        return None
    last, url = last_check(), reverse("seals:overview")
    if last and last.found:
        return Card(last.found, last.checked_at, url)
    if has_died():
        return Card([DIED], clock.now(), url, sentence="The seals could not be compared")
    return None
