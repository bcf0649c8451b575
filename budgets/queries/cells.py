"""Which lines, or rows of a roll-up, the cells of a position were added up from."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Q

NOTHING = Q(pk__in=())
NOT_GIVEN = "not-given"  # in an address, where an empty word would be left out


def lines_of(cells):
    """Which lines the cells were added up from: by submission, locality, months and practices."""
    practices = defaultdict(set)
    for cell in cells:
        opening = bool(cell.opening_to)
        month = cell.opening_to or cell.month
        practices[cell.submission, cell.locality, opening, month].add(cell.practice)
    months = defaultdict(list)
    for (submission, locality, opening, month), whose in practices.items():
        months[submission, locality, opening, frozenset(whose)].append(month)
    return reduce(or_, (_slice(*key, of) for key, of in months.items()), NOTHING)


def _slice(submission, locality, opening, practices, months):
    known = [practice for practice in practices if practice]
    whose = Q(practice_id__in=known)
    if None in practices:
        whose |= Q(practice_id=None)
    first = Q(first_month=0) if opening else ~Q(first_month=0)
    where = Q(submission_id=submission, locality_id=locality, month__in=months)
    return where & first & whose
