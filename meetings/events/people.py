"""Whom an event invites: the practices of an audience, and the people who are written to."""

from meetings.events.choices import invitable
from meetings.models import Fate
from meetings.models.event import BOOK
from meetings.newsletters import reach
from pbc.core import access
from pbc.core.models import Appointment, Person, Practice, Role


def practices_reached(user, audience, day):
    """The practices of those whom an audience reaches that day, as far as the user can invite
    them."""
    there = [one.person for one in reach.listed(audience, day) if _is_here(one)]
    held = Appointment.objects.in_force(day).filter(person__in=there, practice__isnull=False)
    can = {one.pk for one in invitable(user)}
    found = Practice.objects.filter(pk__in=held.values("practice")).order_by("name", "code")
    return [one for one in found if one.pk in can]


def _is_here(one):
    return one.person is not None and one.fate != Fate.GONE


def people_of(event, day):
    """Who is written to about an event: of each invited practice those of its audience, or else
    its practice managers. Whoever left the audience gets no mail of it."""
    chosen = set().union(*_written_to(event, day).values())
    return list(_in_order(chosen))


def without_people(event, day):
    """The invited practices of which nobody is written to, by name."""
    empty = [practice for practice, people in _written_to(event, day).items() if not people]
    return list(Practice.objects.filter(pk__in=empty).order_by("name", "code"))


def who_book(event, practice, day):
    """Who may book the place of an invited practice that day, or else who is written to of it."""
    roles = [role for role, may in access.PERMISSIONS.items() if BOOK in may]
    there = Appointment.objects.in_force(day).filter(practice=practice, person__is_active=True)
    own = set(there.filter(role__in=roles).values_list("person", flat=True))
    return list(_in_order(own or _written_to(event, day).get(practice.pk, ())))


def _in_order(people):
    return Person.objects.filter(pk__in=people).order_by("last_name", "first_name", "pk")


def _written_to(event, day):
    """{id of an invited practice: the ids of those of it who are written to}."""
    found = {one: set() for one in event.invitations.values_list("practice", flat=True)}
    there = Appointment.objects.in_force(day).filter(practice__in=found, person__is_active=True)
    listed, managers = _listed(event, day), {one: set() for one in found}
    left = {pk for pk, fate in listed.items() if fate == Fate.LEFT}
    for person, practice, role in there.values_list("person", "practice", "role"):
        if person in left:
            continue
        if person in listed:
            found[practice].add(person)
        if role == Role.PRACTICE_MANAGER:
            managers[practice].add(person)
    return {practice: people or managers[practice] for practice, people in found.items()}


def _listed(event, day):
    """{id of a person: what they get} of the audience of an event."""
    if event.audience is None:
        return {}
    return {one.person.pk: one.fate for one in reach.listed(event.audience, day) if _is_here(one)}
