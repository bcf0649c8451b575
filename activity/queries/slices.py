"""Slices as keys: (year, month, locality, practice or None), and the rows that stand in them.

The month of a locality holds all its rows but those of practices that have slices of their own.
"""

from collections import defaultdict

from django.db.models import Q

from pbc.core.models import Locality, Practice

SLICE = ("year", "month", "locality_id", "practice_id")  # columns of a slice, as in its key


def slice_key(row):
    """A slice as a key: (year, month, locality, practice or None)."""
    return row.year, row.month, row.locality_id, row.practice_id


def place_key(row):
    """The month of a locality in which a slice lies: (year, month, locality)."""
    return row.year, row.month, row.locality_id


def in_order(keys):
    """Keys by year, month and locality; a locality's own before those of its practices."""
    return sorted(keys, key=lambda key: (*key[:3], key[3] or 0))


def lies_in(key, slice_):
    """Whether a slice is, or is a part of, another."""
    return key == slice_ or (slice_[3] is None and key[:3] == slice_[:3])


def whole_first(keys):
    """The slices without those that lie in another of them."""
    keys = set(keys)
    return {key for key in keys if key[3] is None or (*key[:3], None) not in keys}


def key_of(held, year, month, locality, practice):
    """Under which of these slices a row stands: its practice's own, else its locality's."""
    own = year, month, locality, practice
    return own if own in held else (year, month, locality, None)


def rows_q(held):
    """Rows of these submissions in these slices: `held` is {slice: submission id}.

    A practice's slice with None is kept out of its locality's.
    """
    whole, own = defaultdict(set), defaultdict(set)
    for year, month, locality, practice in held:
        if practice is not None:
            own[year, month, locality].add(practice)
    for key, submission in held.items():
        if key[3] is None and submission:
            apart = frozenset(own.get(key[:3], ()))
            whole[submission, key[0], key[1], apart].add(key[2])
    where = Q(pk__in=())
    for (submission, year, month, apart), localities in whole.items():
        rows = Q(submission=submission, year=year, month=month, locality__in=localities)
        where |= rows & ~Q(practice__in=apart) if apart else rows
    for (year, month, locality, practice), submission in held.items():
        if practice is not None and submission:
            rows = Q(submission=submission, year=year, month=month, locality=locality)
            where |= rows & Q(practice=practice)
    return where


def place_names(keys):
    """{(locality, practice or None): name} of the places of some slices."""
    localities = dict(Locality.objects.values_list("pk", "name"))
    wanted = {key[3] for key in keys if key[3] is not None}
    practices = {}
    if wanted:
        practices = dict(Practice.objects.filter(pk__in=wanted).values_list("pk", "name"))
    places = {key[2:] for key in keys}
    return {(loc, who): practices[who] if who else localities[loc] for loc, who in places}
