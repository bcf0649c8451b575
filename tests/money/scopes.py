"""The second set of books, scope by scope: whose money a row and an entry are."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Sums:
    """What a position has to say, in pence."""

    actual: int = 0
    budget: int = 0
    budget_missing: int = 0
    has_budget: bool = False
    unassigned: int = 0
    beside: int = 0
    parked: int = 0
    allocation: int | None = None
    control_total: int | None = None
    other_spend: int = 0
    missing: set = field(default_factory=set)
    by_practice: dict = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    by_heading: dict = field(default_factory=lambda: defaultdict(lambda: [0, 0]))


class Scoped:
    """One scope of a recount, for the months 1 to one of them."""

    def __init__(self, recount, kind, code, to_month):
        self.recount, self.kind, self.code, self.to_month = recount, kind, code, to_month
        self.months = range(1, to_month + 1)
        self.scope, self.sums = (kind, code), Sums()
        self._spend()
        self._budgets()
        self._missing()
        self._parked()
        self._targets()

    def has_place(self, place):
        """Whether a locality is the scope's as a whole."""
        pcts = self.recount.world.pcts
        return {
            "county": True,
            "pct": pcts.get(place) == self.code,
            "locality": place == self.code,
        }.get(self.kind, False)

    def has_practice(self, practice, month, place):
        """Whether a practice's money of a month, counted at a place, is the scope's."""
        if self.kind == "practice":
            return practice == self.code
        if self.kind == "group":
            return self.recount.last_group[month].get(practice) == self.code
        return self.has_place(place)

    def places(self, month):
        """The localities that the scope lies in."""
        recount = self.recount
        if self.kind == "practice":
            return {recount.where[month].get(self.code)} - {None}
        if self.kind == "group":
            members = [p for p, g in recount.last_group[month].items() if g == self.code]
            return {recount.last_place[month][p] for p in members}
        return {place for place in recount.world.pcts if self.has_place(place)}

    def carries(self, month, place):
        """Whether the unassigned of a place is the scope's."""
        if self.kind == "group":
            return place in self.places(month) and self.recount.carries(self.code, month, place)
        return self.has_place(place)

    def _spend(self):
        sums = self.sums
        for row in self.recount.cells:
            if row.month > self.to_month:
                continue
            if row.practice is None:
                ours = self.carries(row.month, row.place)
                sums.unassigned += row.pence if ours else 0
                if not ours and self.kind == "group" and row.place in self.places(row.month):
                    sums.beside += row.pence
            else:
                ours = self.has_practice(row.practice, row.month, row.place)
            if ours:
                sums.actual += row.pence
                sums.by_practice[row.practice][1] += row.pence
                sums.by_heading[row.heading][1] += row.pence

    def _budgets(self):
        for entry in self.recount.world.entries:
            if entry.known_from > self.recount.day:
                continue
            self.sums.has_budget |= self._is_given(*entry.holder)
            for month in self.months:
                amount = entry.months[month - 1]
                kind, holder = entry.holder
                if kind == "practice":
                    self._budget_of(holder, month, entry.heading, amount)
                elif entry.holder == self.scope:
                    self._own_budget(month, entry.heading, amount)

    def _is_given(self, kind, holder):
        """Whether the ledger gives the scope a budget, whatever files are held."""
        if kind != "practice":
            return (kind, holder) == self.scope
        places = {m: self.recount.last_place[m].get(holder) for m in self.months}
        return any(
            (place or self.kind == "practice") and self.has_practice(holder, m, place)
            for m, place in places.items()
        )

    def _budget_of(self, practice, month, heading, amount):
        at, place, is_known = self.recount.counts_at(practice, month)
        if at > self.to_month:
            at, place, is_known = month, self.recount.last_place[month].get(practice), False
        if (place or self.kind == "practice") and self.has_practice(practice, at, place):
            self._add(is_known, practice, heading, amount)

    def _own_budget(self, month, heading, amount):
        here = self.places(month)
        whole = bool(here) and all(self.recount.knows(month, p, self.to_month) for p in here)
        self._add(whole, ("own",), heading, amount)

    def _add(self, is_known, whose, heading, amount):
        if not is_known:
            self.sums.budget_missing += amount
            return
        self.sums.budget += amount
        self.sums.by_practice[whose][0] += amount
        self.sums.by_heading[heading][0] += amount

    def _missing(self):
        self.sums.missing = {
            (place, m)
            for m in self.months
            for place in self.places(m)
            if not self.recount.knows(m, place, self.to_month)
        }

    def _parked(self):
        in_force = {id(file): file for file in self.recount.held.values()}
        for file in in_force.values():
            for row in file.parked:
                if self._is_parked_here(file, row):
                    self.sums.parked += row.pence

    def _is_parked_here(self, file, row):
        if row.month > self.to_month:
            return False
        if not row.outside and self.recount.held.get((row.month, row.place)) is not file:
            return False
        if self.kind == "county":
            return True
        if row.practice is not None and self.kind in ("group", "practice"):
            return self.has_practice(row.practice, row.month, row.place)
        return self.carries(row.month, row.place)

    def _targets(self):
        """Of a PCT or a locality; a county adds its PCTs up where each was given one."""
        pcts = sorted(set(self.recount.world.pcts.values()))
        holders = [("pct", name) for name in pcts] if self.kind == "county" else [self.scope]
        for kind in ("allocation", "control_total"):
            given = [self.recount.world.target(kind, h, self.recount.day) for h in holders]
            setattr(self.sums, kind, None if None in given else sum(given))
        said = self.recount.world.other_spend
        self.sums.other_spend = sum(
            pence for whose, day, pence in said if whose in holders and day <= self.recount.day
        )
