"""What positions read once something is entered into the plans, said before it is entered."""

from dataclasses import replace

from budgets.queries.asked import last_month
from budgets.queries.book import read_book
from budgets.queries.ledger_read import Entries, Entry
from budgets.queries.own import own_of
from budgets.queries.positions import position_of
from pbc.core import money, periods
from pbc.core.values import Scope

MOST = 3  # practices named one by one


def suppose_entered(book, entries):
    """The same book as if these entries, not yet written, stood in its ledger."""
    held = {holder: list(of) for holder, of in book.entries.items()}
    for entry in entries:
        field, organisation = entry.holder
        of = Entry(
            (field, organisation.pk),
            entry.heading_id,
            entry.kind,
            tuple(entry.months),
            entry.month_13,
        )
        held.setdefault(of.holder, []).append(of)
    return replace(book, entered=Entries(held))


def of_entering(entries, *, year, today):
    """Sentences on what the budget and the position of each holder become, and of the localities
    of its practices."""
    book = read_book(year=year, known_on=today, of=[_holder(entry) for entry in entries])
    then = suppose_entered(book, entries)
    return [_sentence(book, then, scope) for scope in _scopes(book, entries)]


def _holder(entry):
    field, organisation = entry.holder
    return Scope("pct" if field == "commissioner" else field, organisation.code)


def _scopes(book, entries):
    """Whose figures move: the holders, and the localities of those that are practices. Where the
    practices are many it is their localities that are told."""
    found, localities = {}, {}
    for entry in entries:
        holder = _holder(entry)
        found[holder] = None
        if holder.kind == "practice":
            localities[book.place(entry.holder[1].pk, 12)] = None
    named = {one.pk: one for one in book.organisations["locality"].values()}
    there = [Scope("locality", named[pk].code) for pk in localities if pk]
    if sum(scope.kind == "practice" for scope in found) > MOST:
        found = {scope: None for scope in found if scope.kind != "practice"}
    return [*found, *there]


def _sentence(book, then, scope):
    whole, before = own_of(then, scope, 12), own_of(book, scope, 12)
    now = money.pence(before.full_year_budget) if before.has_budget else "none"
    name = whole.territory.name
    said = f"{name}’s budget for {periods.year_name(book.year)} becomes "
    said += f"{money.pence(whole.full_year_budget)}; it is now {now}."
    month = last_month(then, whole.territory)
    return (
        f"{said} {_reads(book, then, scope, month)}" if month else f"{said} No month is published."
    )


def _reads(book, then, scope, month):
    """To month 6 it reads £5 over; it now reads £25 over."""
    would, does = (position_of(own_of(each, scope, month)).overspend for each in (then, book))
    now = "no budget is set" if does is None else f"it now reads {money.over_words(does)}"
    return f"To month {month} it reads {money.over_words(would)}; {now}."
