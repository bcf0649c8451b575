"""What a role may do, over whom, and how a view says which permission it needs."""

from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef

from pbc.core import clock, statements
from pbc.core.deeds import once_a_snapshot
from pbc.core.models import (
    Appointment,
    GroupMembership,
    LocalityCommissioner,
    PracticeLocality,
    Role,
)

READS = frozenset(
    {"core.view_register", "budgets.view_position", "budgets.view_practice", "activity.view_line"}
)
KEPT_BY = settings.PBC_REGISTER_KEPT_BY.lower().replace(",", " ").split()
FILES = frozenset({"activity.view_submission"})
ACTIONS = frozenset({"meetings.view_action", "meetings.edit_action"})
SEES_MEETINGS = frozenset({"meetings.view_meeting"})
BOOKS = frozenset({"meetings.book_place"})  # at an event, for a practice that is invited
MEETINGS = SEES_MEETINGS | BOOKS | {"meetings.edit_meeting"}
SEES_NEWS = frozenset({"meetings.view_newsletter"})
NEWS = SEES_NEWS | {"meetings.edit_newsletter"}
DECISIONS = frozenset({"meetings.view_decision", "meetings.edit_decision"})
SEES_SUPPORT = frozenset({"meetings.view_support"})  # of a practice: its leads', its own, no PCT's
SUPPORT = SEES_SUPPORT | {"meetings.edit_support"}
PERMISSIONS = {
    Role.OPERATOR: READS
    | FILES
    | ACTIONS
    | MEETINGS
    | NEWS
    | DECISIONS
    | {
        "activity.add_delivery",
        "activity.publish_submission",
        "activity.load_history",
        "budgets.set_plan",
        "activity.edit_feed",
        "core.edit_register",
        "core.retry_errand",
        "core.view_people",
        "core.edit_people",
        "core.keep_register",
        "core.view_seals",
    },
    Role.FINANCE: READS
    | FILES
    | ACTIONS
    | MEETINGS
    | NEWS
    | DECISIONS
    | {
        "activity.add_delivery",
        "activity.publish_submission",
        "activity.load_history",
        "budgets.set_plan",
        "activity.edit_feed",
        "activity.ask_for_purge",
        "activity.purge_delivery",
        "activity.view_purge",
        "core.retry_errand",
    },
    Role.COMMISSIONING: READS | ACTIONS | MEETINGS | NEWS | DECISIONS,
    Role.GP_LEAD: READS | ACTIONS | MEETINGS | NEWS | DECISIONS | SUPPORT,
    Role.PRACTICE_MANAGER: READS | ACTIONS | SEES_MEETINGS | BOOKS | DECISIONS | SEES_SUPPORT,
    Role.SECRETARY: ACTIONS | MEETINGS | NEWS | DECISIONS | {"core.view_register"},
    Role.LMC_OBSERVER: SEES_MEETINGS | NEWS,
    Role.AUDITOR: READS
    | FILES
    | SEES_MEETINGS
    | SEES_NEWS
    | SEES_SUPPORT
    | {"core.view_people", "core.view_seals", "meetings.view_action", "meetings.view_decision"}
    | {"activity.view_purge"},
    Role.ADMINISTRATOR: frozenset(
        {
            "core.view_register",
            "core.edit_register",
            "core.retry_errand",
            "core.view_people",
            "core.edit_people",
            "core.view_seals",
            "activity.purge_delivery",  # as the second person alone; its page has no figures
            "activity.view_purge",
        }
    ),
}


PERMISSIONS |= {
    role: PERMISSIONS[role] | {"core.keep_register"}
    for role in (Role.ADMINISTRATOR, Role.FINANCE)
    if role.lower() in KEPT_BY
}


@dataclass(frozen=True)
class Reach:
    """The organisations over which somebody has a permission, by id. `everything` is the site."""

    everything: bool = False
    practices: frozenset = frozenset()
    groups: frozenset = frozenset()
    localities: frozenset = frozenset()
    commissioners: frozenset = frozenset()

    def __bool__(self):
        return self.everything or bool(
            self.practices or self.groups or self.localities or self.commissioners
        )


# Worked out once a request, for one user.
WORKED_OUT = ("_appointments", "_may", "_reach", "_own_groups", "_shapes")


def forget(user):
    """Have all that was worked out for this user worked out again: a page that is read once more,
    from another server, takes nothing over from the first."""
    for name in WORKED_OUT:
        if hasattr(user, name):
            delattr(user, name)


