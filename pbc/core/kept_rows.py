"""Rows of one person whose statement is put together once, for what a page asks on every visit."""

from functools import wraps

from pbc.core import access, clock, shapes, statements


def kept_rows(*permissions, blank=()):
    """Have a function of a user, and of what else can be a key, answer with the list of the rows
    of the set that it gives.

        @kept_rows(VIEW)
        def _soon(user, today):
            return Meeting.objects.visible_to(user).to_come(today)

    The statement is kept for all who may see as much as the person does (`shapes.Shape`): by the
    roles of their appointments, over how many organisations the named permissions reach, the day,
    and what else was asked, but what `blank` names (`statements.kept_for_anybody`). Their ids are
    filled in as it is sent. A function does not compare what else was asked with what the person
    reaches: whoever calls it does, and says what came of it.
    """

    def wrap(function):
        of_blanks = statements.places(function, blank)

        @wraps(function)
        def read(user, *given):
            whose = _shape(user, permissions)
            asked = statements.Asked(function, (user, *given), of_blanks, whose)
            key = function, whose.key, clock.today(), *asked.key[1:]
            return statements.OF_PERSONS.rows(key, asked)

        return read

    return wrap


def _shape(user, permissions):
    """The Shape of what a user may see under these permissions, worked out once a request."""
    if not hasattr(user, "_shapes"):
        user._shapes = {}
    if permissions not in user._shapes:
        rights = access.rights(user, permissions)
        user._shapes[permissions] = shapes.shape(user.pk, permissions, *rights)
    return user._shapes[permissions]
