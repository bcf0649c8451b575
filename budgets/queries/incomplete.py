"""When a total is withheld: what is missing, and the last month that is whole (B47)."""

from collections import defaultdict

from budgets.queries.asked import held_in, named
from budgets.queries.positions import position
from budgets.queries.shown import Incomplete
from budgets.queries.territory import territory
from pbc.core import money, periods


def incomplete(found, stands):
    """Why there is no total to the month, or None where every month of it is known."""
    if not stands.missing:
        return None
    lacking = _lacking(found.stands)
    withheld = (
        f"There is no total for {_the(stands)} to month {found.month} until they are in: a smaller "
        "figure would be a wrong one."
    )
    before = _last_whole(found)
    return Incomplete(
        heading=f"Incomplete: {_what(found, lacking)}",
        sentences=[*filter(None, (_missing_words(stands), withheld, _like_with_like(stands)))],
        url=found.address(month=before.month) if before else "",
        link=_whole_words(before) if before else "",
    )


def heading(found, stands):
    """The finding of an incomplete page: how many parts are whole, and which are not."""
    lacking = _lacking(found.stands)
    places = found.stands.territory.places
    whole = len(places) - len(lacking)
    if not whole:
        return f"{_start(_the(stands))} is not complete to month {found.month}"
    return (
        f"{whole} of {len(places)} localities are complete to month {found.month}; "
        f"{_what(found, lacking)} {'is' if len(lacking) == 1 else 'are'} not"
    )


def _lacking(own):
    """{locality: its months that are not known}."""
    found = defaultdict(list)
    for month in range(1, own.month + 1):
        for locality in own.territory.localities[month]:
            if month not in own.known[locality]:
                found[locality].append(month)
    return found


def _what(found, lacking):
    """What is missing, as short as it can be said: a PCT not loaded, a locality, how many."""
    register = found.book.register
    under = register.commissioners[12] or register.commissioners[found.month]
    nothing = {loc for loc, months in lacking.items() if len(months) == found.month}
    for pct in sorted({under.get(loc) for loc in nothing} - {None}):
        if (
            found.scope.kind == "county"
            and {loc for loc, p in under.items() if p == pct} <= nothing
        ):
            return f"{named(found.book, 'pct')[pct]} not loaded"
    names = sorted(named(found.book, "locality")[locality] for locality in lacking)
    if len(names) > 1:
        return f"{len(names)} localities"
    return f"{names[0]}, {periods.span_in_words(next(iter(lacking.values())))}"


def _missing_words(stands):
    return f"Not received: {'; '.join(stands.missing)}."


def _the(stands):
    return "the county" if stands.scope.kind == "county" else stands.name


def _start(text):
    return f"{text[0].upper()}{text[1:]}"


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
    return f"Complete to month {stands.month}: {_the(stands)} is {over}{share}"
