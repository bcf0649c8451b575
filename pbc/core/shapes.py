"""The shape of what somebody may see: all that a statement hangs on, apart from whose it is.

Two GP leads of two groups ask the same statement with other ids. It is put together for somebody
who stands in for everyone of that shape, whose own id and those of whose organisations come
nowhere else, and each of these is replaced by the id of whoever asks. Which ids are the same, and
in what order they come, is a part of the shape; so is how many there are of each kind.
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import connection

from pbc.core.models import Appointment, Commissioner, Group, Person, Practice

# An id that stands for another: of the 64 bits that an id can have, and beside those of a blank.
FIRST, APART = -9_050_000_000_000_000_000, 1_000_000_000_000
STANDS_IN = re.compile(r"-90[45][0-9]{16}|-9\.0[45][0-9]*e\+18")
SCOPES = (("commissioner", Commissioner), ("group", Group), ("practice", Practice))
KINDS = ("person", "practices", "groups", "localities", "commissioners")
REACHES = KINDS[1:]  # as a Reach calls them


class AsksMeanwhile(Exception):
    """What is put together for a stand-in asked the database, which knows of no such person."""


@dataclass(frozen=True)
class Shape:
    """What somebody may see under some permissions: `key` is the same for all whose statement
    differs in ids alone, and `ids` are theirs by what stands for them."""

    key: tuple
    ids: dict
    permissions: tuple

    def person(self):
        """Somebody of that shape."""
        held, rights = self.key
        person = Person(pk=_stand_in("person", 0))
        person._appointments = [_appointment(*one) for one in held]
        person._reach, person._own_groups = {}, {}
        for to, (reach, own) in zip(self.permissions, rights, strict=True):
            person._reach[to], person._own_groups[to] = reach, own
        return person


def _appointment(role, *places):
    over = {
        kind: model(pk=place)
        for (kind, model), place in zip(SCOPES, places, strict=True)
        if place is not None
    }
    return Appointment(role=role, **over)


@lru_cache(500)
def shape(person, permissions, held, rights):
    """The Shape of what somebody may see, by their id and what `access.rights` says of them."""
    stands = {
        (kind, one): _stand_in(kind, number)
        for kind, of in _in_order(held, rights).items()
        for number, one in enumerate(of)
    }
    key = (
        tuple(_of_appointment(one, stands) for one in held),
        tuple((_of_reach(reach, stands), _of("groups", own, stands)) for reach, own in rights),
    )
    ids = {stand_in: one for (_, one), stand_in in stands.items()}
    return Shape(key, ids | {_stand_in("person", 0): person}, permissions)


def _in_order(held, rights):
    """{kind: all ids of it that are in somebody's rights, in their order}."""
    met = {kind: set() for kind in REACHES}
    for _, commissioner, group, practice in held:
        met["commissioners"].add(commissioner)
        met["groups"].add(group)
        met["practices"].add(practice)
    for reach, own in rights:
        met["groups"] |= own
        for kind in REACHES:
            met[kind] |= getattr(reach, kind)
    return {kind: sorted(ids - {None}) for kind, ids in met.items()}


def _stand_in(kind, number):
    return FIRST + KINDS.index(kind) * APART + number


def _of_appointment(held, stands):
    role, commissioner, group, practice = held
    return (
        role,
        stands.get(("commissioners", commissioner)),
        stands.get(("groups", group)),
        stands.get(("practices", practice)),
    )


def _of_reach(reach, stands):
    return replace(reach, **{kind: _of(kind, getattr(reach, kind), stands) for kind in REACHES})


def _of(kind, ids, stands):
    return frozenset(stands[kind, one] for one in ids)


def places(sql, parameters, ids):
    """Where among the parameters of a statement somebody's ids are to be put in.

    Raises TypeError where one of those that stand for them was changed on its way, or stands in
    the words of the statement.
    """
    if STANDS_IN.search(sql):
        raise TypeError("An id of a stand-in is in the words of a statement")
    return tuple(at for at, one in enumerate(parameters) if _holds(one, ids))


def _holds(parameter, ids):
    if not STANDS_IN.search(repr(parameter)):
        return False
    several = parameter if isinstance(parameter, list | tuple) else [parameter]
    for one in several:
        if STANDS_IN.search(repr(one)) and (type(one) is not int or one not in ids):
            raise TypeError(f"An id of a stand-in was changed, or is a part of something: {one!r}")
    return True


def filled(parameters, found, ids):
    """The parameters with somebody's ids in the places that were found."""
    whole = list(parameters)
    for at in found:
        one = whole[at]
        if isinstance(one, list | tuple):
            whole[at] = type(one)(ids.get(each, each) for each in one)
        else:
            whole[at] = ids[one]
    return tuple(whole)


@contextmanager
def asks_nothing():
    """Refuse what is asked of the database meanwhile: a stand-in has no rows there."""

    def refuse(execute, sql, *rest):
        raise AsksMeanwhile(f"A statement is put together by what another finds: {sql}")

    with connection.execute_wrapper(refuse):
        yield
