"""Posts that nobody fills, and who may see what: since when, and whether they still use it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q

from pbc.core.models import (
    HELD_OVER,
    OPTIONAL,
    Appointment,
    AppointmentState,
    Commissioner,
    Group,
    GroupMembership,
    LocalityCommissioner,
    Practice,
    PracticeLocality,
    Role,
)
from pbc.core.people import history
from pbc.core.people.queries import appointments, person_url

UNUSED = timedelta(days=90)


@dataclass(frozen=True)
class Post:
    """A role over an organisation, or over the site: somebody should hold it. `last` held it
    until the day before `since`; empty where nobody ever did."""

    role: str
    over: str
    last: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Access:
    """What somebody may see, since when, and when they last signed in."""

    person: str
    person_url: str
    title: str
    from_date: date
    to_date: date | None
    given_by: str
    last_login: datetime | None
    is_unused: bool
    may_sign_in: bool


def vacant(today):
    """Posts that nobody holds today: over each PCT, group and practice that there is."""
    held = Appointment.objects.in_force(today).filter(person__is_active=True)
    filled = {(one.role, one.group_id, one.practice_id, one.commissioner_id) for one in held}
    last = _last_holders(today)
    posts = []
    for role, over in _posts(today):
        key = _key(role, over)
        if key not in filled:
            name = str(over) if over else "the whole site"
            posts.append(Post(str(Role(role).label), name, *last.get(key, ())))
    return posts


def _posts(today):
    """Every post that there should be: (role, organisation or None for the site)."""
    yield from ((role, None) for role in (Role.ADMINISTRATOR, Role.AUDITOR))
    there = _there(today)
    for role, kinds in HELD_OVER.items():
        if role not in OPTIONAL:
            yield from ((role, over) for kind in kinds for over in there[kind])


def _there(today):
    """Organisations that there are today, by kind and name."""
    under = LocalityCommissioner.objects.known_on(today).in_force(today)
    members = GroupMembership.objects.known_on(today).in_force(today)
    open_now = PracticeLocality.objects.known_on(today).in_force(today)
    found = {
        "commissioner": Commissioner.objects.filter(pk__in=under.values("commissioner")),
        "group": Group.objects.filter(pk__in=members.values("group")),
        "practice": Practice.objects.filter(pk__in=open_now.values("practice")),
    }
    return {kind: rows.order_by("name") for kind, rows in found.items()}


def _key(role, over):
    scope = {type(over).__name__.lower(): over.pk} if over else {}
    return (str(role), scope.get("group"), scope.get("practice"), scope.get("commissioner"))


def _last_holders(today):
    """Who held each post last, and since when nobody does: {key: (person, day)}."""
    begun = appointments().filter(state=AppointmentState.GIVEN, from_date__lte=today)
    over = begun.filter(Q(to_date__lt=today) | Q(person__is_active=False))
    shut = history.shut_out_on([one.person_id for one in over if not one.person.is_active])
    ended = [(_vacant_since(one, shut.get(one.person_id)), one) for one in over]
    return {
        (one.role, one.group_id, one.practice_id, one.commissioner_id): (str(one.person), day)
        for day, one in sorted(ended, key=lambda pair: (pair[0], pair[1].pk))
    }


def _vacant_since(appointment, shut_out_on):
    """The first day on which the holder did not fill it: it was over, or they were shut out."""
    after = appointment.to_date and appointment.to_date + timedelta(days=1)
    out = shut_out_on and max(shut_out_on, appointment.from_date)
    return min(filter(None, (after, out)), default=appointment.from_date)


def review(*, today, now):
    """Every appointment that holds today, those first whose holder has not signed in for 90 days;
    somebody new has 90 days from the day on which they were added."""
    found = [
        _access(one, now) for one in appointments().in_force(today).exclude(role=Role.OPERATOR)
    ]
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(
        found,
        key=lambda one: (not one.is_unused, one.last_login or never, one.person, one.title),
    )


def _access(appointment, now):
    person = appointment.person
    return Access(
        person=str(person),
        person_url=person_url(person),
        title=appointment.title,
        from_date=appointment.from_date,
        to_date=appointment.to_date,
        given_by=str(appointment.given_by or "the site"),
        last_login=person.last_login,
        is_unused=now - (person.last_login or person.date_joined) > UNUSED,
        may_sign_in=person.is_active,
    )
