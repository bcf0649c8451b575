"""Rows of one person whose statement is put together once, for what a page asks on every visit."""

from functools import wraps

from pbc.core import access, clock, statements


def kept_rows(*permissions, blank=()):
    """Have a function of a user, and of what else can be a key, answer with the list of the rows
    of the set that it gives.

        @kept_rows(VIEW)
        def _soon(user, today):
            return Meeting.objects.visible_to(user).to_come(today)

    The statement is kept for as long as the person may see the same: by the person, their
    appointments, where the named permissions reach and the groups of own practices, the day, and
    what else was asked; but what `blank` names (`statements.kept_for_anybody`).
    """

    def wrap(function):
        of_blanks = statements.places(function, blank)

        @wraps(function)
        def read(user, *given):
            asked = statements.Asked(function, (user, *given), of_blanks)
            who = user.pk, access.rights(user, permissions), clock.today()
            return statements.OF_PERSONS.rows((function, *who, *asked.key[1:]), asked)

        return read

    return wrap
