"""What the ground tells somebody who looks again: what they were appointed as."""

from django.urls import reverse

from pbc.core.changes import Change
from pbc.core.models.appointment import Appointment, AppointmentState


def news(*, user, since):
    """The user's own appointments that somebody else wrote down."""
    given = Appointment.objects.filter(person=user, state=AppointmentState.GIVEN)
    held = given.filter(recorded_at__gt=since).exclude(given_by=user)
    return [
        _change(one) for one in held.select_related("commissioner", "group", "practice", "given_by")
    ]


def _change(appointment):
    over = f" of {appointment.scope}" if appointment.scope else ""
    by = f" by {appointment.given_by}" if appointment.given_by else ""
    sentence = f"You were appointed as {appointment.get_role_display()}{over}{by}"
    return Change("Appointed", sentence, reverse("help"), appointment.recorded_at)
