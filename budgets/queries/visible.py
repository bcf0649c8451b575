"""Who may see which position, and the lines of which practices in it (E13)."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings

from budgets.queries import realms, stamp
from budgets.queries.territory import NoSuchScope, find
from pbc.core import access
from pbc.core.models import Role
from pbc.core.values import Scope

TOTALS, LINES, ROWS = "budgets.view_position", "budgets.view_practice", "activity.view_line"


@dataclass(frozen=True)
class Sight:
    """What somebody may see in one month, by id; `practices` are those whose lines show too."""

    everything: bool = False
    county: bool = False
    commissioners: frozenset = frozenset()
    localities: frozenset = frozenset()
    groups: frozenset = frozenset()
    practices: frozenset = frozenset()

    def sees(self, kind, key=None):
        """Whether the totals of an organisation show; a county has no key."""
        if self.everything:
            return True
        if kind == "county":
            return self.county
        return key in self.of(kind)

    def of(self, kind):
        """The ids that show of a kind of organisation."""
        return {
            "pct": self.commissioners,
            "locality": self.localities,
            "group": self.groups,
            "practice": self.practices,
        }[kind]


def sight(user, register, month):
    """Work out what a user may see of a month, from the appointments in force today."""
    held = _held(user)
    if any(a.scope is None for a in held):
        return Sight(everything=True)
    reach = access.reach(user, LINES)
    seen = [_seen(appointment, reach, register, month) for appointment in held]
    return Sight(
        county=any(one.county for one in seen),
        practices=reach.practices,
        **{
            name: frozenset().union(*(getattr(one, name) for one in seen))
            for name in ("commissioners", "localities", "groups")
        },
    )


def _seen(appointment, reach, register, month):
    if appointment.role == Role.PRACTICE_MANAGER:
        own = register.groups[month].get(appointment.practice_id)
        return Sight(groups=_large(register.groups[month]) | ({own} - {None}))
    if appointment.role == Role.GP_LEAD:
        return _seen_by_a_lead(appointment.group_id, register, month)
    groups = (register.groups[month].get(p) for p in reach.practices)
    last = register.commissioners[12] or register.commissioners[month]
    return Sight(
        county=True,
        commissioners=_pcts_of(reach.localities, register) | frozenset(last.values()),
        localities=reach.localities,
        groups=frozenset(groups) - {None},
    )


def _seen_by_a_lead(group, register, month):
    """The own group, its PCT and the county; of the rest what is large enough to hide in."""
    places = {register.localities[month].get(p) for p in _members(group, register, month)}
    return Sight(
        county=True,
        commissioners=_pcts_of(places, register),
        localities=_large(register.localities[month]),
        groups=_large(register.groups[month]) | {group},
    )


def _pcts_of(places, register):
    """Every commissioner that these localities had in the year."""
    by_month = register.commissioners.values()
    return frozenset(pct for under in by_month for place, pct in under.items() if place in places)


def _members(group, register, month):
    return {p for p, g in register.groups[month].items() if g == group}


def _large(belongs):
    """Of {practice: group or locality}, those with so many that a total gives none away."""
    counts = Counter(belongs.values())
    return frozenset(k for k, n in counts.items() if n >= settings.PBC_SMALLEST_GROUP_SHOWN)


def check(seen, scope, book):
    """Raise NoSuchScope, as for an absent one, where the position of a scope does not show."""
    organisation = find(scope, book)
    if not seen.sees(scope.kind, organisation and organisation.pk):
        raise NoSuchScope(f"There is no {scope.kind} {scope.code}")


def widest(user):
    """The user's own widest scope: where the page of positions starts."""
    held = _held(user)
    if any(a.scope is None for a in held):
        return Scope("county")
    for own in _own(held):
        return own
    raise NoSuchScope("No appointment gives a position to see")


def _held(user):
    return [a for a in access.appointments(user) if TOTALS in access.PERMISSIONS[a.role]]


def _own(held):
    """The scopes of some appointments, the widest first."""
    return [
        Scope(kind, getattr(one, field).code)
        for kind, field in (("pct", "commissioner"), ("group", "group"), ("practice", "practice"))
        for one in held
        if getattr(one, field)
    ]


def scopes(user, seen, book):
    """Every scope that shows, by kind, with its name: {kind: [(code, name)]}; on a site of many
    counties those of the one that is looked at and of the user's own, and the whole site for
    those who are over all of it."""
    register, near = book.register, _near(user, seen, book)
    whole = seen.everything if book.realm else seen.sees("county")
    found = {"county": [("", "The whole county")]} if whole else {}
    there = {
        "pct": {pct for m in register.commissioners.values() for pct in m.values()},
        "locality": {loc for m in register.localities.values() for loc in m.values()},
        "group": {group for m in register.groups.values() for group in m.values()},
        "practice": {p for m in register.localities.values() for p in m},
    }
    for kind, ids in there.items():
        if near:
            ids &= frozenset().union(*(getattr(one, kind) for one in near))
        shown = [o for o in book.organisations[kind].values() if o.pk in ids]
        shown = [o for o in shown if seen.sees(kind, o.pk)]
        found[kind] = sorted(((o.code, str(o)) for o in shown), key=lambda pair: pair[::-1])
    return found


def _near(user, seen, book):
    """The realms of which scopes are offered; none is all."""
    if book.realm is None or seen.everything:
        return [one for one in [book.realm] if one]
    own = realms.of(_own(_held(user)), stamp.of_year(book.year), book.year)
    return [book.realm, own] if own else []


def may_open_rows(user, territory):
    """Whether the user may open the rows behind a territory's figures, its unassigned included."""
    reach = access.reach(user, ROWS)
    practices = set().union(*territory.practices.values())
    within = practices <= reach.practices
    return may_open_unassigned(user, territory) and (reach.everything or within)


def may_open_unassigned(user, territory):
    """Whether the user may open the rows that belong to no practice there.

    A share of them by list size has no rows of its own, so there are none to open.
    """
    reach, holder = access.reach(user, ROWS), territory.holder
    if any(territory.shared.values()):
        return False
    mine = holder is not None and holder[0] == "group" and holder[1] in reach.groups
    inside = set().union(*territory.inside.values())
    return reach.everything or mine or inside <= reach.localities
