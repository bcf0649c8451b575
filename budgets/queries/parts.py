"""What a position is made of: its practices, groups, localities or PCTs."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from budgets.queries.own import NOTHING, derived


@dataclass(frozen=True)
class Part:
    """One practice, group, locality or PCT of a scope; `key` is its id, None where it has none.

    `missing` are the months that are not known there, `practices` those of a group. Money in
    pounds, of the months known.
    """

    kind: str
    key: int | None
    code: str | None
    name: str
    budget: Decimal
    actual: Decimal
    has_budget: bool = True
    missing: tuple[int, ...] = ()
    patients: int | None = None
    practices: frozenset[int] = frozenset()

    @property
    def overspend(self):
        """Spend less budget; None where it has no budget. Plus is over."""
        return self.actual - self.budget if self.has_budget else None


@dataclass(frozen=True)
class Parts:
    """All parts of a scope, worst first; they, what it holds itself and what belongs to no
    practice add up to its total."""

    parts: tuple[Part, ...]
    held: Decimal = NOTHING
    unassigned: Decimal = NOTHING


@derived
def by_practice(own):
    """Each practice, worst first, with the patients it had at the end of the month."""
    book, patients = own.book, own.book.list_sizes[own.month]
    sums, held, unassigned = _split(own, lambda practice, month, locality: practice)
    named = {practice.pk: practice for practice in book.organisations["practice"].values()}
    parts = [
        Part(
            "practice",
            key,
            named[key].code,
            named[key].name,
            *amounts,
            has_budget=bool(book.entries.get(("practice", key))),
            missing=_missing_of_practice(own, key),
            patients=patients.get(key),
        )
        for key, amounts in sums.items()
    ]
    return Parts(_in_order(parts), held, unassigned)


def _in_order(parts):
    return tuple(sorted(parts, key=lambda part: (part.budget - part.actual, part.name)))


def _missing_of_practice(own, practice):
    months = own.territory.practices.items()
    there = {m: own.book.place(practice, m) for m, practices in months if practice in practices}
    return tuple(m for m, place in there.items() if place and not own.knows(practice, m))


@derived
def by_group(own):
    """Each group that has practices there, and the practices in no group; unassigned apart."""
    book = own.book
    sums, held, unassigned = _split(own, lambda practice, month, _: book.group(practice, month))
    named = {group.pk: group for group in book.organisations["group"].values()}
    missing = _missing(own, own.territory.places)
    parts = [
        Part(
            "group",
            key,
            named[key].code if key else None,
            named[key].name if key else "In no group",
            *amounts,
            missing=missing,
            practices=_members(own, key),
        )
        for key, amounts in sums.items()
    ]
    return Parts(_in_order(parts), held, unassigned)


def _members(own, group):
    """Which practices of the scope are in a group, or with None in no group, that month."""
    there = own.territory.practices[own.month]
    return frozenset(p for p in there if own.book.group(p, own.month) == group)


@derived
def by_locality(own):
    """Each locality with its unassigned inside, and which of its months are missing."""
    localities = {place: {place} for place in own.territory.places}
    return _by_places(own, "locality", localities)


@derived
def by_pct(own):
    """Each PCT that has the county's localities at the end of the year, taking over its books."""
    register, under = own.book.register, defaultdict(set)
    last = register.commissioners[12] or register.commissioners[own.month]
    for locality, pct in last.items():
        under[pct].add(locality)
    return _by_places(own, "pct", under)


def _by_places(own, kind, places):
    """Parts that are made of localities: `places` is {id: its localities}."""
    of = {locality: key for key, localities in places.items() for locality in localities}
    sums, held, unassigned = _split(own, lambda practice, month, place: of.get(place), inside=True)
    named = {one.pk: one for one in own.book.organisations[kind].values()}
    parts = [
        Part(
            kind,
            key,
            named[key].code,
            named[key].name or named[key].code,
            *sums.get(key, (NOTHING, NOTHING)),
            missing=_missing(own, localities),
        )
        for key, localities in places.items()
    ]
    return Parts(_in_order(parts), held, unassigned)


def _missing(own, localities):
    """Months to the month asked for that some of these localities lack."""
    months = range(1, own.month + 1)
    return tuple(m for m in months if any(own.lacks(m, locality) for locality in localities))


def _split(own, of, *, inside=False):
    """Add up {key: (budget, actual)}, what the scope holds itself, and what is unassigned.

    `of` gives the key of a practice in a month and locality; with `inside` the spend of nobody
    belongs to the key of its locality too.
    """
    apart = object()

    def key_of(cell):
        if cell.practice is None and not inside:
            return apart
        return of(cell.practice, cell.month, cell.locality)

    def key_of_budget(given):
        if given.practice is None:
            return apart
        return of(given.practice, given.at, own.book.place(given.practice, given.at))

    actuals, (_, budgets) = own.spent_by(key_of), own.given_by(key_of_budget)
    held, unassigned = budgets.pop(apart, NOTHING), actuals.pop(apart, NOTHING)
    sums = {key: (budgets[key], actuals[key]) for key in {*budgets, *actuals}}
    return sums, held, unassigned
