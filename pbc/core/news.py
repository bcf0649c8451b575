"""What the ground tells somebody who looks again (I06): what they were appointed as, and what
became of their practices in the register."""

from collections import defaultdict

from django.apps import apps
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, Max, OuterRef
from django.urls import reverse

from pbc.core import access
from pbc.core.changes import Change, Source
from pbc.core.models import GroupMembership, Person, Practice, PracticeLocality, PracticeMerger
from pbc.core.models.appointment import Appointment, AppointmentState

DEEDS = {
    "open_practice": "opened {}",
    "change_practice": "changed the name or town of {}",
    "move_practice": "moved {} to another locality",
    "change_standing": "changed the group of {}, or how it takes part",
    "close_practice": "closed {}",
    "undo_closing": "undid the closing or merger of {}",
}
OTHER = "put {} in the register"
GIVEN = apps.get_model("core.AppointmentEvent").objects.filter(state=AppointmentState.GIVEN)
KINDS = (Practice, PracticeLocality, GroupMembership, PracticeMerger)


def sources():
    """Appointments, and the register by what the database recorded of itself."""
    events = tuple(model.pgh_event_model for model in KINDS)
    return (
        Source(_appointed, (Appointment,)),
        Source(_confirmed, (GIVEN.model,), "pgh_created_at"),
        Source(_register, events, "pgh_created_at"),
    )


def _appointed(*, user, since):
    """The user's own appointments that somebody else wrote down, and that held at once."""
    given = Appointment.objects.filter(person=user, state=AppointmentState.GIVEN, decided_by=None)
    held = given.filter(recorded_at__gt=since).exclude(given_by=user)
    held = held.select_related("commissioner", "group", "practice", "given_by")
    return [_change(one, one.recorded_at) for one in held]


def _confirmed(*, user, since):
    """Those that a second administrator confirmed: they count from then, and are told then."""
    before = GIVEN.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
    new = GIVEN.filter(person=user, decided_by__isnull=False, pgh_created_at__gt=since)
    at = dict(new.exclude(Exists(before)).values_list("pgh_obj", "pgh_created_at"))
    held = Appointment.objects.filter(pk__in=at, state=AppointmentState.GIVEN)
    held = held.select_related("commissioner", "group", "practice", "given_by")
    return [_change(one, at[one.pk]) for one in held]


def _change(appointment, at):
    over = f" of {appointment.scope}" if appointment.scope else ""
    by = f" by {appointment.given_by}" if appointment.given_by else ""
    sentence = f"You were appointed as {appointment.get_role_display()}{over}{by}"
    return Change("Appointed", sentence, reverse("help"), at)


def _register(*, user, since):
    """What others did to practices that are the user's, by deed: from what the database recorded
    of itself."""
    deeds, at = defaultdict(set), {}
    for by, deed, context, practices, moment in _recorded(user, since):
        deeds[by, deed, context].update(practices)
        at[by, deed, context] = max(moment, at.get((by, deed, context), moment))
    people = Person.objects.in_bulk({by for by, *_ in deeds if by})
    named = Practice.objects.in_bulk({min(found) for found in deeds.values()})
    return [
        _of_register(people.get(key[0]), key[1], found, named[min(found)], at[key])
        for key, found in deeds.items()
        if key[0] != user.pk
    ]


def _recorded(user, since):
    """(who, deed, context, practices, moment) of everything that a deed wrote down of practices of
    the user's: a row for a deed in each table, however many practices it was about."""
    reach = access.reach(user, "core.view_register")
    for model in KINDS:
        field = "pgh_obj" if model is Practice else "practice"
        events = model.pgh_event_model.objects.filter(
            pgh_created_at__gt=since, pgh_context__metadata__has_key="deed"
        )
        if not reach.everything:
            events = events.filter(**{f"{field}__in": reach.practices})
        deeds = events.values_list(
            "pgh_context__metadata__user", "pgh_context__metadata__deed", "pgh_context"
        )
        yield from deeds.annotate(whose=ArrayAgg(field, distinct=True), at=Max("pgh_created_at"))


def _of_register(by, deed, practices, one, at):
    many = len(practices)
    what = str(one) if many == 1 else f"{many:,} practices"
    sentence = f"{by or 'The site'} {DEEDS.get(deed, OTHER).format(what)}"
    url = reverse("core:register")
    if many == 1:
        url = reverse("core:practice-detail", args=[one.code])
    return Change("Register", sentence, url, at)
