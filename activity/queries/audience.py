"""Whose figures a publication moves: the people who are told of it."""

from collections import defaultdict

from django.db.models import Q

from pbc.core import access
from pbc.core import queries as ground
from pbc.core.models import Appointment

SEES_ROWS = "activity.view_line"
TOLD = [role for role, gives in access.PERMISSIONS.items() if SEES_ROWS in gives]


def of(slices, *, on, but=None, left=()):
    """Ids of the people appointed, on that day, over a PCT, group or practice of these slices,
    as somebody who may see its figures.

    `slices` are keys; a practice's month alone is told to those over that practice, and
    those of practices' months that are `left` alone are not. The person who did it is not among
    them.
    """
    pcts, groups, practices, apart = set(), set(), set(), defaultdict(set)
    for *place, practice in left:
        apart[tuple(place)].add(practice)
    for year in {year for year, *_ in slices}:
        register = ground.register(year=year, known_on=on)
        for _, month, locality, practice in (s for s in slices if s[0] == year):
            there = {practice} if practice else register.practices_of(locality, month)
            there -= apart[year, month, locality]
            practices |= there
            groups |= {register.groups[month].get(practice) for practice in there}
            pcts.add(register.commissioners[month].get(locality))
    over = Q(commissioner__in=pcts - {None}) | Q(group__in=groups - {None})
    held = Appointment.objects.in_force(on).filter(over | Q(practice__in=practices), role__in=TOLD)
    people = set(held.filter(person__is_active=True).values_list("person", flat=True))
    return sorted(people - {but.pk if but else None})