def appointments(user):
    """The user's appointments in force today, read once a request."""
    if not hasattr(user, "_appointments"):
        user._appointments = _in_force(user.pk, clock.today())
    return user._appointments


@statements.kept_for_a_person
def _in_force(person, today):
    held = Appointment.objects.filter(person_id=person).in_force(today)
    return held.select_related("commissioner", "group", "practice").order_by("pk")


def may(user, permission):
    """Whether any appointment in force gives the permission, over whatever scope; looked up once
    a request."""
    if not hasattr(user, "_may"):
        user._may = {}
    if permission not in user._may:
        user._may[permission] = bool(_giving(user, permission))
    return user._may[permission]


def _giving(user, permission):
    """The user's appointments in force that give the permission."""
    return tuple(a for a in appointments(user) if permission in PERMISSIONS.get(a.role, ()))


def reach(user, to):
    """Where an appointment in force gives the user this permission, worked out once a request."""
    if not hasattr(user, "_reach"):
        user._reach = {}
    if to not in user._reach:
        held = _giving(user, to)
        if held not in user._reach:  # most permissions are given by the same appointments
            user._reach[held] = _reach(held)
        user._reach[to] = user._reach[held]
    return user._reach[to]


def _reach(held):
    """Where these appointments reach, which is the same for every permission that they give."""
    if any(a.scope is None for a in held):
        return Reach(everything=True)
    today = clock.today()
    commissioners = {a.commissioner_id for a in held if a.commissioner_id}
    groups = {a.group_id for a in held if a.group_id}
    localities, practices = _under(commissioners, today)
    practices |= {a.practice_id for a in held if a.practice_id} | _members_of(groups, today)
    return Reach(False, *map(frozenset, (practices, groups, localities, commissioners)))


def _under(commissioners, today):
    """(localities that belong, or once belonged, to these commissioners, practices that these
    localities ever held), by id."""
    if not commissioners:
        return set(), set()
    found = _localities_under(tuple(commissioners), today)
    return {one for one, _ in found}, {pk for _, practices in found for pk in practices}


@statements.kept_for_anybody(blank=("commissioners",))
def _localities_under(commissioners, today):
    ours = LocalityCommissioner.objects.known_on(today).filter(commissioner__among=commissioners)
    held = PracticeLocality.objects.known_on(today)
    return ours.values_list("locality_id", _all_of(held.filter(locality=OuterRef("locality"))))


def _all_of(held):
    """The practices of these, as a list of ids in the same statement."""
    return ArraySubquery(held.values("practice_id"))


def _members_of(groups, today):
    """Practices that are members of these groups now, by id."""
    return set(_members(tuple(groups), today)) if groups else set()


@statements.kept_for_anybody(blank=("groups",))
def _members(groups, today):
    members = GroupMembership.objects.known_on(today).in_force(today).filter(group__among=groups)
    return members.values_list("practice_id", flat=True)


def own_groups(user, to):
    """The groups of the practices for which an appointment gives the user this permission, by id;
    worked out once a request."""
    if not hasattr(user, "_own_groups"):
        user._own_groups = {}
    if to not in user._own_groups:
        practices = frozenset(a.practice_id for a in _giving(user, to) if a.practice_id)
        if practices not in user._own_groups:
            user._own_groups[practices] = groups_of(practices)
        user._own_groups[to] = user._own_groups[practices]
    return user._own_groups[to]


@once_a_snapshot
def groups_of(practices):
    """The groups of which these practices are members today, by id."""
    return frozenset(_groups_of(tuple(practices), clock.today())) if practices else frozenset()


@statements.kept_for_anybody(blank=("practices",))
def _groups_of(practices, today):
    members = GroupMembership.objects.known_on(today).in_force(today)
    of_a_group = members.filter(practice__among=practices, group__isnull=False)
    return of_a_group.values_list("group_id", flat=True)


def rights(user, permissions):
    """All that what the user sees under these permissions can hang on, as one key: the appointments
    in force, where each permission reaches, and the groups of own practices."""
    held = tuple(
        (one.role, one.commissioner_id, one.group_id, one.practice_id) for one in appointments(user)
    )
    return held, tuple((reach(user, to), own_groups(user, to)) for to in permissions)


def requires(permission):
    """Say which permission a view needs; without any appointment that gives it: 403."""

    def wrap(view):
        @wraps(view)
        def asked(request, *args, **kwargs):
            if not may(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        asked.permission = permission
        return asked

    return wrap


def for_anybody(view):
    """Say that a view needs no permission but to be signed in."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    asked.permission = None
    return asked
