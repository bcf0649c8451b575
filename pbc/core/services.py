"""What happens when somebody does something to the ground."""

from datetime import date

from pbc.core import registry
from pbc.core.deeds import deed
from pbc.core.models import Appointment, FinancialYear, Person, Role


def operator():
    """The person as whom commands act that name nobody: the operator of the site, who never
    signs in."""
    person, made = Person.objects.get_or_create(
        username="operator", defaults={"first_name": "Operator", "last_name": "of the site"}
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
