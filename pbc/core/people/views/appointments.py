from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from pbc.core import clock
from pbc.core.access import requires
from pbc.core.models import AppointmentState
from pbc.core.once import done, once
from pbc.core.people import forms, queries, rules
from pbc.core.people.scopes import scopes
from pbc.core.people.services import appointing
from pbc.core.people.views.people import attempt, up

DECISIONS = {
    "confirm": appointing.confirm_appointment,
    "refuse": appointing.refuse_appointment,
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@once
def person_appoint(request, pk):
    person = get_object_or_404(queries.everybody(), pk=pk)
    first = {"from_date": clock.today()}
    form = forms.AppointForm(request.POST or None, initial=first, scopes=scopes())
    if form.is_valid():
        given = attempt(
            form, lambda said: appointing.appoint(person=person, **said, by=request.user)
        )
        if given:
            return done(request, queries.person_url(person), said_of(given))
    return render(
        request, "people/person_appoint.html", {"form": form, "person": person} | up(person)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@once
def person_leave(request, pk):
    person = get_object_or_404(queries.everybody(), pk=pk)
    form = forms.LastDayForm(request.POST or None)
    if form.is_valid():
        days = {"today": clock.today(), "by": request.user}
        ended = attempt(form, lambda said: appointing.leave(person=person, **said, **days))
        if ended:
            return done(
                request,
                queries.person_url(person),
                f"{person} leaves: {len(ended)} appointments end",
            )
    held = [one for one in queries.of_person(person, clock.today()) if one.is_current]
    shown = {"form": form, "person": person, "held": held}
    return render(request, "people/person_leave.html", shown | up(person))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@once
def appointment_end(request, pk):
    appointment = get_object_or_404(queries.appointments(), pk=pk)
    form = forms.LastDayForm(request.POST or None)
    if form.is_valid():
        days = {"today": clock.today(), "by": request.user}
        ended = attempt(
            form,
            lambda said: appointing.end_appointment(appointment=appointment, **said, **days),
        )
        if ended:
            return done(
                request,
                queries.person_url(appointment.person),
                f"{appointment.title}: the last day is written down",
            )
    return _page(request, "people/appointment_end.html", appointment, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@once
def appointment_deputy(request, pk):
    appointment = get_object_or_404(queries.appointments(), pk=pk)
    people = queries.everybody().filter(is_active=True).exclude(pk=appointment.person_id)
    form = forms.DeputyForm(
        request.POST or None, initial={"from_date": clock.today()}, people=people
    )
    if form.is_valid():
        given = attempt(
            form,
            lambda said: appointing.appoint_deputy(
                appointment=appointment, **said, by=request.user
            ),
        )
        if given:
            return done(request, queries.person_url(given.person), said_of(given))
    return _page(request, "people/appointment_deputy.html", appointment, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@once
def appointment_decide(request, pk):
    appointment = get_object_or_404(queries.appointments(), pk=pk)
    form = forms.DecideForm(request.POST or None)
    if form.is_valid():
        decide = DECISIONS[form.cleaned_data["answer"]]
        decided = attempt(form, lambda said: decide(appointment=appointment, by=request.user))
        if decided:
            return done(
                request,
                queries.person_url(appointment.person),
                f"{appointment.title}: {decided.get_state_display().lower()}",
            )
    return _page(request, "people/appointment_decide.html", appointment, form)


def said_of(given):
    """What an administrator reads after appointing somebody."""
    if given.state == AppointmentState.PROPOSED:
        return (
            f"{given.title} waits for another administrator to confirm it, and gives no rights yet"
        )
    return f"{given.person} is {given.title} {rules.span(given)}"


def _page(request, template, appointment, form):
    shown = {
        "form": form,
        "appointment": queries.held(appointment, clock.today()),
        "span": rules.span(appointment),
    }
    return render(request, template, shown | up(appointment.person))
