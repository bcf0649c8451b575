"""What a change of the register would do, said before it is done."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from pbc.core import periods, registry

SECTION = "register consequences"  # upper apps add their sentences under this name


@dataclass(frozen=True)
class Trial:
    """What would become true, in sentences; `figures` are those of upper apps."""

    sentence: str
    figures: list[str]


@contextmanager
def supposed(do):
    """Do it, let what then stands be read, and take all of it back."""
    with transaction.atomic():
        do()
        yield
        transaction.set_rollback(True)


def trial(do, *, from_date, scopes, user, today):
    """Try a change: `do` does it, `scopes` are those whose figures may differ afterwards.

    What cannot be done raises what `do` raises, before any figure is read.
    """
    with supposed(do):
        pass
    details = {"from_date": from_date, "scopes": scopes, "user": user, "today": today}
    figures = [
        sentence
        for entry in registry.sections
        if entry.name == SECTION
        for sentence in entry.read(suppose=lambda: supposed(do), **details)
    ]
    return Trial(_from_month(from_date), figures)


def _from_month(day):
    """Months 1 to 6 stay as they are. It counts from month 7, October 2006, on."""
    year, month = periods.year_of(day), periods.month_of(day)
    named = f"month {month}, {periods.month_and_year(year, month)}"
    if month == 1:
        return f"It counts from {named}, on. Earlier years stay as they are."
    months = "Month 1 stays as it is" if month == 2 else f"Months 1 to {month - 1} stay as they are"
    return f"{months}. It counts from {named}, on."
