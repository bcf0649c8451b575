"""Whether a financial year takes entries: finance opens it, and closes it."""

from pbc.core import periods
from pbc.core.models import FinancialYear
from pbc.core.queries import NotOpened, opened_year


class YearClosed(NotOpened):
    """A year that finance has closed: nothing is added to its plans until it is opened again."""


def written_to(year):
    """That financial year, held open until the transaction ends; raises NotOpened and YearClosed,
    each fit to show."""
    opened_year(year)
    held = FinancialYear.objects.select_for_update().get(year=year)
    if held.closed_on:
        raise YearClosed(
            f"{held} was closed on {periods.day(held.closed_on)}: open it again to enter anything"
        )
    return year
