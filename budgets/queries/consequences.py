"""What positions read once a file is published, for the review of that file."""

from activity.queries.slices import slice_key
from activity.queries.words import sentence_case
from budgets.queries.book import read_book, suppose
from budgets.queries.positions import position
from pbc.core import access, money
from pbc.core.models import Commissioner, Locality, Practice
from pbc.core.values import Scope

MOST = 3  # localities named one by one; above that their commissioners are


def of_publishing(*, submission, user, today):
    """Sentences on where each locality would stand, and where it stands now, worked out both
    ways: Dacorum reads £1.22m over, 3.8%, to month 6. It now reads £1.03m over, to month 5.
    Of practices' months alone it is the practices that are told."""
    slices = {}
    for covered in submission.covered.all():
        slices.setdefault(covered.year, []).append(slice_key(covered))
    said = []
    for year, keys in sorted(slices.items()):
        book = read_book(year=year, known_on=today)
        then = suppose(book, submission)
        for scope, places in _scopes(then, keys, user):
            said.append(_sentence(book, then, scope, places))
    return said


def _scopes(book, slices, user):
    """The scopes that are told, each with its localities: the practices of a file that covers
    theirs alone, else the localities, or where they are many their commissioners."""
    reach = access.reach(user, "budgets.view_position")
    practices, places = {key[3] for key in slices if key[3]}, {key[2] for key in slices}
    if practices:
        some = Practice.objects.filter(pk__in=practices).order_by("name")
        within = [one for one in some if reach.everything or one.pk in reach.practices]
        return [(Scope("practice", one.code), places) for one in within[:MOST]]
    if len(places) <= MOST:
        some = Locality.objects.filter(pk__in=places).order_by("name")
        within = [one for one in some if reach.everything or one.pk in reach.localities]
        return [(Scope("locality", one.code), {one.pk}) for one in within]
    register = book.register.commissioners[max(month for _, month, *_ in slices)]
    under = {pct: {loc for loc in register if register[loc] == pct} for pct in register.values()}
    some = Commissioner.objects.filter(pk__in={register.get(place) for place in places})
    within = [o for o in some.order_by("name") if reach.everything or o.pk in reach.commissioners]
    return [(Scope("pct", one.code), under[one.pk]) for one in within]


def _sentence(book, then, scope, places):
    month, before = _last_month(then, places), _last_month(book, places)
    reads = _reads(position(then, scope, month))
    if not before:
        return f"{reads}. Nothing of it is published now."
    now = _reads(position(book, scope, before)).partition(" reads ")[2]
    return f"{reads}. It now reads {now}."


def _last_month(book, places):
    """The last month of which anything is held in one of these localities; 0 for none."""
    held = {month for month, place in book.held if place in places}
    apart = {key[0] for key, submission in book.apart.items() if submission and key[1] in places}
    return max(held | apart, default=0)


def _reads(stands):
    """Dacorum reads £1.22m over, 3.8%, to month 6."""
    if stands.overspend is None:
        said = f"{money.pounds(stands.actual)} spent, with no budget set"
    else:
        said = money.over_words(stands.overspend)
        share = stands.overspend_percent
        said += f", {money.show_percent(abs(share))}" if share else ""
    part = "" if stands.complete else " on the months received"
    return f"{sentence_case(stands.name)} reads {said}, to month {stands.month}{part}"
