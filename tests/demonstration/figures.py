"""The figures of the demonstration, as its tests ask for them."""

from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core.values import Scope
from pbc.demonstration import marker


def stands(kind, code, month=6, known_on=marker.DAY):
    """The position of one of its organisations in 2006/07."""
    book = read_book(year=2006, known_on=known_on)
    return position(book, Scope(kind, code), month)
