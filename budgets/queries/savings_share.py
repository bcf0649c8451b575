"""The savings plan of a group for a year, and the part of it that each of its practices has.

What stands in a practice's own budget is that practice's; what the group holds itself is shared
month by month over the members of that month by list size, to the penny by largest remainder;
evenly in a month in which no member has a list size. Where one alone has none, it gets nothing of
that month, and no share is told of it.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import Kind
from budgets.queries.own import NOTHING, derived, own_of
from pbc.core import money, periods
from pbc.core.values import Scope


@dataclass(frozen=True)
class Part:
    """A practice's part of a savings plan in pounds, as the ledger has it: what is taken off is
    minus."""

    own: Decimal = NOTHING
    shared: Decimal = NOTHING

    @property
    def both(self):
        """Its whole part."""
        return self.own + self.shared


@derived
def savings_plan(group):
    """The savings plan of a group for the twelve months of its `Own`: all of it, and what the
    group holds itself."""
    taken = [b for b in group.budgets if b.kind == Kind.SAVINGS_PLAN]
    held = sum((b.amount for b in taken if b.is_own), NOTHING)
    return sum((b.amount for b in taken), NOTHING), held


@derived
def parts(group):
    """{practice: Part} of every practice that was of the group in the year; they sum to its
    savings plan. What it holds for a month in which it has no practice is nobody's."""
    own, shared = defaultdict(lambda: NOTHING), defaultdict(lambda: NOTHING)
    for practice, amount in _own(group):
        own[practice] += amount
    for practice, amount in _shared(group):
        shared[practice] += amount
    return {practice: Part(own[practice], shared[practice]) for practice in {*own, *shared}}


def _own(group):
    """What each practice's own budget has, of the months in which it was of the group."""
    members, book = group.territory.practices, group.book
    for practice in set().union(*members.values()):
        for month in members:
            at, _ = book.counts_at(practice, month, group.month)
            if practice in members[at]:
                yield practice, _taken(book, ("practice", practice), month)


@derived
def sizes_by_month(group):
    """{month: {practice: patients or None}} of the members of each month for which the group holds
    something itself."""
    there = {
        month: sorted(members & group.book.register.localities[month].keys())
        for month, members in group.territory.practices.items()
        if _taken(group.book, group.territory.holder, month)
    }
    return {
        month: {one: group.book.list_sizes[month].get(one) for one in practices}
        for month, practices in there.items()
        if practices
    }


def _shared(group):
    """What the group holds itself, month by month over the members of that month."""
    for month, sizes in sizes_by_month(group).items():
        held = _taken(group.book, group.territory.holder, month)
        weights = [size or 0 for size in sizes.values()]
        weights = weights if any(weights) else [1] * len(weights)
        yield from zip(sizes, money.shares(held, weights), strict=True)


def _taken(book, holder, month):
    entries = (e for e in book.entries.get(holder, ()) if e.kind == Kind.SAVINGS_PLAN)
    return sum((e.months[month - 1] for e in entries), NOTHING)


def sentence(found, seen):
    """A practice's share of its group's savings plan; empty where there is none, or the group's
    total does not show to this person."""
    name, group = _group_of(found, seen)
    if group is None:
        return ""
    whole, held = savings_plan(group)
    territory = found.stands.territory
    part = parts(group).get(territory.holder[1], Part())
    if not whole and not part.both:
        return ""
    plan = f"The savings plan of {name} for {periods.year_name(found.book.year)}"
    basis, is_sized = _basis(group, territory.holder[1])
    if held and not is_sized:
        of = f"the {money.pence(-held)} that {name} holds itself"
        own = f" {money.pence(-part.own)} is in its own budget." if part.own else ""
        no = f"No share of {of} is worked out for {territory.name}: {basis}."
        return f"{plan} is {money.pence(-whole)}. {no}{own}"
    return (
        f"{plan} is {money.pence(-whole)}. The share of {territory.name} is "
        f"{money.pence(-part.both)}{_made_of(name, part, held, basis)}."
    )


def _basis(group, practice):
    """By what is shared what the group holds itself, or why the practice has no share; and whether
    it has one."""
    months = [sizes for sizes in sizes_by_month(group).values() if practice in sizes]
    counted = [sizes for sizes in months if any(sizes.values())]
    missing = sum(sizes[practice] is None for sizes in counted)
    if missing:
        some = f" in {missing} of {len(months)} months" if missing < len(months) else ""
        return f"its list size is missing{some}", False
    if months and not counted:
        return "shared evenly, for no list size is held", True
    even = len(months) - len(counted)
    some = f", and evenly in {even} of {len(months)} months, for which none is held"
    return f"shared by list size{some if even else ''}", True


def _group_of(found, seen):
    """The practice's group in the month shown, by name and as its own year; or nothing."""
    book = found.book
    key = book.group(found.stands.territory.holder[1], found.month)
    one = next((g for g in book.organisations["group"].values() if g.pk == key), None)
    if one is None or not seen.sees("group", key):
        return "", None
    return str(one), own_of(book, Scope("group", one.code), periods.YEAR_END - 1)


def _made_of(name, part, held, basis):
    if not held:
        return ", all of it in its own budget"
    shared = f"{money.pence(-part.shared)} of the {money.pence(-held)} that {name} holds itself"
    own = f"{money.pence(-part.own)} in its own budget and " if part.own else ""
    return f": {own}{shared}, {basis}"
