"""Whether a financial year takes entries: finance opens it, and closes it."""

from django.db import connection

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


def figures_move(years):
    """Keep these years from being closed until the transaction ends, beside others who move
    figures; raises YearClosed for one that is closed."""
    sql = "SELECT year, closed_on FROM core_financialyear WHERE year = ANY(%s) ORDER BY 1 FOR SHARE"
    with connection.cursor() as cursor:
        cursor.execute(sql, [sorted(years)])
        closed = [(year, on) for year, on in cursor.fetchall() if on]
    for year, on in closed:
        name, day = periods.year_name(year), periods.day(on)
        raise YearClosed(
            f"{name} was closed on {day}: open it again to publish or take back its months"
        )
