"""What stands beside a position: parked money, unassigned, other holders' budgets, limits."""

from budgets.queries.own import NOTHING, derived

BELOW = {
    "county": ("commissioner", "locality", "group"),
    "pct": ("locality", "group"),
    "locality": ("group",),
    "group": (),
    "practice": (),
}


def unassigned_beside(own):
    """Unassigned money of the localities of a group that it does not carry."""
    return sum(
        (
            cell.actual_cost
            for cell in own.book.by_practice.get(None, ())
            if cell.month <= own.month and cell.locality in own.territory.beside[cell.month]
        ),
        NOTHING,
    )


def parked(own):
    """Parked money of what is in force here; it is in no total."""
    return sum((row.money for row in parked_rows(own)), NOTHING)


@derived
def parked_rows(own):
    """The parked rows that stand beside this scope."""
    return [row for row in own.book.parked if is_parked_here(own, row)]


def is_parked_here(own, row):
    """Whether a parked row stands beside this scope.

    A row outside the coverage of its file stands there for as long as the file is in force
    anywhere, any other for as long as its own month is; one of no known place is the county's.
    """
    if row.month is not None and row.month > own.month:
        return False
    placed = row.month is not None and row.locality is not None
    elsewhere = placed and not _is_in_force(own.book, row)
    if elsewhere and row.code != "outside-coverage":
        return False
    if own.scope.kind == "county":
        return True
    months = [row.month] if row.month else range(1, own.month + 1)
    if own.by_practices and row.practice is not None:
        return any(row.practice in own.territory.practices[m] for m in months)
    return any(row.locality in own.territory.inside[m] for m in months)


def _is_in_force(book, row):
    """Whether a row's file is in force for the row's month and place; where its practice is not
    known, for any practice there."""
    if row.practice is not None:
        return book.holder(row.month, row.locality, row.practice) == row.submission
    there = {book.held.get((row.month, row.locality))}
    there |= {one for key, one in book.apart.items() if key[:2] == (row.month, row.locality)}
    return row.submission in there


def below_the_line(own):
    """Budgets to the month that another kind of holder has over the same practices."""
    ours = _holders_over(own)
    return sum(
        (
            sum(entry.months[: own.month], NOTHING)
            for (kind, pk), entries in own.book.entries.items()
            if kind in BELOW[own.scope.kind] and pk in ours[kind]
            for entry in entries
        ),
        NOTHING,
    )


def _holders_over(own):
    register, places = own.book.register, own.territory.places
    groups = {
        group
        for m, practices in own.territory.practices.items()
        for practice, group in register.groups[m].items()
        if practice in practices
    }
    pcts = {
        pct
        for by_locality in register.commissioners.values()
        for locality, pct in by_locality.items()
        if locality in places
    }
    return {"locality": places, "group": groups, "commissioner": pcts}


def targets(own):
    """The allocation, control total and other spend of a PCT or locality as last entered; a
    county adds up its PCTs, where each of them was given one."""
    if own.scope.kind in ("pct", "locality"):
        return own.book.targets.get((own.scope.kind, own.territory.holder[1]), {})
    if own.scope.kind != "county":
        return {}
    last = own.book.register.commissioners[12] or own.book.register.commissioners[1]
    given = [own.book.targets.get(("pct", pct), {}) for pct in set(last.values())]
    added = {"other_spend": sum((one.get("other_spend", NOTHING) for one in given), NOTHING)}
    for name in ("allocation", "control_total"):
        if given and all(name in one for one in given):
            added[name] = sum((one[name] for one in given), NOTHING)
    return added
