"""Who is appointed to what: given, confirmed by a second administrator, ended, never removed."""

from django.db.models import Q

from pbc.core import periods
from pbc.core.deeds import deed
from pbc.core.models import CONFIRMED_BY_A_SECOND, OPERATOR, Appointment, AppointmentState
from pbc.core.people import rules
from pbc.core.people.rules import NotAppointed


@deed
def appoint(*, person, role, over, from_date, to_date, by, deputy_for=None):
    """Appoint somebody to a role over an organisation, or over the site where `over` is None.

    PCT finance, PCT commissioner and administrator wait for a second administrator, and give
    nothing until then; not where whoever runs the site appoints at its own machine (the first
    administrators). Raises NotAppointed.
    """
    person = rules.alone(person)
    scope = rules.scope_of(role, over)
    rules.not_oneself(person, by, "appoints")
    if not person.is_active:
        raise NotAppointed(f"{person} may not sign in: let them in again first")
    rules.not_twice(person, scope, role=role, from_date=from_date, to_date=to_date)
    second = role in CONFIRMED_BY_A_SECOND and by.username != OPERATOR
    return Appointment.objects.create(
        person=person,
        role=role,
        **scope,
        from_date=from_date,
        to_date=to_date,
        given_by=by,
        deputy_for=deputy_for,
        state=AppointmentState.PROPOSED if second else AppointmentState.GIVEN,
    )


@deed
def appoint_deputy(*, appointment, person, from_date, to_date, by):
    """Let somebody stand in for the holder of an appointment, for a time within its own."""
    if person.pk == appointment.person_id:
        raise NotAppointed("Choose somebody else: nobody is their own deputy", "person")
    last = appointment.to_date
    if from_date < appointment.from_date or (last and to_date > last):
        raise NotAppointed(
            f"{appointment.person} is {appointment.title} {rules.span(appointment)}: "
            "the deputy’s days lie within that",
            "from_date",
        )
    return appoint(
        person=person,
        role=appointment.role,
        over=appointment.scope,
        from_date=from_date,
        to_date=to_date,
        deputy_for=appointment,
        by=by,
    )


@deed
def confirm_appointment(*, appointment, by):
    """Give an appointment that waits, as a second administrator. Raises NotAppointed."""
    waits = _waiting(appointment, by)
    if not waits.person.is_active:
        raise NotAppointed(f"{waits.person} may not sign in any more: refuse this")
    return _decide(waits, AppointmentState.GIVEN, by)


@deed
def refuse_appointment(*, appointment, by):
    """Refuse an appointment that waits. Raises NotAppointed."""
    return _decide(_waiting(appointment, by), AppointmentState.REFUSED, by)


def _waiting(appointment, by):
    waits = rules.locked(appointment)
    if waits.state != AppointmentState.PROPOSED:
        who = f" by {waits.decided_by}" if waits.decided_by else ""
        raise NotAppointed(f"This was decided already{who}: {waits.get_state_display().lower()}")
    rules.not_oneself(waits.person, by, "confirms an appointment of")
    if waits.given_by_id == by.pk:
        raise NotAppointed("You proposed this: another administrator confirms it")
    return waits


def _decide(appointment, state, by):
    appointment.state, appointment.decided_by = state, by
    appointment.save()
    return appointment


@deed
def end_appointment(*, appointment, last_day, today, by):
    """Let an appointment end with a day, today at the earliest or yesterday to end it at once.

    One that has not begun by then is withdrawn. Raises NotAppointed.
    """
    rules.keep_an_administrator([appointment.pk], on=last_day)
    ends = rules.locked(appointment)
    if ends.state not in (AppointmentState.GIVEN, AppointmentState.PROPOSED):
        raise NotAppointed(f"This appointment does not stand: {ends.get_state_display().lower()}")
    if ends.to_date and last_day > ends.to_date:
        raise NotAppointed(
            f"It ends on {periods.day(ends.to_date)} already. To have it longer, appoint anew",
            "last_day",
        )
    if (today - last_day).days > 1:
        raise NotAppointed(
            "Choose today, a later day, or yesterday to end it at once: what was held before "
            "that stays as it was",
            "last_day",
        )
    return _end(ends, last_day)


def _end(appointment, last_day):
    if appointment.from_date > last_day:
        appointment.state = AppointmentState.WITHDRAWN
    else:
        appointment.to_date = last_day
    appointment.save()
    return appointment


@deed
def leave(*, person, last_day, today, by):
    """End everything that somebody is appointed to with their last day. Raises NotAppointed."""
    rules.not_oneself(person, by, "sees off")
    person = rules.alone(person)
    later = Q(to_date=None) | Q(to_date__gt=last_day)
    held = list(person.appointments.standing().filter(later).order_by("pk"))
    if not held:
        raise NotAppointed(f"{person} is appointed to nothing after that day", "last_day")
    for appointment in held:
        end_appointment(appointment=appointment, last_day=last_day, today=today, by=by)
    return held
