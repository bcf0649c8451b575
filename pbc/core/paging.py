"""Long lists are shown in pages of fifty."""

from django.core.paginator import Paginator

A_PAGE = 50


def paged(rows, number):
    """The page of these rows with that number, as an address has it; the first for no number, the
    last for one beyond the end."""
    return Paginator(rows, A_PAGE).get_page(number)
