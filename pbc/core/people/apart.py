"""How far two accounts can be of one person: who made the one, and who appointed it, since when."""

from django.db.models import Min, Q

from pbc.core.models import Appointment, AppointmentState, Person


def was_made_by(person, other):
    """Whether somebody's account was made by another."""
    made = Person.pgh_event_model.objects.filter(pgh_obj=person, pgh_label="insert")
    return made.filter(pgh_context__metadata__user=other.pk).exists()


def was_appointed_by(person, other):
    """Whether another gave somebody an appointment or confirmed it, over or not."""
    given = Appointment.objects.filter(person=person, state=AppointmentState.GIVEN)
    return given.filter(Q(given_by=other) | Q(decided_by=other)).exists()


def is_younger(person, than):
    """Whether somebody's account was made, or an appointment given to them, since a moment."""
    accounts = Person.pgh_event_model.objects.filter(pgh_obj=person, pgh_label="insert")
    events = Appointment.pgh_event_model.objects.filter(person=person)
    given = events.filter(state=AppointmentState.GIVEN).values("pgh_obj")
    first = given.annotate(given_at=Min("pgh_created_at"))
    return (
        accounts.filter(pgh_created_at__gte=than).exists()
        or first.filter(given_at__gte=than).exists()
    )
