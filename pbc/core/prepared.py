"""What is asked again and again is planned once by each connection of a process.

A small statement of many joins takes the database longer to plan than to answer. A statement that
is kept (pbc.core.statements) is prepared by the connection that asks it for the third time: what
is filled in are its parameters, with the kind that each has in the statement as it is sent
otherwise, and all else stands in its words as it does there. PostgreSQL plans it once, for whatever
is filled in, and anew where a table or its statistics changed: so says a setting of each connection
(pbc.environment.stores), without which it would plan it for nearly each asking.
"""

from collections import OrderedDict
from datetime import date, datetime
from itertools import count

from django.conf import settings
from django.db import connections
from pghistory import runtime
from psycopg2.extensions import AsIs

AFTER, MOST = 3, 150  # askings of one connection until it prepares, and statements that it holds
EXECUTE, NAME = "EXECUTE ", "pbc_"
_numbers = count(1)


class _Held:
    """The statements of one connection: how often each was asked, and the names of those that are
    prepared, up to so many: those that were asked for last."""

    def __init__(self, server):
        self.server, self.asked, self.names = server, OrderedDict(), OrderedDict()

    def is_due(self, statement):
        """Whether it is asked often enough to be prepared."""
        asked = self.asked[statement] = self.asked.pop(statement, 0) + 1
        if len(self.asked) > 10 * MOST:
            self.asked.popitem(last=False)
        return asked >= AFTER or settings.KEPT_ROWS_CHECKED

    def prepare(self, statement):
        """Have the server plan it, and let go of the one that was not asked for longest."""
        name = f"{NAME}{next(_numbers)}"
        with self.server.cursor() as cursor:
            while len(self.names) >= MOST:
                _, oldest = self.names.popitem(last=False)
                cursor.execute(f"DEALLOCATE {oldest}")
            cursor.execute(_words(cursor, name, statement))
            if settings.KEPT_ROWS_CHECKED:
                _check(cursor, name, statement)
        self.names[statement] = name
        return name


class OtherAnswer(Exception):
    """What is prepared finds something else than what is sent as it is, or of another kind."""


def leave_out_of_the_history():
    """What is prepared only reads: nobody has to be named before it, as before what writes."""
    runtime.IGNORED_SQL_PREFIXES = (*runtime.IGNORED_SQL_PREFIXES, EXECUTE.lower())


def name_of(statement, using):
    """The name by which the connection has a statement, prepared now where it is due; or None."""
    if not settings.PBC_PREPARED_STATEMENTS:
        return None
    wrapper = connections[using]
    held = _held(wrapper)
    if statement in held.names:
        held.names.move_to_end(statement)
        return held.names[statement]
    if not held.is_due(statement):
        return None
    with wrapper.wrap_database_errors:
        return held.prepare(statement)


def _held(wrapper):
    """What the connection that a thread has now holds; a new one holds nothing."""
    wrapper.ensure_connection()
    held = getattr(wrapper, "pbc_prepared", None)
    if held is None or held.server is not wrapper.connection:
        held = wrapper.pbc_prepared = _Held(wrapper.connection)
    return held


def _words(cursor, name, statement):
    """PREPARE, with a $1 in each place that is filled in, and the rest as it is sent."""
    given, kinds = list(statement.parameters), []
    for number, place in enumerate(statement.places, start=1):
        kinds.append(_kind(given[place]))
        given[place] = AsIs(f"${number}")
    of = f" ({', '.join(kinds)})" if kinds else ""
    return cursor.mogrify(f"PREPARE {name}{of} AS {statement.sql}", given)


def _kind(stand_in):
    """What PostgreSQL takes a value for as it is sent: of a text what stands beside it."""
    match stand_in:
        case list():
            return "bigint[]"
        case int():
            return "bigint"
        case datetime():
            return "timestamptz"
        case date():
            return "date"
        case str():
            return "unknown"
    raise TypeError(f"Nothing is filled in where {stand_in!r} stands")


def sent(name, parameters):
    """What is sent to have it answered."""
    given = f" ({', '.join(['%s'] * len(parameters))})" if parameters else ""
    return f"{EXECUTE}{name}{given}"


def _check(cursor, name, statement):
    """Refuse what finds other rows by its name, or rows of other kinds, than as it is sent plainly;
    of stand-ins there are none, but of what hangs on none of them."""
    given = [statement.parameters[place] for place in statement.places]
    plain = _found(cursor, statement.sql, statement.parameters)
    by_name = _found(cursor, sent(name, given), given)
    if plain != by_name:
        raise OtherAnswer(f"{statement.sql} finds {plain}, and prepared {by_name}")


def _found(cursor, words, parameters):
    cursor.execute(words, parameters)
    kinds = [(one.name, one.type_code) for one in cursor.description]
    return kinds, sorted(map(repr, cursor.fetchall()))
