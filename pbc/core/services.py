"""What happens when somebody does something to the ground."""

from datetime import date

from django.utils import timezone

from pbc.core import leases, registry
from pbc.core.deeds import deed
from pbc.core.models import (
    OPERATOR,
    Appointment,
    Errand,
    ErrandLease,
    ErrandState,
    FinancialYear,
    Person,
    Role,
)


def operator():
    """The person as whom commands act that name nobody: the operator of the site, who never
    signs in."""
    person, made = Person.objects.get_or_create(
        username=OPERATOR, defaults={"first_name": "Operator", "last_name": "of the site"}
    )
    if made:
        person.set_unusable_password()
        person.save()
        Appointment.objects.create(person=person, role=Role.OPERATOR, from_date=date(1990, 1, 1))
    return person


@deed
def open_year(*, year, on, by):
    """Open a financial year, so that its months take figures. Opening it twice changes nothing."""
    opened, made = FinancialYear.objects.get_or_create(year=year, defaults={"opened_on": on})
    if made:
        registry.happen("financial year opened", year=opened, by=by)
    return opened


@deed
def ask_for_errand(*, kind, key, by):
    """Have work of a kind done later, about `key`. The sweep finds it once this is committed;
    asked for again while it waits, it is the same errand."""
    errand, made = Errand.objects.get_or_create(
        kind=kind, key=key, state=ErrandState.WAITING, defaults={"by": by}
    )
    if made:
        ErrandLease.objects.create(errand=errand)
    return errand


@deed
def set_aside_errands(*, by):
    """Set aside every errand that nobody holds and that has no attempts left; return them. Who
    asked reads so on the desk. Two sweeps at once do it once."""
    if not leases.only_one("set aside errands"):
        return []
    found = leases.given_up(Errand, ErrandLease)
    for errand in found:
        errand.state, errand.finished_at = ErrandState.SET_ASIDE, timezone.now()
        errand.save()
    return found
