"""What the figures of a scope can depend on, where one database holds many counties.

Organisations that have, or ever had, to do with one another are of one realm: a practice and its
localities and groups, a locality and its commissioners. The rows of the register count whatever
day they are of and known on, so that each locality that a reading ever resolved a practice to is of
its realm: no cell, entry, share or target of another realm is in the position of a scope. Only that
of the whole site is of all.
"""

from dataclasses import dataclass

from budgets.queries import stamp
from budgets.queries.recent import Recent
from pbc.core.models import (
    Commissioner,
    Group,
    GroupMembership,
    Locality,
    LocalityCommissioner,
    Practice,
    PracticeLocality,
)

TOGETHER = 1000  # so many practices are read at once: what one reader needed serves the others
KINDS = {"pct": Commissioner, "locality": Locality, "group": Group, "practice": Practice}
TIES = (
    (PracticeLocality, ("practice", "locality")),
    (GroupMembership, ("practice", "group")),
    (LocalityCommissioner, ("locality", "pct")),
)
FIELDS = {"pct": "commissioner"}
kept = Recent(2)


@dataclass(frozen=True)
class Realm:
    """The organisations of one realm, or of several together, by id."""

    pct: frozenset = frozenset()
    locality: frozenset = frozenset()
    group: frozenset = frozenset()
    practice: frozenset = frozenset()


def of(scopes, now):
    """The realm of these scopes together, as the register stands by the stamp `now`.

    None is everything: on a site of few practices, for the whole of it, and for a scope that is
    not known.
    """
    if stamp.practices(now) <= TOGETHER or not scopes:
        return None
    realms = kept.get(stamp.of_the_register(now))
    if realms is None:
        realms = _read()
        kept.put(stamp.of_the_register(now), realms)
    found = {realms.get((one.kind, one.code)) for one in scopes}
    if None in found:
        return None
    if len(found) == 1:
        return found.pop()
    return Realm(*(frozenset().union(*(getattr(one, k) for one in found)) for k in KINDS))


def _read():
    """{(kind, code): its realm} of every organisation."""
    root = {}

    def find(one):
        while (above := root.setdefault(one, one)) != one:
            root[one] = one = root[above]
        return one

    for model, names in TIES:
        fields = [FIELDS.get(name, name) for name in names]
        for pair in model.objects.exclude(**{fields[1]: None}).values_list(*fields):
            first, second = map(find, zip(names, pair, strict=True))
            root[first] = second
    members, codes = {}, {}
    for kind, model in KINDS.items():
        for pk, code in model.objects.values_list("pk", "code"):
            codes[kind, code] = top = find((kind, pk))
            members.setdefault(top, {k: set() for k in KINDS})[kind].add(pk)
    realms = {
        top: Realm(**{kind: frozenset(ids) for kind, ids in there.items()})
        for top, there in members.items()
    }
    return {one: realms[top] for one, top in codes.items()}
