"""Whom an event invites: the practices of an audience, and the people who are written to."""

from meetings.events.choices import invitable
from meetings.models import Fate
from meetings.newsletters import reach
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
    invited = set(event.invitations.values_list("practice", flat=True))
    there = Appointment.objects.in_force(day).filter(practice__in=invited, person__is_active=True)
    held = list(there.values_list("person", "practice", "role"))
    listed = _listed(event, day)
    chosen = {person for person, _, _ in held if person in listed}
    reached = {practice for person, practice, _ in held if person in listed}
    chosen |= {
        person
        for person, practice, role in held
        if practice not in reached and role == Role.PRACTICE_MANAGER
    }
    left = {pk for pk, fate in listed.items() if fate == Fate.LEFT}
    found = Person.objects.filter(pk__in=chosen - left)
    return list(found.order_by("last_name", "first_name", "pk"))


def _listed(event, day):
    """{id of a person: what they get} of the audience of an event."""
    if event.audience is None:
        return {}
    return {one.person.pk: one.fate for one in reach.listed(event.audience, day) if _is_here(one)}
