"""What the figures of a scope can depend on, where one database holds many counties.

Organisations that have, or ever had, to do with one another are of one realm: a practice and its
localities and groups, a locality and its commissioners. The rows of the register count whatever
day they are of and known on, so that each locality that a reading ever resolved a practice to is of
its realm: no cell, entry, share or target of another realm is in the position of a scope. Only that
of the whole site is of all.
"""

from dataclasses import dataclass

from django.db.models import Q

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

    @property
    def holds_row(self):
        """Of rows that name a locality and a practice, those that are of this realm by either."""
        return Q(locality__in=self.locality) | Q(practice__in=self.practice)


NOBODY = Realm()


@dataclass(frozen=True)
class Realms:
    """The realm of every organisation, {(kind, code): its realm}, and all localities that have a
    practice or a commissioner: figures of the whole site are of them. `are_many` says that no
    realm has them all."""

    of: dict
    localities: frozenset
    are_many: bool


def of(scopes, now, year):
    """The realm of these scopes together, as the register stands by the stamp `now` of a year.

    None is everything: on a site of few practices, for the whole of it, and for scopes that all
    the site's figures have to do with. A scope that nobody knows is of a realm without anything:
    no figure is read to say that there is none.
    """
    if (
        stamp.practices(now) <= TOGETHER
        or not scopes
        or any(one.kind not in KINDS for one in scopes)
    ):
        return None
    realms = _realms(now, year)
    found = {realms.of.get((one.kind, one.code), NOBODY) for one in scopes}
    if len(found) == 1:
        [together] = found
    else:
        together = Realm(*(frozenset().union(*(getattr(one, k) for one in found)) for k in KINDS))
    return None if together.locality >= realms.localities else together


def are_many(book):
    """Whether the site of a book is read one realm at a time: no file is of all that it holds."""
    if len(book.organisations["practice"]) <= TOGETHER:
        return False
    return _realms(stamp.of_year(book.year), book.year).are_many


def _realms(now, year):
    key = stamp.of_the_register(now)
    realms = kept.get(key)
    if realms is None:
        realms = _read()
        if stamp.of_the_register(stamp.of_year(year)) == key:  # nobody moved meanwhile
            kept.put(key, realms)
    return realms


def _read():
    """Every organisation with those that it has, or ever had, to do with."""
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
    tied = (one for one in realms.values() if one.pct or one.practice)
    localities = frozenset().union(*(one.locality for one in tied))
    many = not any(one.locality >= localities for one in realms.values())
    return Realms({one: realms[top] for one, top in codes.items()}, localities, many)
