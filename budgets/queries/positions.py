"""Positions: plan against fact, derived from a book. Plus is over."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from budgets.forecast import Forecast, forecast, together
from budgets.models import Kind
from budgets.queries.territory import Territory, territory
from budgets.reading import read_year
from pbc.core import money, periods
from pbc.core.values import Scope

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Line:
    """A heading or a practice of a position. `code` None is the unassigned line, or money that
    the scope holds itself; `key` is the id of the heading or practice."""

    code: str | None
    name: str
    original_budget: Decimal
    budget: Decimal
    actual: Decimal
    to_month: int = 0
    key: int | None = None

    @property
    def overspend(self):
        """Spend less budget. Plus is over."""
        return self.actual - self.budget

    @property
    def overspend_percent(self):
        """Of its budget, exact; None where it has none."""
        return money.percent(self.overspend, self.budget)


@dataclass(frozen=True)
class Position:
    """Where a scope stands: spend against the same months of its budget, as known on one day.

    Year to date to `month`, of the slices that are held; `missing` names the rest and
    `budget_missing` is their budget. Money in pounds.
    """

    scope: Scope
    name: str
    year: int
    month: int
    known_on: date
    missing: tuple[str, ...]
    budget_missing: Decimal
    original_budget: Decimal
    savings_plan: Decimal
    has_budget: bool
    budget_complete: bool
    actual: Decimal
    unassigned: Decimal
    unassigned_beside: Decimal
    unassigned_rule: str
    parked: Decimal
    below_the_line: Decimal
    plan_activity: Decimal
    actual_activity: Decimal
    allocation: Decimal | None
    control_total: Decimal | None
    other_spend: Decimal
    over_control_total: Decimal | None
    over_break_even: Decimal | None
    reading: str
    full_year_budget: Decimal
    forecast: Forecast | None
    by_heading: tuple[Line, ...]
    by_practice: tuple[Line, ...]
    by_month: tuple[Line, ...]
    months_known: tuple[int, ...]

    @property
    def complete(self):
        """Whether every month of every locality in it is known."""
        return not self.missing

    @property
    def budget(self):
        """The budget in force: the original one with the savings plan taken off."""
        return self.original_budget + self.savings_plan

    @property
    def overspend(self):
        """Spend less budget; None where no budget has been set. Plus is over."""
        return self.actual - self.budget if self.has_budget else None

    @property
    def overspend_percent(self):
        """Of the budget, exact; a percentage of nothing is None."""
        return money.percent(self.overspend, self.budget)

    @property
    def overspend_before_savings_plan(self):
        """Spend less the original budget, as if there were no savings plan."""
        return self.actual - self.original_budget if self.has_budget else None


def position(book, scope, month):
    """Derive the position of one scope to one month from a book."""
    return Derivation(book, territory(book, scope, month), month).position()


class Derivation:
    """One derivation: adds up the cells and entries that are a territory's own."""

    def __init__(self, book, own: Territory, month):
        self.book, self.own, self.month = book, own, month
        self.known = {loc: book.months_known(loc, month) for loc in own.places}
        self.spent = [cell for cell in self._candidates() if self._is_own(cell)]
        self.budgets = list(self._budgets())

    def _candidates(self):
        if self.own.scope.kind in ("practice", "group"):
            practices = set().union(*self.own.practices.values()) | {None}
            return [c for p in practices for c in self.book.by_practice.get(p, ())]
        return self.book.cells

    def _is_own(self, cell):
        if cell.month > self.month:
            return False
        if self.own.scope.kind in ("practice", "group") and cell.practice is not None:
            return cell.practice in self.own.practices[cell.month]
        return cell.locality in self.own.inside[cell.month]

    def _budgets(self):
        """(practice or None, month, heading, kind, amount, held) of every entry to the month."""
        for m in range(1, self.month + 1):
            for practice in self.own.practices[m]:
                locality = self.book.place(practice, m)
                yield from self._entries(("practice", practice), m, locality)
        if self.own.holder and self.own.holder[0] != "practice":
            for m in range(1, self.month + 1):
                yield from self._entries(self.own.holder, m, None)

    def _entries(self, holder, month, locality):
        """Entries of one month; those of the scope itself count in months it holds whole."""
        if locality is not None:
            held = month in self.known.get(locality, ())
            at = self.book.counted_in(locality, month)
            if at != month and at <= self.month and holder[1] not in self.own.practices[at]:
                return
        else:
            here = self.own.localities[month]
            held = bool(here) and all(month in self.known[loc] for loc in here)
        practice = holder[1] if holder[0] == "practice" else None
        for entry in self.book.entries.get(holder, ()):
            amount = entry.months[month - 1]
            if month == 12:
                amount += entry.month_13
            yield practice, month, entry.heading, entry.kind, amount, held

    def position(self):
        """Put the figures together."""
        book, own = self.book, self.own
        original = self._sum_budget(lambda kind: kind != Kind.SAVINGS_PLAN)
        savings = self._sum_budget(lambda kind: kind == Kind.SAVINGS_PLAN)
        missing = sum((b[4] for b in self.budgets if not b[5]), NOTHING)
        full_year = self._full_year_budget()
        foretold = self._forecast(full_year, original + savings)
        targets = self._targets()
        read = read_year(
            forecast=foretold.outturn if foretold else None,
            other_spend=targets.get("other_spend", NOTHING),
            allocation=targets.get("allocation"),
            control_total=targets.get("control_total"),
            budget=full_year if self._has_budget() else None,
        )
        return Position(
            scope=own.scope,
            name=own.name,
            year=book.year,
            month=self.month,
            known_on=book.known_on,
            missing=self._missing(),
            budget_missing=missing,
            original_budget=original,
            savings_plan=savings,
            has_budget=self._has_budget(),
            budget_complete=self._budget_complete(),
            actual=self._sum("actual_cost"),
            unassigned=self._sum("actual_cost", lambda c: c.practice is None),
            unassigned_beside=self._beside(),
            unassigned_rule=settings.PBC_UNASSIGNED_TO_GROUPS,
            parked=self._parked(),
            below_the_line=self._below_the_line(),
            plan_activity=self._sum("plan_activity"),
            actual_activity=self._sum("actual_activity"),
            allocation=targets.get("allocation"),
            control_total=targets.get("control_total"),
            other_spend=targets.get("other_spend", NOTHING),
            over_control_total=read.over_control_total,
            over_break_even=read.over_break_even,
            reading=read.reading,
            full_year_budget=full_year,
            forecast=foretold,
            by_heading=self._by_heading(),
            by_practice=self._by_practice(),
            by_month=self._by_month(),
            months_known=self._months_known(),
        )

    def _sum(self, measure, which=lambda cell: True):
        return sum((getattr(c, measure) for c in self.spent if which(c)), NOTHING)

    def _sum_budget(self, which):
        return sum((b[4] for b in self.budgets if b[5] and which(b[3])), NOTHING)

    def _holders(self):
        practices = set().union(*self.own.practices.values())
        return [("practice", p) for p in practices] + ([self.own.holder] if self.own.holder else [])

    def _has_budget(self):
        return any(self.book.entries.get(holder) for holder in self._holders())

    def _budget_complete(self):
        """Whether every practice of a month that is held has a budget in the ledger."""
        there = {
            p
            for m, practices in self.own.practices.items()
            for p in practices
            if self.book.register.localities[m].get(p) in self.own.localities[m]
        }
        return bool(there) and all(self.book.entries.get(("practice", p)) for p in there)

    def _missing(self):
        """Which months of which localities are not in force: "Stevenage: months 5, 6"."""
        lacking = defaultdict(list)
        for m in range(1, self.month + 1):
            for locality in self.own.localities[m]:
                if m not in self.known[locality]:
                    lacking[locality].append(m)
        names = {loc.pk: loc.name for loc in self.book.organisations["locality"].values()}
        words = (f"{names[loc]}: {periods.span_in_words(ms)}" for loc, ms in lacking.items())
        return tuple(sorted(words))

    def _months_known(self):
        """Months that are known in every locality of the scope."""
        return tuple(
            m
            for m in range(1, self.month + 1)
            if self.own.localities[m]
            and all(m in self.known[loc] for loc in self.own.localities[m])
        )

    def _beside(self):
        return sum(
            (
                c.actual_cost
                for c in self.book.by_practice.get(None, ())
                if c.month <= self.month and c.locality in self.own.beside[c.month]
            ),
            NOTHING,
        )

    def _parked(self):
        return sum((row.money for row in self.book.parked if self._is_parked_here(row)), NOTHING)

    def _is_parked_here(self, row):
        if row.month is not None and row.month > self.month:
            return False
        outside = row.code == "outside-coverage"
        placed = row.month is not None and row.locality is not None
        if (
            placed
            and not outside
            and self.book.held.get((row.month, row.locality)) != row.submission
        ):
            return False
        if self.own.scope.kind == "county":
            return True
        months = [row.month] if row.month else range(1, self.month + 1)
        if row.practice is not None and self.own.scope.kind in ("practice", "group"):
            return any(row.practice in self.own.practices[m] for m in months)
        return any(row.locality in self.own.inside[m] for m in months)

    def _below_the_line(self):
        """Budgets that another kind of holder has over the same practices."""
        holders = {
            "county": ("commissioner", "locality", "group"),
            "pct": ("locality", "group"),
            "locality": ("group",),
            "group": (),
            "practice": (),
        }[self.own.scope.kind]
        ours = self._holder_ids()
        total = NOTHING
        for (kind, pk), entries in self.book.entries.items():
            if kind in holders and pk in ours[kind]:
                total += sum((sum(e.months[: self.month]) for e in entries), NOTHING)
        return total

    def _holder_ids(self):
        register, places = self.book.register, self.own.places
        groups = {
            group
            for m, practices in self.own.practices.items()
            for p, group in register.groups[m].items()
            if p in practices
        }
        pcts = {
            pct for m in register.commissioners.values() for loc, pct in m.items() if loc in places
        }
        return {"locality": places, "group": groups, "commissioner": pcts}

    def _targets(self):
        """The allocation, control total and other spend of a PCT or locality; a county adds up
        its PCTs where each was given one."""
        if self.own.scope.kind in ("pct", "locality"):
            return self.book.targets.get((self.own.scope.kind, self.own.holder[1]), {})
        if self.own.scope.kind != "county":
            return {}
        last = self.book.register.commissioners[12] or self.book.register.commissioners[1]
        given = [self.book.targets.get(("pct", pct), {}) for pct in set(last.values())]
        added = {}
        for name in ("allocation", "control_total"):
            if given and all(name in one for one in given):
                added[name] = sum((one[name] for one in given), NOTHING)
        added["other_spend"] = sum((one.get("other_spend", NOTHING) for one in given), NOTHING)
        return added

    def _full_year_budget(self):
        """The budget of all twelve months, whatever is held."""
        if self.month == 12:
            whole = self
        else:
            own = territory(self.book, self.own.scope, 12)
            whole = Derivation.__new__(Derivation)
            whole.book, whole.own, whole.month = self.book, own, 12
            whole.known = {loc: set() for loc in own.places}
            whole.budgets = list(whole._budgets())
        return sum((b[4] for b in whole.budgets), NOTHING)

    def _forecast(self, full_year, budget_held):
        """The forecast outturn: of each set of localities that hold the same months, together."""
        parts = defaultdict(lambda: (defaultdict(Decimal), defaultdict(Decimal)))
        for cell in self.spent:
            report = self.book.openings.get(cell.locality, 0)
            known = frozenset(self.known.get(cell.locality, ()))
            by_month, opening = parts[known, report if report <= self.month else 0]
            if cell.opening_to:
                opening[cell.opening_to] += cell.actual_cost
            else:
                by_month[cell.month] += cell.actual_cost
        foretold = [
            forecast(
                {m: by_month.get(m, NOTHING) for m in known if not report or m >= report},
                year=self.book.year,
                opening=(report - 1, opening.get(report - 1, NOTHING)) if report > 1 else None,
                method=settings.PBC_FORECAST_METHOD,
                budget=full_year if len(parts) == 1 and self._has_budget() else None,
                budget_held=budget_held if len(parts) == 1 and self._has_budget() else None,
            )
            for (known, report), (by_month, opening) in parts.items()
        ]
        return together(foretold, method=settings.PBC_FORECAST_METHOD)

    def _by_heading(self):
        """Each heading, largest overspend in pounds first."""
        spent, latest = defaultdict(Decimal), defaultdict(int)
        for cell in self.spent:
            spent[cell.heading] += cell.actual_cost
            latest[cell.heading] = max(latest[cell.heading], cell.month)
        original, budget = self._budget_by(lambda b: b[2])
        lines = [
            Line(
                heading.code,
                heading.name,
                original[pk] + NOTHING,
                budget[pk] + NOTHING,
                spent[pk] + NOTHING,
                latest[pk],
                pk,
            )
            for pk, heading in self.book.headings.items()
        ]
        return tuple(sorted(lines, key=lambda line: (-line.overspend, line.code)))

    def _budget_by(self, key):
        original, budget = defaultdict(Decimal), defaultdict(Decimal)
        for entry in self.budgets:
            if entry[5]:
                budget[key(entry)] += entry[4]
                if entry[3] != Kind.SAVINGS_PLAN:
                    original[key(entry)] += entry[4]
        return original, budget

    def _by_practice(self):
        """Each practice, worst first, then what the scope holds itself, then unassigned."""
        spent = defaultdict(Decimal)
        for cell in self.spent:
            spent[cell.practice] += cell.actual_cost
        original, budget = self._budget_by(lambda b: b[0])
        everybody = self.book.organisations["practice"].values()
        names = {p.pk: p for p in everybody if p.pk in spent or p.pk in budget}
        lines = [
            Line(
                practice.code,
                practice.name,
                original[pk] + NOTHING,
                budget[pk] + NOTHING,
                spent[pk] + NOTHING,
                key=pk,
            )
            for pk, practice in names.items()
        ]
        lines.sort(key=lambda line: (-line.overspend, line.code))
        if budget[None]:
            own = f"Held by {self.own.name}"
            lines.append(Line(None, own, original[None], budget[None], NOTHING))
        if self.own.scope.kind != "practice":
            lines.append(Line(None, "Unassigned", NOTHING, NOTHING, spent[None] + NOTHING))
        return tuple(lines)

    def _by_month(self):
        """Each month that is known by itself or of which part is; an opening figure stands as
        one line to its month."""
        spent = defaultdict(Decimal)
        for cell in self.spent:
            spent[cell.opening_to or cell.month] += cell.actual_cost
        original, budget = self._budget_by(lambda b: b[1])
        return tuple(
            Line(
                str(m),
                periods.month_name(m),
                original[m] + NOTHING,
                budget[m] + NOTHING,
                spent[m] + NOTHING,
                m,
            )
            for m in range(1, self.month + 1)
        )
