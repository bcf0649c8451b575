"""What a change of the register does to positions, for whoever is about to make it (A01)."""

from budgets.queries.book import read_book
from budgets.queries.consequences import reads
from budgets.queries.positions import position
from budgets.queries.visible import sight
from pbc.core import periods
from pbc.core.models import FinancialYear


def of_register_change(*, suppose, from_date, scopes, user, today):
    """Sentences on each scope that the user may see: what stays, and what reads otherwise.

    `suppose` makes the change for as long as the figures are read, and takes it back.
    """
    year, first = periods.year_of(from_date), periods.month_of(from_date)
    if not FinancialYear.objects.filter(year=year).exists():
        return []
    now = read_book(year=year, known_on=today, of=scopes)
    with suppose():
        then = read_book(year=year, known_on=today, of=scopes)
    last = max((month for month, _ in now.held), default=0)
    said = []
    for scope in scopes:
        if _may_see(user, scope, now, then, last or first):
            said += _of_scope(now, then, scope, first, last)
    return said


def _may_see(user, scope, now, then, month):
    """Whether the totals of a scope show to the user, as it is or as it would be."""
    organisation = now.organisation(scope) or then.organisation(scope)
    return any(
        sight(user, book.register, month).sees(scope.kind, organisation and organisation.pk)
        for book in (now, then)
    )


def _of_scope(now, then, scope, first, last):
    """To the month before the change it stays; to the last month it reads otherwise."""
    if last < first:
        stays = [last] if last else []
        return [_stays(now, then, scope, month) for month in stays]
    before = [_stays(now, then, scope, first - 1)] if first > 1 else []
    return [*before, _differs(now, then, scope, last)]


def _stays(now, then, scope, month):
    told = reads(position(now, scope, month))
    again = reads(position(then, scope, month))
    return f"{told}, as before" if told == again else f"{again}. It now reads {_without_name(told)}"


def _differs(now, then, scope, month):
    told, again = reads(position(now, scope, month)), reads(position(then, scope, month))
    if told == again:
        return f"{told}, as before"
    return f"{again}. It now reads {_without_name(told)}"


def _without_name(sentence):
    return sentence.partition(" reads ")[2]
