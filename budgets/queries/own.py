"""What is a scope's own in a year to date: the cells it spent and the budgets it was given."""

from collections import defaultdict
from decimal import Decimal
from functools import cached_property, wraps
from typing import NamedTuple

from django.conf import settings

from budgets.models import Kind
from budgets.queries.territory import territory
from pbc.core import money, periods

NOTHING = Decimal("0.00")
RULES = ("PBC_UNASSIGNED_TO_GROUPS", "PBC_FORECAST_METHOD", "PBC_HIGH_COST_CAP")


def own_of(book, scope, month):
    """What is a scope's own to a month, worked out once for a book and the rules in force."""
    key = scope, month, *(getattr(settings, rule) for rule in RULES)
    own = book.derived.get(key)
    if own is None:
        own = Own(book, scope, month)
        book.derived.put(key, own)
    return own


def derived(function):
    """Have what follows from an Own alone worked out once for it; nobody changes the answer."""

    @wraps(function)
    def found(own):
        if function not in own.derived:
            own.derived[function] = function(own)
        return own.derived[function]

    return found


class Budgeted(NamedTuple):
    """One month of a heading and kind, all its practices together or what the scope itself was
    given, and whether spend of that month is held to set against it."""

    is_own: bool
    month: int
    heading: int
    kind: str
    amount: Decimal
    held: bool


class Given(NamedTuple):
    """What one holder was given for one month, all headings and kinds together; else the same.

    `at` is the month whose register speaks for it: its own, or that of the report whose opening
    figure it lies in.
    """

    practice: int | None
    month: int
    at: int
    original: Decimal
    budget: Decimal
    held: bool


