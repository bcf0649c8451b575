"""Which lines, or rows of a roll-up, the cells of a position were added up from."""

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q

NOTHING = Q(pk__in=())
NOT_GIVEN = "not-given"  # in an address, where an empty word would be left out


class Part(NamedTuple):
    """What some readings have for these months, localities and practices; None is for all of them.

    A month is (whether it is an opening figure, the month it stands to).
    """

    months: frozenset[tuple[bool, int]] | None
    localities: frozenset[int] | None
    practices: frozenset[int | None] | None


def lines_of(cells, held):
    """Which lines the cells were added up from.

    `held` is what each reading has, counted or not, {submission: {month: {locality: practices}}}.
    What is wanted whole is asked for without naming its parts, and readings of which the same is
    wanted together: the database is right about how many lines that are, and finds the dearest
    of a county by their index instead of adding all of them to a list.
    """
    wanted = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for cell in cells:
        month = bool(cell.opening_to), cell.opening_to or cell.month
        wanted[cell.submission][month][cell.locality].add(cell.practice)
    alike = defaultdict(set)
    for submission, places in wanted.items():
        for part in _parts(places, held[submission]):
            alike[part].add(submission)
    parts = [_are_of(part, submissions, held) for part, submissions in alike.items()]
    return reduce(or_, parts) if parts else NOTHING


def _parts(wanted, held):
    """What is wanted of one reading: one part where its months are alike, else by month and
    locality."""
    whole = _as_one(wanted, held)
    if whole:
        return {whole}
    months = defaultdict(set)
    for month, places in wanted.items():
        for locality, practices in places.items():
            is_all = practices == held[month][locality]
            months[locality, None if is_all else frozenset(practices)].add(month)
    return {
        Part(frozenset(when), frozenset([locality]), practices)
        for (locality, practices), when in months.items()
    }


def _as_one(wanted, held):
    """The part that has all that is wanted and nothing else, or None where there is none."""
    localities = set().union(*wanted.values())
    practices = set().union(*(who for places in wanted.values() for who in places.values()))
    within = {
        month: {
            locality: there & practices
            for locality, there in held[month].items()
            if locality in localities and there & practices
        }
        for month in wanted
    }
    if within != wanted:
        return None
    inside = [who for month in wanted for place, who in held[month].items() if place in localities]
    everywhere = {place for month in wanted for place in held[month]}
    return Part(
        None if wanted.keys() == held.keys() else frozenset(wanted),
        None if localities == everywhere else frozenset(localities),
        None if practices >= set().union(*inside) else frozenset(practices),
    )


def _are_of(part, submissions, held):
    where = Q(submission_id__in=sorted(submissions))
    if part.months is not None:
        where &= _in_months(part.months)
    if part.localities is not None:
        where &= Q(locality_id__in=sorted(part.localities))
    if part.practices is not None:
        # The month is named for the sake of the index, where it comes before the practice.
        where &= Q(month__in=sorted({month for one in submissions for _, month in held[one]}))
        known = Q(practice_id__in=sorted(part.practices - {None}))
        where &= known | Q(practice_id=None) if None in part.practices else known
    return where


def _in_months(months):
    openings = sorted(month for is_opening, month in months if is_opening)
    own = sorted(month for is_opening, month in months if not is_opening)
    where = Q(month__in=own) & ~Q(first_month=0)
    return where | Q(month__in=openings, first_month=0) if openings else where
