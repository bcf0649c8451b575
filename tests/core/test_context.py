"""What every page is handed: the menu and who somebody is."""

from django.contrib.auth.models import AnonymousUser

from pbc.core import context
from pbc.core.models import Appointment, Group, Person, Practice


def appointed(role, **over):
    """A person who holds one role, without a database."""
    person = Person(first_name="Helen", last_name="Marsh")
    person._appointments = [Appointment(person=person, role=role, **over)]
    return person


def test_a_role_is_named_with_the_group_or_practice_it_is_held_over():
    lead = appointed("GP_LEAD", group=Group(pk=1, name="DacCom"))
    manager = appointed("PRACTICE_MANAGER", practice=Practice(pk=1, name="Dell Family Practice"))

    assert context.role_label(lead) == "GP lead, DacCom"
    assert context.role_label(manager) == "Practice manager, Dell Family Practice"
    assert context.role_label(appointed("FINANCE")) == "PCT finance"


def test_a_stranger_is_told_who_runs_the_site_and_nothing_else(rf, settings):
    settings.PBC_RUN_BY = "West Hertfordshire PCT"
    request = rf.get("/")
    request.user = AnonymousUser()

    shown = context.site(request)

    told = {"run_by": "West Hertfordshire PCT", "names": settings.PBC_NAMES}
    assert shown == told | {"is_nobodys": True}
