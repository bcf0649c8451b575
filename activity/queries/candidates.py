"""Which practices unassigned lines may be given to: those that were open where they lie."""

from activity.models import DefaultPracticeCode
from activity.queries.lines import months_of
from pbc.core import periods
from pbc.core.models import Locality, Practice
from pbc.core.queries import register


def practices_for(lines, *, known_on):
    """Practices that were open where all of these lines lie, in all of their months, by name."""
    there = None
    for locality, year, month in _places(lines):
        here = register(year=year, known_on=known_on).practices_of(locality, month)
        there = here if there is None else there & here
    return Practice.objects.filter(pk__in=there or ()).order_by("name", "code")


def why_not(lines, practice, *, known_on):
    """A sentence where some of these lines may not be given to the practice, else nothing."""
    nobody = set(DefaultPracticeCode.objects.values_list("code", flat=True))
    named = next((one.line for one in lines if one.line.practice_given not in nobody), None)
    if named:
        return (
            f"The line {named.row} of {named.practice_given} names its practice itself: only "
            "unassigned lines are assigned by hand"
        )
    for locality, year, month in _places(lines):
        held = register(year=year, known_on=known_on).localities.get(month, {})
        if held.get(practice.pk) != locality:
            return _not_there(practice, locality, year, month)
    return ""


def _places(lines):
    """The months of localities in which lines lie: (locality, year, month), in order."""
    rows = [one.line for one in lines]
    return sorted({(row.locality_id, row.year, month) for row in rows for month in months_of(row)})


def _not_there(practice, locality, year, month):
    where, when = Locality.objects.get(pk=locality).name, periods.month_and_year(year, month)
    return (
        f"{practice.name} ({practice.code}) was not open in {where} in {when}. "
        "Choose a practice that was"
    )
