"""Everything a year's positions are derived from, read once, as known on one day."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, partial

from activity.models import Heading, ParkedRow
from activity.queries import list_sizes, versions
from budgets.models import Allocation, ControlTotal, OtherSpend
from budgets.queries import realms, stamp
from budgets.queries.ledger_read import Entries, read_entries
from budgets.queries.pointers import counting, open_, read_pointers
from budgets.queries.realms import Realm
from budgets.queries.recent import Recent
from budgets.queries.spend import Spend, read_spend
from pbc.core import queries as ground
from pbc.core.models import Commissioner, Group, Locality, Practice
from pbc.core.queries import Register

ORGANISATIONS = {
    "pct": Commissioner,
    "locality": Locality,
    "group": Group,
    "practice": Practice,
}
DERIVED = 200  # what is kept of a book: a scope to a month each
kept, kept_of_realms, grounds = Recent(6), Recent(16), Recent(6)


@dataclass(frozen=True)
class Parked:
    """A parked row of a submission in force, by what is known of where it belongs."""

    row: int
    submission: int
    code: str
    month: int | None
    locality: int | None
    practice: int | None
    money: Decimal


@dataclass
class Book:
    """The year's facts and plans as known on one day, indexed for every scope.

    `held` is what is in force by (month, locality), `apart` by (month, locality, practice) where a
    practice's month has moves of its own, which then stand for it. `elsewhere` are submissions in
    force outside the realm that hold parked rows of it. `list_sizes` are those in
    force at the end of each month, {month: {practice: patients}}. `derived` is what was worked
    out from it; another book, with something supposed, begins anew. Of a `realm` the moves, spend,
    entries and parked rows are read that its positions can depend on; the register is always whole.
    """

    year: int
    known_on: date
    register: Register
    recorded_by: datetime | None = None
    realm: Realm | None = None
    held: dict[tuple[int, int], int] = field(default_factory=dict)
    apart: dict[tuple[int, int, int], int | None] = field(default_factory=dict)
    feeds: dict[int, int] = field(default_factory=dict)
    elsewhere: frozenset[int] = frozenset()
    openings: dict[int, int] = field(default_factory=dict)
    openings_apart: dict[int, int] = field(default_factory=dict)
    spend: Spend = field(default_factory=Spend)
    entered: Entries = field(default_factory=Entries)
    parked: list[Parked] = field(default_factory=list)
    headings: dict[int, Heading] = field(default_factory=dict)
    targets: dict[tuple, dict[str, Decimal]] = field(default_factory=dict)
    places: dict[int, dict[int, int]] = field(default_factory=dict)
    groups: dict[int, dict[int, int]] = field(default_factory=dict)
    organisations: dict[str, dict] = field(default_factory=dict)
    list_sizes: dict[int, dict[int, int]] = field(default_factory=dict)
    derived: Recent = field(default_factory=partial(Recent, DERIVED), init=False, compare=False)

    @property
    def entries(self):
        """{holder: its entries}, as the ledger has them."""
        return self.entered.of

    @property
    def given(self):
        """{holder: (original budget, budget) of each of the twelve months}, all its entries."""
        return self.entered.given

    @property
    def cells(self):
        """Everything that was spent, as in force."""
        return self.spend.cells

    @property
    def by_practice(self):
        """{practice, or None for nobody: its cells}."""
        return self.spend.by_practice

    def months_known(self, locality, to_month):
        """Months of a locality for which spend is known, by itself or in an opening figure."""
        known = {m for m in range(1, to_month + 1) if (m, locality) in self.held}
        report = self.openings.get(locality)
        return known | set(range(1, report)) if report and report <= to_month else known

    def counts_at(self, practice, month, to_month):
        """(month whose register speaks for a practice's month, whether its spend is known).

        It is its own, or that of a report whose opening figure it lies in, wherever the practice
        was before.
        """
        if self.holds(practice, month):
            return month, True
        for report in range(month + 1, to_month + 1):
            if self.opening_counts(practice, report, self.place(practice, report)):
                return report, True
        return month, False

    def opening_counts(self, practice, report, locality):
        """Whether a practice's opening figure of a report counts: as long as none of the months
        in it is in force, there or where the practice was then."""
        return self.opening_of(locality, practice) == report and not any(
            self.holds(practice, m) for m in range(1, report)
        )

    def opening_of(self, locality, practice=None):
        """The month of the report whose opening figure counts, of a practice that has months of
        its own in force its own; 0 where there is none."""
        if practice in self.first_apart:
            return self.openings_apart.get(practice, 0)
        return self.openings.get(locality, 0)

    @cached_property
    def first_apart(self):
        """{practice: (month, locality)} of the first month that each holds apart."""
        held = sorted((m, loc, who) for (m, loc, who), one in self.apart.items() if one)
        return {who: (month, locality) for month, locality, who in reversed(held)}

    @cached_property
    def _held_apart(self):
        held = defaultdict(set)
        for (month, _, practice), submission in self.apart.items():
            if submission:
                held[month].add(practice)
        return dict(held)

    def holds(self, practice, month):
        """Whether a practice's month is in force by itself: its locality's, or its own alone."""
        is_held = (month, self.place(practice, month)) in self.held
        return is_held or self.holds_apart(practice, month)

    def holds_apart(self, practice, month):
        """Whether a practice's own month is in force, apart from its locality's."""
        return practice in self.held_apart(month)

    def held_apart(self, month):
        """Practices whose own month is in force, apart from their localities'."""
        return self._held_apart.get(month, frozenset())

    def holder(self, month, locality, practice):
        """The submission in force for a month of a locality, as far as it is a practice's; None
        for the practice stands for the unassigned."""
        key = month, locality, practice
        return self.apart[key] if key in self.apart else self.held.get(key[:2])

    @property
    def submissions(self):
        """Everything that is in force for some slice of the year."""
        return {*self.held.values(), *self.apart.values()} - {None}

    def place(self, practice, month):
        """A practice's locality in a month; of a closed practice the last one it had."""
        return self.places[month].get(practice)

    def group(self, practice, month):
        """A practice's group in a month; of a closed practice the last one it had."""
        return self.groups[month].get(practice)

    def organisation(self, scope):
        """The organisation of a scope, or None where no such code is known."""
        return self.organisations[scope.kind].get(scope.code)


def carried_forward(by_month, there):
    """{month: {practice: x}} of what each practice had, kept on after it closed.

    `there[month]` are the practices that the register has in that month.
    """
    kept, result = {}, {}
    for month in sorted(by_month):
        kept = {p: x for p, x in kept.items() if p not in there[month]} | by_month[month]
        result[month] = kept
    return result


def read_book(*, year, known_on, without=(), recorded_by=None, of=()):
    """A year's book. `without` leaves those kinds of entry out of every budget.

    `of` are the scopes that it is read for, where it is for no others: on a site of many counties
    it then holds what their own positions can depend on, and not what the rest of it spent.

    `recorded_by` is a moment: moves, entries, targets and rows of the register written down
    after it are left out, so that what was stated then derives again though history was loaded
    since. What this process has read of the same rows is not read again; nobody changes a book.
    """
    asked = {"year": year, "known_on": known_on, "recorded_by": recorded_by}
    asked["without"] = tuple(without)
    now = stamp.of_year(year)
    realm = realms.of(of, now, year)
    key, held = (*asked.values(), realm, now), kept_of_realms if realm else kept
    if book := held.get(key):
        return book
    # Where figures were just published every page wants the new book.
    with held.one_at_a_time(key):
        book = held.get(key)
        if book is None:
            book = _read(**asked, realm=realm, now=now)
            if stamp.of_year(year) == now:  # nothing was committed between two of its statements
                held.put(key, book, alike=key[:-1])
    return book


def read_register(*, year, known_on):
    """The register of a year as known on a day, which this process may have read before."""
    return _ground(year, known_on, None, stamp.of_year(year))["register"]


def _read(*, year, known_on, recorded_by, without, realm, now):
    book = Book(year, known_on, **_ground(year, known_on, recorded_by, now))
    book.recorded_by, book.realm = recorded_by, realm
    written = {"recorded_at__lte": recorded_by} if recorded_by else {}
    read_pointers(book, recorded_by, written)
    book.spend = read_spend(book)
    book.entered = read_entries(
        year=year, known_on=known_on, without=without, recorded_by=recorded_by, realm=realm
    )
    _read_parked(book)
    _read_targets(book, written)
    return book


def _ground(year, known_on, recorded_by, now):
    """The fields of a book that no publication and no entry changes: the register and codes."""
    key = year, known_on, recorded_by, stamp.of_the_register(now)
    found = grounds.get(key)
    if found is None:
        found = _read_ground(year=year, known_on=known_on, recorded_by=recorded_by)
        if stamp.of_the_register(stamp.of_year(year)) == key[-1]:
            grounds.put(key, found)
    return found


def _read_ground(**asked):
    register = ground.register(**asked)
    there = register.localities
    places, groups = (carried_forward(each, there) for each in (there, register.groups))
    return {
        "register": register,
        "places": places,
        "groups": groups,
        "headings": {heading.pk: heading for heading in Heading.objects.order_by("pk")},
        "organisations": {
            kind: {one.code: one for one in model.objects.all()}
            for kind, model in ORGANISATIONS.items()
        },
        "list_sizes": list_sizes.by_month(**asked),
    }


def suppose(book, submission):
    """The same book as if a reading were published: its slices in force, all else as it is."""
    counts = counting(book)
    brought = [
        key[1:]
        for key in versions.brings(submission)
        if key[0] == book.year and (submission.feed_id, key[1]) in counts
    ]
    whole = {key[:2] for key in brought if key[2] is None}
    own = {key for key in brought if key[2] is not None}
    own |= {key for key in book.apart if key[:2] in whole}
    own -= {key[1:] for key in versions.left_alone(submission) if key[0] == book.year}
    other = replace(
        book,
        held=book.held | dict.fromkeys(whole, submission.pk),
        apart=book.apart | dict.fromkeys(own, submission.pk),
        feeds=book.feeds | {submission.pk: submission.feed_id},
        spend=Spend(),
        parked=[],
    )
    open_(other, counts)
    other.spend = read_spend(other)
    _read_parked(other)
    return other


def _read_parked(book):
    rows = ParkedRow.objects.filter(submission__in=book.submissions | book.elsewhere)
    if book.realm:
        rows = rows.filter(book.realm.holds_row)
    rows = rows.exclude(year__isnull=False, year__gt=book.year)
    rows = rows.exclude(year__isnull=False, year__lt=book.year)
    fields = ("pk", "submission", "code", "month", "locality", "practice", "money")
    book.parked = [Parked(*row) for row in rows.values_list(*fields)]


def _read_targets(book, written):
    """{(kind, holder id): {"allocation", "control_total", "other_spend"}} as last entered."""
    found = defaultdict(dict)
    for name, model in (("allocation", Allocation), ("control_total", ControlTotal)):
        rows = model.objects.known_on(book.known_on).filter(**written, year=book.year)
        for row in rows.order_by("known_from", "pk"):
            found[_holder(row)][name] = row.amount
    other = OtherSpend.objects.known_on(book.known_on).filter(**written, year=book.year)
    for row in other:
        held = found[_holder(row)]
        held["other_spend"] = held.get("other_spend", Decimal(0)) + row.amount
    book.targets = dict(found)


def _holder(row):
    return ("locality", row.locality_id) if row.locality_id else ("pct", row.commissioner_id)
