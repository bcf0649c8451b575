"""Counties of a site that has many, and the books that are read of them."""

from datetime import date

from budgets.queries import realms
from budgets.queries.book import read_book
from pbc.core.values import Scope
from tests import make

DAY = date(2007, 3, 13)


def county(name, *, cost, practices=2):
    """A PCT with a locality and a group, whose practices spent `cost` each in month 6, and £7 of
    nobody's; each has a budget of £1,200, and the locality one of £60."""
    pct = make.commissioner(f"{name} PCT")
    there, group = make.locality(name, pct=pct), make.group(f"{name} group")
    own = [make.practice(f"{name} {n}", in_=there, group=group) for n in range(practices)]
    for one in own:
        make.budget_entry(one, amount=1200)
    make.budget_entry(there, amount=60)
    make.allocation(there, amount=9000)
    lines = [make.line(one, cost=cost) for one in own]
    make.published_file([*lines, make.line(None, cost=7, in_=there)])
    return {
        "pct": Scope("pct", pct.code),
        "locality": Scope("locality", there.code),
        "group": Scope("group", group.code),
        "practice": Scope("practice", own[0].code),
    }


def book(*scopes):
    return read_book(year=2006, known_on=DAY, of=scopes)


def forget():
    from budgets.queries import book as books
    from budgets.queries import ledger_read, spend

    for module in (books, ledger_read, spend):
        module.kept.answers.clear()
        module.kept_of_realms.answers.clear()
    books.grounds.answers.clear()
    realms.kept.answers.clear()
