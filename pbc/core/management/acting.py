"""As whom a command acts: the operator of the site, unless somebody is named."""

from django.core.management.base import CommandError

from pbc.core import access
from pbc.core.models import Person
from pbc.core.services import operator


def acting(username, permission=None):
    """The person of that name, or the operator; who is not there, or may not, is told so."""
    if not username:
        return operator()
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise CommandError(f"There is no person {username}", returncode=2)
    if permission and not access.may(person, permission):
        raise CommandError(f"{person} may not do this", returncode=2)
    return person
