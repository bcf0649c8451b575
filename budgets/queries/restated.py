"""What a figure has become since: by how much, and which files and entries moved it (I01, B22)."""

from dataclasses import replace
from decimal import Decimal

from activity.models import InForce
from activity.models.in_force import Move
from budgets.models import BudgetEntry
from budgets.queries.asked import find_book
from budgets.queries.shown import Cause, Restated
from pbc.core import money, periods

DONE = {Move.PUBLISHED: "published", Move.WITHDRAWN: "taken back", Move.REDONE: "brought back"}


def restated(user, found, value_of):
    """What a figure has become since its day, or None where it is asked for as known today.

    `value_of` takes a Found and gives the figure in pounds. Says so too where nothing has moved.
    """
    if found.asked.known_on is None or found.asked.known_on >= found.asked.today:
        return None
    asked = replace(found.asked, known_on=None, year=found.book.year, month=found.month)
    now = find_book(asked)
    then, since = value_of(found), value_of(now) if now.month else None
    url = now.address() if now.month else ""
    if then == since:
        return Restated("Not restated since: this figure is the same as known today.")
    return Restated(_sentence(then, since), _causes(user, found), url)


def _sentence(then, since):
    if then is None or since is None:
        was = "had no figure then" if then is None else f"was {money.pence(then)}"
        now = "there is none now" if since is None else f"it is {money.pence(since)} now"
        return f"Restated since: it {was}; {now}."
    moved = since - then
    way = "more" if moved > 0 else "less"
    return (
        f"Restated since: {money.pence(then)} as known then, {money.pence(since)} as known today, "
        f"which is {money.pence(abs(moved))} {way}."
    )


def _causes(user, found):
    """Files and entries that count from a later day, newest first."""
    causes = [*_files(found), *_entries(user, found)]
    return sorted(causes, key=lambda cause: cause.on, reverse=True)


def _files(found):
    """Moves of the months and places of the scope, one a file and a day."""
    there, after = found.stands.territory, found.asked.known_on
    practices = set().union(*there.practices.values())
    moves = (
        InForce.objects.filter(
            year=found.book.year,
            month__lte=found.month,
            locality__in=there.places,
            known_from__gt=after,
            known_from__lte=found.asked.today,
        )
        .select_related("cause__delivery", "by")
        .order_by("pk")
    )
    files = {}
    for one in moves:
        if one.practice_id is None or one.practice_id in practices:
            files.setdefault((one.cause_id, one.move, one.known_from), []).append(one)
    return [_file(some) for some in files.values()]


def _file(moves):
    one = moves[0]
    months = periods.span_in_words({move.month for move in moves})
    reason = f": {one.reason}" if one.reason else ""
    said = f"{DONE[Move(one.move)]} by {one.by} on {periods.day(one.known_from)}{reason}"
    return Cause(f"{one.cause.delivery.file_name}, {months}", said, one.known_from)


def _entries(user, found):
    """What the ledger was told later of the budgets that make this one, as far as they show."""
    holders = found.stands.holders()
    entries = (
        BudgetEntry.objects.visible_to(user)
        .filter(
            year=found.book.year,
            known_from__gt=found.asked.known_on,
            known_from__lte=found.asked.today,
        )
        .exclude(kind__in=found.asked.without)
        .select_related("author")
        .order_by("pk")
    )
    return [_entry(one) for one in entries if _holder(one) in holders]


def _holder(entry):
    kinds = ("practice", "group", "locality", "commissioner")
    return next((kind, pk) for kind in kinds if (pk := getattr(entry, f"{kind}_id")))


def _entry(entry):
    said = f"entered by {entry.author} on {periods.day(entry.known_from)}: {entry.reason}"
    what = f"{entry.get_kind_display()} of {money.pence(entry.amount)} in the budget"
    return Cause(what, said, entry.known_from)


def overspend_of(found):
    """The figure of a position: spend less budget, its spend where it has no budget."""
    own = found.stands
    spent = own.sum_spent("actual_cost")
    if not own.has_budget:
        return spent
    return spent - sum((given.budget for given in own.given if given.held), Decimal(0))
