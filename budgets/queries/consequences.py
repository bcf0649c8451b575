"""What positions read once a file is published, for the review of that file."""

from dataclasses import dataclass

from activity.queries import versions
from activity.queries.consequences import Told
from activity.queries.words import counted, sentence_case
from budgets.queries.book import ORGANISATIONS, read_book, suppose
from budgets.queries.positions import position
from pbc.core import access, money, periods
from pbc.core.values import Scope

MOST = 3  # places, and practices, that are told of at once; the rest a page folds away
NAMES = {"locality": ("locality", "localities"), "practice": ("practice", "practices")}


@dataclass(frozen=True)
class Touched:
    """A scope whose figures a file moves, and the localities or the practice that make it up."""

    scope: Scope
    holds: frozenset[int]


def of_publishing(*, submission, user, today):
    """Sentences on where each scope that a file touches would stand, and where it stands now,
    worked out both ways: Dacorum reads £1.22m over, 3.8%, to month 6. It now reads £1.03m over, to
    month 5. A locality is told of its months, a practice of what a file covers of it alone."""
    of_year = {}
    for key in versions.brings(submission):
        of_year.setdefault(key[0], []).append(key)
    said, rest, folded = [], [], []
    for year, slices in sorted(of_year.items()):
        book = read_book(year=year, known_on=today, of=places(slices))
        then = suppose(book, submission)
        first, others = _scopes(then, slices, user)
        said += [_sentence(book, then, one) for one in first]
        rest += [_sentence(book, then, one) for one in others]
        folded += [one.scope.kind for one in others]
    return Told(said, rest, _heading(folded) if folded else "")


def places(slices):
    """The localities of some slices, as scopes."""
    codes = ORGANISATIONS["locality"].objects.filter(pk__in={key[2] for key in slices})
    return [Scope("locality", code) for code in codes.values_list("code", flat=True)]


def _heading(kinds):
    """Where ten localities and one more practice would stand."""
    parts = []
    for kind, (one, many) in NAMES.items():
        more = "more " if kind == "practice" else ""
        if kind in kinds:
            parts.append(counted(kinds.count(kind), more + one, more + many))
    return f"Where {' and '.join(parts)} would stand"


def _scopes(book, slices, user):
    """The scopes that are told of at once, and those that are folded away: the localities, above
    them their commissioners where they are many, and the practices whose months come alone."""
    localities = _of_reach("locality", {key[2] for key in slices if not key[3]}, user)
    practices = _of_reach("practice", {key[3] for key in slices if key[3]}, user)
    places, told = [_touched("locality", one) for one in localities], []
    if len(places) > MOST:
        told, places = places, _commissioners(book, slices, user)
    alone = [_touched("practice", one) for one in practices]
    return places + alone[:MOST], told + alone[MOST:]


def _of_reach(kind, ids, user):
    """Those of these organisations whose positions somebody sees, by name."""
    reach = access.reach(user, "budgets.view_position")
    within = {"locality": reach.localities, "practice": reach.practices}
    within["pct"] = reach.commissioners
    found = ORGANISATIONS[kind].objects.filter(pk__in=ids).order_by("name")
    return [one for one in found if reach.everything or one.pk in within[kind]]


def _touched(kind, organisation):
    return Touched(Scope(kind, organisation.code), frozenset({organisation.pk}))


def _commissioners(book, slices, user):
    """The commissioners of these months of localities, each with all localities that it has."""
    last = min(max(month for _, month, *_ in slices), periods.MONTHS[-1])
    register = book.register.commissioners[last]
    under = {
        pct: frozenset(loc for loc in register if register[loc] == pct) for pct in register.values()
    }
    ids = {register.get(locality) for _, _, locality, practice in slices if not practice}
    return [Touched(Scope("pct", one.code), under[one.pk]) for one in _of_reach("pct", ids, user)]


def _sentence(book, then, touched):
    month, before = _last_month(then, touched), _last_month(book, touched)
    told = reads(position(then, touched.scope, month))
    if not before:
        return f"{told}. Nothing of it is published now."
    now = reads(position(book, touched.scope, before)).partition(" reads ")[2]
    return f"{told}. It now reads {now}."


def _last_month(book, touched):
    """The last month of which anything of a scope is held; 0 for none."""
    if touched.scope.kind == "practice":
        [practice] = touched.holds
        return max((m for m in periods.MONTHS if book.holds(practice, m)), default=0)
    held = {month for month, place in book.held if place in touched.holds}
    apart = {k[0] for k, one in book.apart.items() if one and k[1] in touched.holds}
    return max(held | apart, default=0)


def reads(stands):
    """Dacorum reads £1.22m over, 3.8%, to month 6."""
    if stands.overspend is None:
        said = f"{money.pounds(stands.actual)} spent, with no budget set"
    else:
        said = money.over_words(stands.overspend)
        share = stands.overspend_percent
        said += f", {money.show_percent(abs(share))}" if share else ""
    part = "" if stands.complete else " on the months received"
    return f"{sentence_case(stands.name)} reads {said}, to month {stands.month}{part}"
