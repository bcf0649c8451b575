"""The entries of a holder's budget in a year, as its page shows them: newest first (H01)."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from budgets.addresses import address
from budgets.models import BudgetEntry
from budgets.phasing import Phasing
from budgets.queries import holders
from pbc.core import money, periods

NOTHING = Decimal("0.00")
PROFILES = {one.value: one.label for one in Phasing}


@dataclass(frozen=True)
class Line:
    """One entry as it stands: `takes_back` is the number of the entry it reverses, `taken_back`
    who took it back, when and why."""

    number: int
    heading: str
    point_of_delivery: str
    kind: str
    amount: Decimal
    month_13: Decimal
    recurrent: bool
    phased: str
    reason: str
    source: str
    by: str
    known_from: object
    recorded_at: object
    was_late: bool
    takes_back: int | None
    taken_back: str
    reverse_url: str


@dataclass(frozen=True)
class Ledger:
    """A holder's year: what its own entries come to, by kind, and each of them."""

    name: str
    caption: str
    heading: str
    sentences: list[str]
    by_kind: list[tuple[str, Decimal, Decimal]]
    total: Decimal
    month_13: Decimal
    lines: list[Line]
    url: str
    take_url: str
    position_url: str
    new_url: str
    targets_url: str


def entries(holder, year):
    """The entries of a holder in a year, newest first."""
    rows = BudgetEntry.objects.filter(**holder.of_an_entry, year=year).order_by(
        "-recorded_at", "-pk"
    )
    return rows.select_related(
        "heading", "point_of_delivery", "author", "reversed_by__author", *holders_of()
    )


def holders_of():
    """The relations of an entry to whoever may hold it."""
    return ("practice", "group", "locality", "commissioner")


def ledger(user, holder, year, *, closed_on, page):
    """The page of a holder's year; `page` are the entries of it that are shown."""
    may_set = holders.is_within(user, holder, holders.SETS)
    open_now = may_set and closed_on is None
    kinds = by_kind(holder, year)
    total = sum((amount for _, amount, _ in kinds), NOTHING)
    parts = {"year": year, "kind": holder.kind, "code": holder.organisation.code}
    return Ledger(
        name=holder.name,
        caption=f"Budget of {holder.name}, {periods.year_name(year)}",
        heading=_heading(holder, year, kinds, total),
        sentences=_sentences(holder, year, closed_on),
        by_kind=kinds,
        total=total,
        month_13=sum((adjusted for _, _, adjusted in kinds), NOTHING),
        lines=[line(entry, may_reverse=open_now) for entry in page],
        url=reverse("plans:ledger", kwargs=parts),
        take_url=reverse("plans:ledger-table", kwargs=parts),
        position_url=address(holder.scope, year=year),
        new_url=reverse("plans:entry-new", kwargs=parts) if open_now else "",
        targets_url=reverse("plans:targets", kwargs=parts)
        if holder.kind in ("pct", "locality")
        else "",
    )


def entry_within(user, pk, *, to):
    """The entry of that number, where the user has the permission over its holder, else None."""
    found = BudgetEntry.objects.select_related("heading", "author", "reversed_by", *holders_of())
    entry = found.filter(pk=pk).first()
    is_there = entry and holders.is_within(user, holders.of_entry(entry), to)
    return entry if is_there else None


def by_kind(holder, year):
    """(kind in words, its sum, month 13 of it) of a holder's own entries, largest first."""
    found = {}
    rows = BudgetEntry.objects.filter(**holder.of_an_entry, year=year)
    for entry in rows.only("kind", "amount", "month_13"):
        amount, adjusted = found.get(entry.get_kind_display(), (NOTHING, NOTHING))
        found[entry.get_kind_display()] = amount + entry.amount, adjusted + entry.month_13
    sums = [(kind, amount, adjusted) for kind, (amount, adjusted) in found.items()]
    return sorted(sums, key=lambda one: (-abs(one[1]), one[0]))


def _heading(holder, year, kinds, total):
    if not kinds:
        none = "No budget has" if holder.kind == "practice" else "No budget of its own has"
        return f"{none} been set for {holder.name} in {periods.year_name(year)}"
    own = "budget" if holder.kind == "practice" else "own entries"
    return f"{holder.name}’s {own} for {periods.year_name(year)}: {money.pence(total)}"


def _sentences(holder, year, closed_on):
    said = []
    if holder.kind != "practice":
        said.append("The entries of its practices are theirs, and counted beside these.")
    if closed_on:
        said.append(
            f"{periods.year_name(year)} was closed on {periods.day(closed_on)}: nothing is added."
        )
    return said


def line(entry, *, may_reverse=False):
    """One entry as pages show it."""
    taken = getattr(entry, "reversed_by", None)
    open_still = may_reverse and taken is None and entry.reverses_id is None
    return Line(
        number=entry.pk,
        heading=entry.heading.name,
        point_of_delivery=entry.point_of_delivery.name if entry.point_of_delivery else "",
        kind=entry.get_kind_display(),
        amount=entry.amount,
        month_13=entry.month_13,
        recurrent=entry.is_recurrent,
        phased=_phased(entry),
        reason=entry.reason,
        source=entry.source,
        by=_name(entry.author),
        known_from=entry.known_from,
        recorded_at=entry.recorded_at,
        was_late=entry.was_late,
        takes_back=entry.reverses_id,
        taken_back=_taken_back(taken),
        reverse_url=reverse("plans:entry-reverse", args=[entry.pk]) if open_still else "",
    )


def _phased(entry):
    if not any(entry.months):
        return "year end only"
    return PROFILES.get(entry.profile, PROFILES[Phasing.STATED])


def _taken_back(reversal):
    if reversal is None:
        return ""
    day = periods.short_day(reversal.known_from)
    return f"Taken back from {day} by {_name(reversal.author)}: {reversal.reason}"


def _name(person):
    return person.get_full_name() or person.get_username()
