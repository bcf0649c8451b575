"""What holds of everybody who signs in and of every appointment, whatever is done with them."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from pbc.core import periods
from pbc.core.models import HELD_OVER, Appointment, AppointmentState, Happened, Person, Role


class NotAppointed(Exception):
    """Why something about a person is not done; `field` is the field it stands beside."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


def alone(person):
    """The person as the row stands now; whoever else changes them waits."""
    return Person.objects.select_for_update().get(pk=person.pk)


def locked(appointment):
    """The appointment as the row stands now; whoever else changes it waits."""
    return Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)


def not_oneself(person, by, does):
    """Refuse what somebody does about themselves."""
    if person.pk == by.pk:
        raise NotAppointed(f"Nobody {does} themselves: ask another administrator")


def no_link_by(by, person):
    """Refuse to take a second step or a binding away from whom one gave a link to a password that
    may still work: with both anybody could sign in as they."""
    lasts = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    if person.links.filter(given_by=by, given_at__gt=Now() - lasts).exists():
        raise NotAppointed(
            f"You gave {person} a link to choose a password, which may still work: "
            "another administrator takes away by what they sign in"
        )


def no_reset_by(by, person):
    """Refuse a link to a password to whom one took away the second step, or the way in by the
    sign-in service, until they signed in."""
    taken = (Happened.STEP_RESET, Happened.BINDING_ENDED)
    reset = person.sign_ins.filter(what__in=taken, by=by).order_by("-at").first()
    if reset and (person.last_login is None or person.last_login < reset.at):
        raise NotAppointed(
            f"You took away by what {person} signed in, who has not signed in since: "
            "another administrator gives the link"
        )


def scope_of(role, over):
    """{field: organisation} of a role, which must be of the kind that the role is held over."""
    kinds = HELD_OVER.get(role, (None,))
    kind = over and type(over).__name__.lower()
    if kind not in kinds:
        name = Role(role).label
        whole = kinds == (None,)
        said = "over the whole site: choose that"
        said = said if whole else f"over a {' or a '.join(kinds)}: choose one"
        raise NotAppointed(f"{name} is held {said}", "over")
    return {kind: over} if kind else {}


def not_twice(person, scope, *, role, from_date, to_date):
    """Refuse the same role over the same organisation for days that it has already."""
    same = person.appointments.standing().filter(role=role, **scope)
    later = same if to_date is None else same.filter(from_date__lte=to_date)
    held = later.filter(Q(to_date=None) | Q(to_date__gte=from_date)).order_by("from_date").first()
    if held is None:
        return
    waits = ", and that waits for confirmation" if held.state == AppointmentState.PROPOSED else ""
    raise NotAppointed(
        f"{person} is {held.title} {span(held)} already{waits}: "
        "choose other days, or end that first",
        "from_date",
    )


def span(appointment):
    """From 1 April 2006; from 1 April 2006 to 31 March 2007."""
    until = f" to {periods.day(appointment.to_date)}" if appointment.to_date else ""
    return f"from {periods.day(appointment.from_date)}{until}"


def keep_an_administrator(but, *, on):
    """Refuse what leaves nobody to appoint people after that day; `but` are the ids of the
    appointments that end. Two at once wait here for each other."""
    held = Appointment.objects.select_for_update(of=("self",)).order_by("pk")
    held = held.filter(role=Role.ADMINISTRATOR, state=AppointmentState.GIVEN, to_date=None)
    left = list(held.filter(person__is_active=True))
    staying = [one for one in left if one.pk not in but and one.from_date <= on]
    if len(left) > len([one for one in left if one.pk not in but]) and not staying:
        raise NotAppointed("The site would have no administrator: appoint another one first")
