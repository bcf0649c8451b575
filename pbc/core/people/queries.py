"""Who there is, what they are appointed to, what waits for a second administrator."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from pbc.core import access
from pbc.core.models import OPERATOR, Appointment, AppointmentState, Person
from pbc.core.people import rules

BY_NAME = ("last_name", "first_name", "pk")


@dataclass(frozen=True)
class PersonRow:
    """Somebody in the list: what they are appointed to today, and when they last signed in."""

    name: str
    username: str
    url: str
    titles: list[str]
    may_sign_in: bool
    last_login: datetime | None


@dataclass(frozen=True)
class Held:
    """An appointment as a page shows it; `is_current` where it holds or is still to come."""

    pk: int
    person: str
    person_url: str
    title: str
    from_date: date
    to_date: date | None
    given_by: str
    decided_by: str
    state: str
    stands_in_for: str
    is_current: bool


def everybody():
    """Everybody who signs in; the site's own name is not among them."""
    return Person.objects.exclude(username=OPERATOR).order_by(*BY_NAME)


def found(words):
    """Those whose name, name to sign in with or address has all of these words."""
    people = everybody()
    for word in words.split():
        name = Q(first_name__icontains=word) | Q(last_name__icontains=word)
        people = people.filter(name | Q(username__icontains=word) | Q(email__icontains=word))
    return people


def rows(people, today):
    """The rows of these people, in their order."""
    people = list(people)
    titles = {person.pk: [] for person in people}
    held = Appointment.objects.in_force(today).filter(person__in=people).order_by("from_date", "pk")
    for one in held.select_related("commissioner", "group", "practice"):
        titles[one.person_id].append(one.title)
    return [_row(person, titles[person.pk]) for person in people]


def _row(person, titles):
    return PersonRow(
        name=str(person),
        username=person.username,
        url=person_url(person),
        titles=titles,
        may_sign_in=person.is_active,
        last_login=person.last_login,
    )


def person_url(person):
    return reverse("people:person-detail", kwargs={"pk": person.pk})


def appointments():
    """Every appointment, with what a page says of it."""
    return Appointment.objects.select_related(
        *("person", "commissioner", "group", "practice", "given_by", "decided_by"),
        "deputy_for__person",
    )


def held(appointment, today):
    """One appointment as a page shows it."""
    over = appointment.to_date is not None and appointment.to_date < today
    stands = appointment.state in (AppointmentState.GIVEN, AppointmentState.PROPOSED)
    return Held(
        pk=appointment.pk,
        person=str(appointment.person),
        person_url=person_url(appointment.person),
        title=appointment.title,
        from_date=appointment.from_date,
        to_date=appointment.to_date,
        given_by=str(appointment.given_by or "the site"),
        decided_by=str(appointment.decided_by or ""),
        state=_state(appointment, over, today),
        stands_in_for=str(appointment.deputy_for.person) if appointment.deputy_for else "",
        is_current=stands and not over,
    )


def _state(appointment, over, today):
    """Given ones by their days; the others in the words of their state."""
    if appointment.state != AppointmentState.GIVEN:
        return str(appointment.get_state_display())
    if over:
        return "Over"
    return "Holds" if appointment.from_date <= today else "Still to come"


def of_person(person, today):
    """What somebody was and is appointed to, what holds first, then the newest."""
    mine = [held(one, today) for one in appointments().filter(person=person)]
    return sorted(mine, key=lambda one: (not one.is_current, -one.from_date.toordinal(), -one.pk))


def waiting():
    """Appointments that wait for a second administrator, oldest first."""
    return appointments().filter(state=AppointmentState.PROPOSED).order_by("recorded_at", "pk")


@dataclass(frozen=True)
class ToConfirm:
    """What the desk of an administrator shows of appointments."""

    needing: list[str]
    url: str

    @property
    def sentence(self):
        """Why the desk says so."""
        if len(self.needing) == 1:
            return "An appointment waits for you to confirm it"
        return f"{len(self.needing)} appointments wait for you to confirm them"


def card(user):
    """The card of the desk; None where nothing waits that this person may confirm."""
    if not access.may(user, "core.edit_people"):
        return None
    mine = waiting().exclude(given_by=user).exclude(person=user)
    said = [f"{one.person} as {one.title}, {rules.span(one)}" for one in mine]
    return ToConfirm(said, reverse("people:person-list")) if said else None
