"""Allocations, control totals and other spend of a year, and what an entry makes of it (B01)."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse

from budgets.models import Allocation, ControlTotal, OtherSpend
from budgets.queries import holders
from budgets.queries.asked import last_month
from budgets.queries.book import read_book
from budgets.queries.own import own_of
from budgets.queries.positions import position_of
from budgets.reading import planned
from pbc.core import money, periods

NOTHING = Decimal("0.00")
MODELS = {"allocation": Allocation, "control-total": ControlTotal, "other-spend": OtherSpend}
NAMES = {
    "allocation": "Allocation",
    "control-total": "Control total",
    "other-spend": "Other spend",
}
MEANS = {
    "allocation": "what there is to spend in the year",
    "control-total": "the planned over- or underspend against the allocation; plus is over",
    "other-spend": "spend of a month that no file brings; months add up",
}


@dataclass(frozen=True)
class Row:
    """One entry: `counts` says whether it is what stands today."""

    amount: Decimal
    month: int | None
    reason: str
    source: str
    by: str
    known_from: object
    recorded_at: object
    was_late: bool
    counts: bool


@dataclass(frozen=True)
class Target:
    """One of the three of a year: what stands, and every entry of it, newest first. `planned` is a
    control total in words: planned overspend."""

    what: str
    name: str
    means: str
    stands: Decimal | None
    planned: str
    rows: list[Row]
    new_url: str


@dataclass(frozen=True)
class TargetsPage:
    """A holder's year against its limits."""

    caption: str
    heading: str
    sentences: list[str]
    targets: list[Target]


def targets_page(user, holder, year, *, closed_on, today):
    """The three of a holder's year, with what they make of break-even and the control total."""
    book = read_book(year=year, known_on=today, of=[holder.scope])
    may_set = holders.is_within(user, holder, holders.SETS) and closed_on is None
    sentences = [reads(book, holder)]
    if closed_on:
        sentences.append(f"The year was closed on {periods.day(closed_on)}: nothing is added.")
    name = periods.year_name(year)
    return TargetsPage(
        caption=f"{holder.name}, {name}",
        heading=f"What {holder.name} has to spend in {name}, and what is planned",
        sentences=sentences,
        targets=[_target(what, holder, year, today, may_set) for what in MODELS],
    )


def _of(what, holder, year):
    return MODELS[what].objects.filter(**holder.of_an_entry, year=year)


def _target(what, holder, year, today, may_set):
    rows = list(_of(what, holder, year).select_related("author").order_by("-known_from", "-pk"))
    known = [row for row in rows if row.known_from <= today]
    adds_up = what == "other-spend"
    last = known[0] if known else None
    stands = sum((row.amount for row in known), NOTHING) if adds_up else last and last.amount
    parts = {"year": year, "kind": holder.kind, "code": holder.organisation.code, "what": what}
    return Target(
        what=what,
        name=NAMES[what],
        means=MEANS[what],
        stands=stands if known else None,
        planned=planned(stands) if known and what == "control-total" else "",
        rows=[_row(row, counts=adds_up or row is last) for row in rows],
        new_url=reverse("plans:target-new", kwargs=parts) if may_set else "",
    )


def _row(row, *, counts):
    return Row(
        amount=row.amount,
        month=getattr(row, "month", None),
        reason=row.reason,
        source=getattr(row, "source", ""),
        by=row.author.get_full_name() or row.author.get_username(),
        known_from=row.known_from,
        recorded_at=row.recorded_at,
        was_late=row.was_late,
        counts=counts,
    )


def of_entering(holder, year, what, *, amount, known_from, today):
    """Sentences on what an entry makes of break-even and the control total, before it is made."""
    book = read_book(year=year, known_on=today, of=[holder.scope])
    key = holder.kind, holder.organisation.pk
    now = book.targets.get(key, {})
    field = what.replace("-", "_")
    later = _of(what, holder, year).filter(known_from__gt=known_from, known_from__lte=today)
    if what == "other-spend":
        then = {field: now.get(field, NOTHING) + amount}
        said = [f"Other spend of the year becomes {money.pence(then[field])}."]
    elif later.exists():
        then = {}
        said = [
            f"A later {NAMES[what].lower()} stands: this one counts on the days before it alone."
        ]
    else:
        then = {field: amount}
        before = money.pence(now[field]) if field in now else "none"
        said = [f"The {NAMES[what].lower()} becomes {money.pence(amount)}; it is now {before}."]
    other = replace(book, targets=book.targets | {key: now | then})
    return [*said, f"Then: {reads(other, holder)}", f"Now: {reads(book, holder)}"]


def reads(book, holder):
    """A year against break-even and its control total, in a sentence."""
    month = last_month(book, own_of(book, holder.scope, 12).territory)
    if not month:
        return "no month is published yet, so there is no forecast to set against it."
    stands = position_of(own_of(book, holder.scope, month))
    if stands.over_break_even is None:
        return f"{stands.reading}."
    even = money.over_words(stands.over_break_even, neither="nothing over")
    control = money.over_words(stands.over_control_total, neither="nothing over")
    return f"{even} break-even and {control} the control total; {stands.reading}."
