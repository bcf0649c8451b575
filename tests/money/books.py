"""The two sets of books side by side: every figure of every scope must be the same."""

import re
from decimal import Decimal

from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core.models import Commissioner, Group
from pbc.core.values import Scope
from tests.money.county import GROUPS, PCTS, PRACTICES
from tests.money.recount import YEAR, Recount
from tests.money.scopes import Scoped


def compare(world, day, months, practices=tuple(PRACTICES)):
    """Hold the positions of all scopes, as known on a day, against the recount."""
    book, recount = read_book(year=YEAR, known_on=day), Recount(world, day)
    codes = codes_by_name()
    for month in months:
        for kind, name in scopes(practices):
            scope = Scope(kind, codes.get((kind, name), name))
            ours = told(position(book, scope, month))
            theirs = counted(Scoped(recount, kind, name, month).sums)
            differs = {k: (ours[k], theirs[k]) for k in ours if ours[k] != theirs[k]}
            assert not differs, f"{scope} to month {month} as known on {day}: {differs}"


def scopes(practices):
    """Every scope as (kind, name)."""
    yield "county", None
    yield from (("pct", name) for name in sorted(set(PCTS.values())))
    yield from (("locality", code) for code in PCTS)
    yield from (("group", name) for name in GROUPS)
    yield from (("practice", code) for code in practices)


def codes_by_name():
    """Codes that the database gave."""
    found = {("pct", p.name): p.code for p in Commissioner.objects.all()}
    return found | {("group", g.name): g.code for g in Group.objects.all()}


def told(stands):
    """What a position says, in pence, once its parts have been seen to add up."""
    for lines in (stands.by_practice, stands.by_heading, stands.by_month):
        assert sum(line.actual for line in lines) == stands.actual
        assert sum(line.budget for line in lines) == stands.budget
    if stands.allocation is not None and stands.forecast:
        even = stands.forecast.outturn + stands.other_spend - stands.allocation
        assert stands.over_break_even == even
        assert stands.over_control_total == even - (stands.control_total or 0)
    own = {f"Held by {stands.name}": "own", "Unassigned": None}
    return {
        "actual": pence(stands.actual),
        "budget": pence(stands.budget),
        "overspend": None if stands.overspend is None else pence(stands.overspend),
        "budget_missing": pence(stands.budget_missing),
        "unassigned": pence(stands.unassigned),
        "beside": pence(stands.unassigned_beside),
        "parked": pence(stands.parked),
        "allocation": None if stands.allocation is None else pence(stands.allocation),
        "control_total": None if stands.control_total is None else pence(stands.control_total),
        "other_spend": pence(stands.other_spend),
        "missing": {pair for words in stands.missing for pair in months_of(words)},
        "by_practice": amounts(
            (own.get(line.name) if line.code is None else line.code, line)
            for line in stands.by_practice
        ),
        "by_heading": amounts((line.name, line) for line in stands.by_heading),
    }


def amounts(lines):
    """{whose: (budget, actual)} in pence, of those that have either."""
    found = {whose: (pence(line.budget), pence(line.actual)) for whose, line in lines}
    return {whose: pair for whose, pair in found.items() if any(pair)}


def pence(amount):
    """Pounds as pence; anything finer than a penny is wrong."""
    assert isinstance(amount, Decimal)
    assert amount == round(amount, 2)
    return int(amount * 100)


def months_of(words):
    """("AMB", 1), ("AMB", 2) of the words "Amb: months 1, 2"."""
    place, spans = words.split(":")
    place = place.upper()  # each is called as its code
    for first, last in re.findall(r"(\d+)(?: to (\d+))?", spans):
        yield from ((place, month) for month in range(int(first), int(last or first) + 1))


def counted(sums):
    """What the recount says, in the same words."""
    lines = {("own" if w == ("own",) else w): tuple(b) for w, b in sums.by_practice.items()}
    return {
        "actual": sums.actual,
        "budget": sums.budget,
        "overspend": sums.actual - sums.budget if sums.has_budget else None,
        "budget_missing": sums.budget_missing,
        "unassigned": sums.unassigned,
        "beside": sums.beside,
        "parked": sums.parked,
        "allocation": sums.allocation,
        "control_total": sums.control_total,
        "other_spend": sums.other_spend,
        "missing": sums.missing,
        "by_practice": {whose: pair for whose, pair in lines.items() if any(pair)},
        "by_heading": {h: tuple(pair) for h, pair in sums.by_heading.items() if any(pair)},
    }
