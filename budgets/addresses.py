"""The address of a position, and of what hangs on it: the same figures again, by their link."""

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from pbc.core.values import CODED, Figure

KINDS = ("pct", "locality", "group", "practice")


def address(scope, page="position", **query):
    """The address of a scope's position, its rows or what was stated; empty values are left out."""
    asked = tuple((name, value) for name, value in query.items() if value not in (None, ""))
    path = _path(page, scope.kind, scope.code)
    return f"{path}?{_query(asked)}" if asked else path


@lru_cache(maxsize=5000, typed=True)
def _query(asked):
    return urlencode(asked)


@lru_cache(maxsize=5000)
def _path(page, kind, code):
    """A page has forty of them, and they are the same for as long as the site runs."""
    if page == "statement":
        return reverse("budgets:statement", kwargs={"code": code})
    if kind == "county":
        return reverse(f"budgets:{page}-county")
    return reverse(f"budgets:{page}-scope", kwargs={"kind": kind, "code": code})


PARTS = ("unassigned", "parked")  # figures that are no heading's


def figure_address(figure):
    """The page that opens a figure as it was known on its day."""
    asked = {"year": figure.year, "month": figure.month, "known_on": figure.known_on}
    if figure.heading is None:
        return address(figure.scope, **asked)
    part = figure.heading.lower()
    which = {"part": part} if part in PARTS else {"heading": figure.heading}
    return address(figure.scope, "position-rows", **asked, **which)


def figure_code(found, heading=None):
    """The code of a figure on a page; nothing where kinds are left out of the budget, since a
    figure has no word for that, and of a year that no code can say."""
    asked = found.asked
    if asked.without or {found.book.year, asked.day.year} - {*CODED}:
        return ""
    return Figure(asked.scope, found.book.year, found.month, heading, asked.day).code
