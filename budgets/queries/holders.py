"""Who holds a budget, and over whose a person may see or set it."""

from dataclasses import dataclass

from budgets.queries.book import ORGANISATIONS
from budgets.queries.territory import NoSuchScope
from pbc.core import access
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
    reach = access.reach(user, to)
    if of.kind == "group" and of.organisation.pk not in reach.groups and not reach.everything:
        members = set(of.organisation.memberships.values_list("practice", flat=True))
        return bool(members) and members <= reach.practices
    within = {
        "practice": reach.practices,
        "group": reach.groups,
        "locality": reach.localities,
        "pct": reach.commissioners,
    }
    return reach.everything or of.organisation.pk in within[of.kind]


def of_entry(entry):
    """The holder of an entry."""
    field, organisation = entry.holder
    return Holder("pct" if field == "commissioner" else field, organisation)
