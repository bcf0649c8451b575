"""Who holds a budget, and over whose a person may see or set it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from budgets.queries.book import ORGANISATIONS
from budgets.queries.territory import NoSuchScope
from pbc.core import access
from pbc.core.models import GroupMembership
from pbc.core.values import Scope

FIELDS = {"pct": "commissioner"}
SEES, SETS = "budgets.view_practice", "budgets.set_plan"


@dataclass(frozen=True)
class Holder:
    """Somebody with a budget of their own; `field` is what a BudgetEntry calls the kind."""

    kind: str
    organisation: object

    @property
    def field(self):
        """practice, group, locality or commissioner."""
        return FIELDS.get(self.kind, self.kind)

    @property
    def scope(self):
        """The scope whose position is theirs."""
        return Scope(self.kind, self.organisation.code)

    @property
    def of_an_entry(self):
        """The holder as an entry has it: {"practice": Fernville}."""
        return {self.field: self.organisation}

    @property
    def name(self):
        """What pages call it."""
        return self.organisation.name or self.organisation.code


def holder(user, kind, code, to=SEES):
    """The holder of that kind and code; raises NoSuchScope, as for an absent one, where the user
    does not have the permission over it."""
    if kind not in ORGANISATIONS:
        raise NoSuchScope(f"There is no {kind}")
    found = ORGANISATIONS[kind].objects.filter(code=code).first()
    if found is None or not is_within(user, Holder(kind, found), to):
        raise NoSuchScope(f"There is no {kind} {code}")
    return Holder(kind, found)


def is_within(user, of, to):
    """Whether the user has this permission over a holder; a group is also within whoever has it
    over every practice that was ever in it."""
    reach, one = access.reach(user, to), of.organisation
    if reach.everything or one.pk in _own(reach, of.kind):
        return True
    return of.kind == "group" and within(user, of.kind, to).filter(pk=one.pk).exists()


def within(user, kind, to):
    """The organisations of a kind over which the user has this permission as holders."""
    found, reach = ORGANISATIONS[kind].objects.all(), access.reach(user, to)
    if reach.everything:
        return found
    its_own = Q(pk__in=_own(reach, kind))
    if kind != "group":
        return found.filter(its_own)
    members = GroupMembership.objects.filter(group=OuterRef("pk"))
    ours = members.filter(practice__in=reach.practices)
    others = members.exclude(practice__in=reach.practices)
    return found.filter(its_own | Exists(ours) & ~Exists(others))


def _own(reach, kind):
    return {
        "practice": reach.practices,
        "group": reach.groups,
        "locality": reach.localities,
        "pct": reach.commissioners,
    }[kind]


def of_entry(entry):
    """The holder of an entry."""
    field, organisation = entry.holder
    return Holder("pct" if field == "commissioner" else field, organisation)
