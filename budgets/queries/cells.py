"""Which lines, or rows of a roll-up, the cells of a position were added up from."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Q

NOTHING = Q(pk__in=())
NOT_GIVEN = "not-given"  # in an address, where an empty word would be left out


def lines_of(cells):
    """Which lines the cells were added up from: by submission and months, and in these by locality
    and practices, so that the database looks at the localities of its own submission alone."""
    found = defaultdict(lambda: defaultdict(set))
    for cell in cells:
        month = cell.opening_to or cell.month
        whose = found[cell.submission, bool(cell.opening_to), month]
        whose[cell.locality].add(cell.practice)
    months = defaultdict(list)
    for (submission, opening, month), whose in found.items():
        places = frozenset((place, frozenset(practices)) for place, practices in whose.items())
        months[submission, opening, places].append(month)
    return reduce(or_, (_slice(*key, of) for key, of in months.items()), NOTHING)


def _slice(submission, opening, places, months):
    first = Q(first_month=0) if opening else ~Q(first_month=0)
    where = Q(submission_id=submission, month__in=months) & first
    return where & reduce(or_, (_in(*place) for place in places))


def _in(locality, practices):
    known = [practice for practice in practices if practice]
    whose = Q(practice_id__in=known)
    if None in practices:
        whose |= Q(practice_id=None)
    return Q(locality_id=locality) & whose
