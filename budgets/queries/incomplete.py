"""When a total is withheld: what is missing, and the last month that is whole (B47)."""

from collections import defaultdict

from activity.queries.words import sentence_case
from budgets.queries.asked import held_in, named
from budgets.queries.own import NOTHING
from budgets.queries.parts import by_locality
from budgets.queries.positions import position
from budgets.queries.shown import Incomplete
from budgets.queries.territory import territory
from budgets.queries.words import the
from pbc.core import money, periods


def incomplete(found, stands):
    """Why there is no total to the month, or None where every month of it is known."""
    if not stands.missing:
        return None
    lacking = _lacking(found.stands)
    withheld = (
        f"There is no total for {the(stands)} to month {found.month} until they are in: a smaller "
        "figure would be a wrong one."
    )
    before = _last_whole(found)
    return Incomplete(
        heading=f"Incomplete: {_what(found, lacking)}",
        sentences=[*filter(None, (not_received(stands), withheld, _like_with_like(stands)))],
        url=found.address(month=before.month) if before else "",
        link=_whole_words(before) if before else "",
    )


def heading(found, stands):
    """The finding of an incomplete page: where the complete localities stand, and which are not."""
    lacking, when = _lacking(found.stands), f"to month {found.month}"
    whole = [part for part in by_locality(found.stands).parts if not part.missing]
    if not whole or found.stands.by_practices or not stands.has_budget:
        return f"{sentence_case(the(stands))} is not complete {when}"
    over = money.over_words(sum((part.overspend for part in whole), NOTHING))
    are = "is" if len(whole) == 1 else "are"
    count = len(whole) + len(lacking)
    return f"{len(whole)} of {count} localities {are} {over} {when}; {_is_not(found, lacking)}"


def _is_not(found, lacking):
    pct = _not_loaded(found, lacking)
    if pct:
        return f"{pct} is not loaded"
    names = _names(found, lacking)
    return f"{names[0]} is not complete" if len(names) == 1 else f"{len(names)} are not complete"


def _lacking(own):
    """{locality: its months that are not known}."""
    found = defaultdict(list)
    for month in range(1, own.month + 1):
        for locality in own.territory.localities[month]:
            if own.lacks(month, locality):
                found[locality].append(month)
    return found


def _what(found, lacking):
    """What is missing, as short as it can be said: a PCT not loaded, a locality, how many."""
    pct, names = _not_loaded(found, lacking), _names(found, lacking)
    if pct:
        return f"{pct} not loaded"
    if len(names) > 1:
        return f"{len(names)} localities"
    return f"{names[0]}, {periods.span_in_words(next(iter(lacking.values())))}"


def _not_loaded(found, lacking):
    """The name of a PCT of which the county has nothing at all in force, if there is one."""
    if found.scope.kind != "county":
        return ""
    register = found.book.register
    last = register.commissioners[12] or register.commissioners[found.month]
    nothing = {place for place, months in lacking.items() if len(months) == found.month}
    loaded = {pct for place, pct in last.items() if place not in nothing}
    absent = sorted(named(found.book, "pct")[pct] for pct in {*last.values()} - loaded)
    return " and ".join(absent)


def _names(found, lacking):
    return sorted(named(found.book, "locality")[place] for place in lacking)


def not_received(stands):
    """Not received: Dacorum, month 6."""
    missing = "; ".join(missing.replace(": ", ", ", 1) for missing in stands.missing)
    return f"Not received: {missing}."


def _like_with_like(stands):
    """Spend against the same months of the budget, which says how much of it is known."""
    whole = stands.budget + stands.budget_missing
    share = money.percent(stands.budget, whole)
    if stands.overspend is None or not share:
        return ""
    return (
        f"Of the {money.show_percent(share)} of the budget for which spending is known it is "
        f"{money.over_words(stands.overspend)}; the budget of the rest is "
        f"{money.pounds(stands.budget_missing)}."
    )


def _last_whole(found):
    """The position to the last month before that is known in every locality, or None."""
    book = found.book
    for month in range(found.month - 1, 0, -1):
        own = territory(book, found.scope, month)
        if all(held_in(book, own, m) == own.localities[m] for m in range(1, month + 1)):
            return position(book, found.scope, month)
    return None


def _whole_words(stands):
    if stands.overspend is None:
        return f"Complete to month {stands.month}"
    percent = stands.overspend_percent
    share = f", {money.show_percent(abs(percent))}" if percent is not None else ""
    over = money.over_words(stands.overspend)
    return f"Complete to month {stands.month}: {the(stands)} is {over}{share}"
