"""A figure in words, for what is to be done about it."""

from django.urls import reverse_lazy

from activity.models import Heading
from budgets.queries import visible
from budgets.queries.territory import NoSuchScope, as_registered, find
from meetings.queries.about import About
from pbc.core import clock, periods
from pbc.core import queries as ground
from pbc.core.values import Figure

PARTS = {"UNASSIGNED": "unassigned", "PARKED": "parked rows"}
LAST_MONTH = 12


def figure(*, user, code):
    """The figure that has the code, where the user may see it; None else.

    A page asks for it by its code alone, so that this is an edge: the day is read here.
    """
    try:
        asked = Figure.of(code)
        scope = as_registered(asked.scope)
        organisation = find(scope)
    except (ValueError, NoSuchScope):
        return None
    register = ground.register(year=asked.year, known_on=clock.today())
    seen = visible.sight(user, register, min(asked.month, LAST_MONTH))
    names = _names(asked, organisation)
    if not names or not seen.sees(scope.kind, organisation and organisation.pk):
        return None
    return About(
        code=asked.code,
        said=in_words(names, year=asked.year, month=asked.month),
        url=reverse_lazy("budgets:figure", kwargs={"code": asked.code}),
        scope=scope if organisation else None,
    )


def in_words(what, *, year, month):
    """Dacorum, Outpatients, April to September of 2006/07."""
    return f"{what}, {periods.span_in_words(range(1, month + 1))} of {periods.year_name(year)}"


def _names(asked, organisation):
    """Dacorum, Outpatients; empty for a heading that there is not."""
    whose = str(organisation) if organisation else "The county"
    if asked.heading is None:
        return whose
    heading = (
        Heading.objects.filter(code__iexact=asked.heading).values_list("name", flat=True).first()
    )
    what = PARTS.get(asked.heading) or heading
    return f"{whose}, {what}" if what else ""
