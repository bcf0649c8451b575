"""Which practices, localities and unassigned money belong to a scope, month by month."""

from dataclasses import dataclass, field

from django.conf import settings

from budgets.queries.book import ORGANISATIONS
from pbc.core.values import Scope


class NoSuchScope(Exception):
    """No organisation of that kind has that code."""


@dataclass(frozen=True)
class Territory:
    """A scope resolved: its organisation, and what is its own in each month.

    `practices[month]` are practices, `localities[month]` the localities they lie in,
    `inside[month]` the localities whose unassigned it carries, `beside[month]` those whose
    unassigned is shown beside, `shared[month]` those of which its members have a share by list
    size. `holder` holds entries of its own, as ("locality", id).
    """

    scope: Scope
    name: str
    holder: tuple[str, int] | None
    practices: dict[int, set[int]] = field(default_factory=dict)
    localities: dict[int, set[int]] = field(default_factory=dict)
    inside: dict[int, set[int]] = field(default_factory=dict)
    beside: dict[int, set[int]] = field(default_factory=dict)
    shared: dict[int, set[int]] = field(default_factory=dict)

    @property
    def places(self):
        """Every locality that it touches in some month."""
        return set().union(*self.localities.values())


def find(scope, book=None):
    """The organisation of a scope, out of the book where there is one; a county has none."""
    if scope.kind == "county":
        return None
    if book is not None:
        found = book.organisation(scope)
    else:
        found = ORGANISATIONS[scope.kind].objects.filter(code=scope.code).first()
    if found is None:
        raise NoSuchScope(f"There is no {scope.kind} {scope.code}")
    return found


def as_registered(scope):
    """A scope with the code of its organisation as the register writes it, not as it was typed."""
    if scope.kind == "county":
        return scope
    like = ORGANISATIONS[scope.kind].objects.filter(code__iexact=scope.code)
    code = like.order_by("code").values_list("code", flat=True).first()
    return Scope(scope.kind, code) if code else scope


def territory(book, scope, month):
    """Resolve a scope for the months 1 to `month` of the book's year."""
    organisation = find(scope, book)
    whole = {
        "county": lambda _: _of_localities(book, None, month),
        "pct": lambda pct: _of_localities(book, book.register.localities_of(pct.pk, month), month),
        "locality": lambda locality: _of_localities(book, {locality.pk}, month),
        "group": lambda group: _of_group(book, group, month),
        "practice": lambda practice: _of_practice(book, practice, month),
    }[scope.kind](organisation)
    kind = "commissioner" if scope.kind == "pct" else scope.kind
    holder = (kind, organisation.pk) if organisation else None
    name = (organisation.name or scope.code) if organisation else "County"
    return Territory(scope, name, holder, *whole)


def _practices_by_month(book, belongs, month):
    """{month: practices} of those that belong in it, closed ones in their last place."""
    ours = book.realm and book.realm.practice
    there = {m: book.places[m].keys() & ours if ours else book.places[m] for m in book.places}
    return {m: {p for p in there[m] if belongs(p, m)} for m in range(1, month + 1)}


def _of_localities(book, localities, month):
    if localities is None:
        register = book.register  # a locality without a practice yet is missing, not left out
        localities = {loc for m in range(1, 13) for loc in register.localities[m].values()}
        localities |= {loc for m in range(1, 13) for loc in register.commissioners[m]}
    practices = _practices_by_month(book, lambda p, m: book.place(p, m) in localities, month)
    same = {m: set(localities) for m in practices}
    return practices, same, same, {m: set() for m in practices}


def _of_group(book, group, month):
    """A group's practices by month. Unassigned: by the rule `sole` it carries that of a locality
    all of whose practices are its members in that month; by `list-size` its members have their
    share of each; by `none` it stands beside."""
    practices = _practices_by_month(book, lambda p, m: book.group(p, m) == group.pk, month)
    places = {m: {book.place(p, m) for p in ps} for m, ps in practices.items()}
    shared = {m: _shared(book, there, m) for m, there in places.items()}
    inside = {
        m: {loc for loc in there if _has_all(book, group, loc, m)} for m, there in places.items()
    }
    beside = {m: places[m] - inside[m] - shared[m] for m in places}
    return practices, places, inside, beside, shared


def _has_all(book, group, locality, month):
    if settings.PBC_UNASSIGNED_TO_GROUPS != "sole":
        return False
    members = {p for p, g in book.register.groups[month].items() if g == group.pk}
    there = book.register.practices_of(locality, month)
    return bool(there) and there <= members


def _shared(book, localities, month):
    """The localities whose unassigned is shared by list size: those with any list size known."""
    if settings.PBC_UNASSIGNED_TO_GROUPS != "list-size":
        return set()
    sizes = book.list_sizes[month]
    return {
        loc
        for loc in localities
        if any(sizes.get(p) for p in book.register.practices_of(loc, month))
    }


def _of_practice(book, practice, month):
    span = range(1, month + 1)
    there = {m: book.register.localities[m].get(practice.pk) for m in span}
    places = {m: {loc} if loc else set() for m, loc in there.items()}
    nothing = {m: set() for m in span}
    return {m: {practice.pk} for m in span}, places, nothing, nothing