class Own:
    """The cells and budgets of one scope to one month, out of a book."""

    def __init__(self, book, scope, month):
        self.book, self.scope, self.month, self.derived = book, scope, month, {}
        self.territory = territory(book, scope, month)
        self.known = {loc: book.months_known(loc, month) for loc in self.territory.places}

    @property
    def by_practices(self):
        """Whether the scope is made of practices and not of localities."""
        return self.scope.kind in ("practice", "group")

    @cached_property
    def spent(self):
        """The cells that the scope spent, its part of unassigned money among them."""
        return self._own_of(self.book.spend.cells)

    @cached_property
    def spent_by_whom(self):
        """The same spend, where headings do not matter added up over them."""
        return self._own_of(self.book.spend.of_all_headings)

    @cached_property
    def spent_on_what(self):
        """The same spend by month and heading, where it does not matter who spent it."""
        return self._own_of(self.book.spend.of_all_practices)

    def _own_of(self, cells):
        """Of cells of all, those that are the scope's. Of its practices their own are few."""
        if self.by_practices:
            return self._of_practices
        return [cell for cell in cells if self._is_own(cell)]

    @cached_property
    def _of_practices(self):
        return [cell for cell in self._candidates() if self._is_own(cell)] + self._shares()

    def _candidates(self):
        practices = set().union(*self.territory.practices.values()) | {None}
        return [cell for p in practices for cell in self.book.by_practice.get(p, ())]

    def _is_own(self, cell):
        if cell.month > self.month:
            return False
        if self.by_practices and cell.practice is not None:
            return cell.practice in self.territory.practices[cell.month]
        return cell.locality in self.territory.inside[cell.month]

    def _shares(self):
        """By the rule `list-size`, the members' shares of the unassigned of their localities."""
        shared = self.territory.shared
        return [
            self._share(cell)
            for cell in self.book.by_practice.get(None, ())
            if cell.month <= self.month and cell.locality in shared.get(cell.month, ())
        ]

    def _share(self, cell):
        sizes = self.book.list_sizes[cell.month]
        there = sorted(self.book.register.practices_of(cell.locality, cell.month))
        weights = [sizes.get(practice, 0) for practice in there]
        ours = [p in self.territory.practices[cell.month] for p in there]

        def part(amount, unit=1):
            parts = money.shares(amount * unit, weights)
            return sum((x for x, own in zip(parts, ours, strict=True) if own), NOTHING) / unit

        return cell._replace(
            actual_cost=part(cell.actual_cost),
            plan_activity=part(cell.plan_activity, 10),
            actual_activity=part(cell.actual_activity, 10),
        )

    @cached_property
    def budgets(self):
        """Every month to the month, held or not, of each heading and kind."""
        return [
            Budgeted(is_own, m, *what, months[m - 1], held)
            for (is_own, when), holders in self._alike().items()
            for what, months in self._entered(holders).items()
            for m, held in when
        ]

    def _alike(self):
        """Holders of whom the same months are theirs and held: {(own, months): [holder]}."""
        when, alike = defaultdict(list), defaultdict(list)
        for holder, practice, m, _, held in self._holdings:
            when[practice is None, holder].append((m, held))
        for (is_own, holder), months in when.items():
            alike[is_own, tuple(months)].append(holder)
        return alike

    def _entered(self, holders):
        """{(heading, kind): twelve amounts} of several holders together."""
        found = defaultdict(list)
        for holder in holders:
            for entry in self._entries_of(holder):
                found[entry.heading, entry.kind].append(entry.months)
        return {
            what: [sum(m, NOTHING) for m in zip(*of, strict=True)] for what, of in found.items()
        }

    @cached_property
    def given(self):
        """The same, the entries of a holder added up: for whoever asks for no heading or kind."""
        sums = self.book.given
        return [
            Given(practice, m, at, *sums[holder][m - 1], held)
            for holder, practice, m, at, held in self._holdings
            if holder in sums
        ]

    @cached_property
    def _holdings(self):
        """(holder, the practice it is if any, month, month whose register speaks, if held)."""
        return list(self._find_holdings())

    def _find_holdings(self):
        practices = set().union(*self.territory.practices.values())
        for m in range(1, self.month + 1):
            for practice in practices:
                at, held = self.book.counts_at(practice, m, self.month)
                if practice in self.territory.practices[at]:
                    yield ("practice", practice), practice, m, at, held
            holder = self.territory.holder
            if holder and holder[0] != "practice":
                yield holder, None, m, m, self.holds_whole(m)

    def holds_whole(self, month):
        """Whether spend of that month is known in every locality of the scope."""
        here = self.territory.localities[month]
        return bool(here) and not any(self.lacks(month, loc) for loc in here)

    def knows(self, practice, month):
        """Whether spend of a practice's month is known; of one that has months of its own in
        force by those as well."""
        if practice in self.book.first_apart:
            return self.book.counts_at(practice, month, self.month)[1]
        return month in self.known.get(self.book.place(practice, month), ())

    def lacks(self, month, locality):
        """Whether something of a month of a locality that is the scope's is not known."""
        is_known = month in self.known.get(locality, ())
        if not self.book.first_apart:
            return not is_known
        there = self.territory.practices[month]
        ours = {p for p in there if self.book.place(p, month) == locality}
        apart = ours & self.book.first_apart.keys()
        if any(not self.knows(practice, month) for practice in apart):
            return True
        return not (is_known or (self.by_practices and ours and apart == ours))

    def months_of(self, cell):
        """The months known of the one who spent a cell: a practice by its own, else a locality."""
        if cell.practice in self.book.first_apart:
            return frozenset(m for m in range(1, self.month + 1) if self.knows(cell.practice, m))
        return frozenset(self.known.get(cell.locality, ()))

    def sum_spent(self, measure):
        """The sum of one measure over everything spent."""
        return sum((getattr(cell, measure) for cell in self.spent_by_whom), NOTHING)

    @cached_property
    def unassigned(self):
        """What was spent by no practice."""
        nobodys = (cell.actual_cost for cell in self.spent_by_whom if cell.practice is None)
        return sum(nobodys, NOTHING)

    def budget_by(self, key):
        """({key: original budget}, {key: budget}) of what is held, by a key of the budgets."""
        original, budget = defaultdict(lambda: NOTHING), defaultdict(lambda: NOTHING)
        for b in self.budgets:
            if b.held:
                budget[key(b)] += b.amount
                if b.kind != Kind.SAVINGS_PLAN:
                    original[key(b)] += b.amount
        return original, budget

    def given_by(self, key):
        """The same of all headings and kinds together, by a key of what was given."""
        original, budget = defaultdict(lambda: NOTHING), defaultdict(lambda: NOTHING)
        for g in self.given:
            if g.held:
                original[key(g)] += g.original
                budget[key(g)] += g.budget
        return original, budget

    def spent_by(self, key):
        """{key: spend} by a key of the cells that asks for no heading."""
        return _by(key, self.spent_by_whom)

    def spent_on(self, key):
        """{key: spend} by a key of the cells that asks for no practice."""
        return _by(key, self.spent_on_what)

    def holders(self):
        """The holders whose entries make its budget: its practices, and itself."""
        practices = set().union(*self.territory.practices.values())
        own = self.territory.holder
        return [("practice", p) for p in practices] + ([own] if own else [])

    @cached_property
    def has_budget(self):
        """Whether the ledger knows any budget of the scope in that year."""
        return any(self.book.entries.get(holder) for holder in self.holders())

    @property
    def budget_complete(self):
        """Whether every practice that the register has there has a budget in the ledger."""
        there = {
            practice
            for m, practices in self.territory.practices.items()
            for practice in practices
            if practice in self.book.register.localities[m]
        }
        return bool(there) and all(self.book.entries.get(("practice", p)) for p in there)

    @property
    def missing(self):
        """Which months of which localities are not in force: "Stevenage: months 5, 6"."""
        lacking = defaultdict(list)
        for m in range(1, self.month + 1):
            for locality in self.territory.localities[m]:
                if self.lacks(m, locality):
                    lacking[locality].append(m)
        names = {loc.pk: loc.name for loc in self.book.organisations["locality"].values()}
        words = (f"{names[loc]}: {periods.span_in_words(ms)}" for loc, ms in lacking.items())
        return tuple(sorted(words))

    @cached_property
    def full_year_budget(self):
        """The budget of all twelve months and month 13, whatever is held."""
        whole = self if self.month == 12 else own_of(self.book, self.scope, 12)
        return sum((g.budget for g in whole.given), NOTHING) + whole.year_end

    @cached_property
    def year_end(self):
        """The adjustments of month 13: they belong to the full year and to no month of it."""
        entries = (e for holder in set(self.holders()) for e in self._entries_of(holder))
        return sum((e.month_13 for e in entries), NOTHING)

    def _entries_of(self, holder):
        return self.book.entries.get(holder, ())


def _by(key, cells):
    spent = defaultdict(lambda: NOTHING)
    for cell in cells:
        spent[key(cell)] += cell.actual_cost
    return spent
