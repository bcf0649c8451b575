"""What positions read once a file is published, for the review of that file."""

from activity.queries.words import sentence_case
from budgets.queries.book import read_book, suppose
from budgets.queries.positions import position
from pbc.core import access, money
from pbc.core.models import Commissioner, Locality
from pbc.core.values import Scope

MOST = 3  # localities named one by one; above that their commissioners are


def of_publishing(*, submission, user, today):
    """Sentences on where each locality would stand, and where it stands now, worked out both
    ways: Dacorum reads £1.22m over, 3.8%, to month 6. It now reads £1.03m over, to month 5."""
    months = {}
    for covered in submission.covered.all():
        months.setdefault(covered.year, {}).setdefault(covered.locality_id, []).append(
            covered.month
        )
    said = []
    for year, localities in sorted(months.items()):
        book = read_book(year=year, known_on=today)
        then = suppose(book, submission)
        for scope, places in _scopes(then, localities, user):
            said.append(_sentence(book, then, scope, places))
    return said


def _scopes(book, months, user):
    """The scopes that are told, each with the localities of the file that lie in it."""
    reach = access.reach(user, "budgets.view_position")
    if len(months) <= MOST:
        for place in Locality.objects.filter(pk__in=months).order_by("name"):
            if reach.everything or place.pk in reach.localities:
                yield Scope("locality", place.code), {place.pk}
        return
    register = book.register.commissioners[max(map(max, months.values()))]
    for pct in Commissioner.objects.filter(pk__in=set(register.values())).order_by("name"):
        places = {place for place, holder in register.items() if holder == pct.pk}
        if places & set(months) and (reach.everything or pct.pk in reach.commissioners):
            yield Scope("pct", pct.code), places


def _sentence(book, then, scope, places):
    month, before = _last_month(then, places), _last_month(book, places)
    reads = _reads(position(then, scope, month))
    if not before:
        return f"{reads}. Nothing of it is published now."
    now = _reads(position(book, scope, before)).partition(" reads ")[2]
    return f"{reads}. It now reads {now}."


def _last_month(book, places):
    """The last month of which anything is held in one of these localities; 0 for none."""
    return max((month for month, place in book.held if place in places), default=0)


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
