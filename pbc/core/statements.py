"""Statements of rows that are kept by what they hang on, for what many a page asks again.

What the ORM takes to put a statement together is most of what a small answer costs. A set of rows
is kept by a key that names all that it hangs on, but the site's settings (`kept_for_anybody`, and
for a person's rows pbc.core.kept_rows); with the setting KEPT_ROWS_CHECKED, as in all tests, it is
put together again each time and has to be the same, so that what a key leaves out shows where it
changes between two looks. It is read by the iterables of the ORM, of whose insides it knows what
OF_COLUMNS names; what several sets make together (`Sql`) as the database gives it. Words and rules
stay those of the models. What is another thing each time (since when, which words) is a blank of
the statement and no part of the key (`pbc.core.blanks`).
"""

import inspect
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from threading import Lock
from typing import Any, ClassVar
from weakref import WeakValueDictionary

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections, router
from django.db.models import Model
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable

from pbc.core import blanks, prepared, shapes

MOST = 2000  # statements that a process keeps of rows of persons, at 4 to 20 kB each
READ = (ModelIterable, ValuesListIterable, FlatValuesListIterable)
OF_COLUMNS = ("select", "klass_info", "annotation_col_map", "col_count", "has_extra_select")


class OtherStatement(Exception):
    """A statement that was kept is not the one that would be put together now."""


@dataclass(frozen=True, eq=False)
class Sql:
    """A statement of several sets: its words, None where it can find nothing, and what is asked.
    A function can give it in place of a set; its rows are tuples."""

    sql: str | None
    parameters: tuple

    def rows(self):
        """What it finds now."""
        return _tuples(self) if self.sql is not None else []

    def sent(self, _):
        """What is sent to a server."""
        return self.sql, self.parameters


def _tuples(asked):
    with connection.cursor() as cursor:
        cursor.execute(*asked.sent(connection.alias))
        return cursor.fetchall()


@dataclass(frozen=True, eq=False)
class _Columns:
    """The words of a statement, None where it can find nothing, what reads its rows, and what the
    ORM knows of its columns: the same for whoever asks it."""

    sql: str | None
    iterable: Callable
    model: type | None = None
    compiler: Callable | None = None
    of_compiler: dict = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class _Statement:
    """A statement as it is sent; read as the ORM reads a set."""

    parameters: tuple
    columns: _Columns
    blanks: tuple = ()
    of_a_person: tuple = ()  # places of ids that are of whoever asks
    query = property(lambda self: self)
    sql = property(lambda self: self.columns.sql)
    model = property(lambda self: self.columns.model)
    db = property(lambda self: router.db_for_read(self.model))
    kept: "_Statement | None" = None  # what it was filled from
    _known_related_objects: ClassVar[dict[Any, Any]] = {}  # as the ORM calls it

    @cached_property
    def places(self):
        """Where among its parameters something is filled in."""
        return tuple(sorted({*(one.at for one in self.blanks), *self.of_a_person}))

    def rows(self):
        """What it finds now."""
        if self.sql is None:
            return []
        return list(self.columns.iterable(self))

    def filled(self, asked):
        """The same with what is asked in its blanks, and with the ids of who asks."""
        parameters = self.parameters
        if self.blanks:
            parameters = blanks.filled(parameters, self.blanks, asked.stand_ins, asked.values)
        if self.of_a_person:
            parameters = shapes.filled(parameters, self.of_a_person, asked.shape.ids)
        return _Statement(parameters, self.columns, kept=self)

    def sent(self, using):
        """What is sent to a server: its words, or where that has them the name of them."""
        name = self.kept and prepared.name_of(self.kept, using)
        if not name:
            return self.sql, self.parameters
        given = tuple(self.parameters[place] for place in self.kept.places)
        return prepared.sent(name, given), given

    def get_compiler(self, using):
        """What runs it, as the iterables of the ORM ask for."""
        compiler = self.columns.compiler(self, connections[using], using)
        vars(compiler).update(self.columns.of_compiler)
        compiler.as_sql = lambda: self.sent(using)
        return compiler


@dataclass(frozen=True, eq=False)
class Asked:
    """A function that gives a set of rows, and with what: as the key says it, and in its blanks.

    `blank` are the places of the blanks among the arguments. With a `shape` the first of these is
    a person, and the statement is that of all of whom it is the shape.
    """

    function: Callable
    given: tuple
    blank: tuple = ()
    shape: shapes.Shape | None = None

    @property
    def values(self):
        """What is to be filled in."""
        return tuple(self.given[place] for place in self.blank)

    @property
    def stand_ins(self):
        """What stands for it in the statement that is kept."""
        return tuple(blanks.stand_in(place, self.given[place]) for place in self.blank)

    @property
    def key(self):
        """What was given, and of what is filled in only its kind."""
        if not self.blank:
            return self.given
        return tuple(
            blanks.kind(one) if place in self.blank else one for place, one in enumerate(self.given)
        )

    def kept(self):
        """The statement with stand-ins in its blanks, and for whoever asks."""
        given = list(self.given)
        for place, one in zip(self.blank, self.stand_ins, strict=True):
            given[place] = one
        if self.shape is None:
            return _statement(self.function, self.function(*given), self.stand_ins)
        given[0] = self.shape.person()
        with shapes.asks_nothing():
            found = self.function(*given)
        return _statement(self.function, found, self.stand_ins, self.shape.ids)

    def now(self):
        """The statement as it is put together with what is asked, and nothing kept."""
        found = self.function(*map(blanks.plain, self.given))
        return _statement(self.function, found)


def places(function, blank):
    """The places among its arguments of those that have these names."""
    names = [*inspect.signature(function).parameters]
    return tuple(names.index(name) for name in blank)


def _statement(function, found, stand_ins=(), ids=()):
    """The statement of what a function gives, with columns that all statements of the same words
    share; `ids` are those of somebody who stands in for others."""
    if isinstance(found, Sql):
        made, parameters = _Columns(found.sql, _tuples), found.parameters
    else:
        made, parameters = _compiled(found)
    known = (function, made.sql, made.model, made.iterable)
    columns = _columns.setdefault(known, made)
    if made.sql is None:
        return _Statement(tuple(parameters), columns)
    holes = blanks.blanks(made.sql, parameters, stand_ins)
    return _Statement(tuple(parameters), columns, holes, shapes.places(made.sql, parameters, ids))


def _compiled(found):
    """The columns of a set of rows, and its parameters."""
    if found._iterable_class not in READ:
        raise TypeError("Rows, or plain values of them, can be kept")
    if found._known_related_objects or found._prefetch_related_lookups or found._db:
        raise TypeError("Rows of others that were read, or of one server alone, cannot be kept")
    compiler = found.query.get_compiler(using=found.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        sql, parameters, of_compiler = None, (), {}
    else:
        of_compiler = {name: getattr(compiler, name) for name in OF_COLUMNS}
    how = (found._iterable_class, found.model, type(compiler), of_compiler)
    return _Columns(sql, *how), parameters


def _check(kept, now):
    """Refuse what is not put together as it was; ids of a set come in any order."""
    same = kept.columns is now.columns and _sorted(kept.parameters) == _sorted(now.parameters)
    if not same:
        raise OtherStatement(f"kept: {kept.sql} {kept.parameters}, now: {now.sql} {now.parameters}")


def _sorted(parameters):
    return sorted(repr(sorted(one) if isinstance(one, list) else one) for one in parameters)


class _Statements:
    """Statements by their key, up to so many of them: those that were asked for last."""

    def __init__(self, most):
        self.most, self.lock = most, Lock()
        self.held = OrderedDict()

    def rows(self, key, asked):
        """The rows of a set that hangs on the key alone, whose statement is put together once for
        it; the key begins with the function that does."""
        if any(isinstance(one, Model) for one in key):
            raise TypeError("A row in a key would be as it was when it came into it: give its id")
        found = self._kept(key, asked).filled(asked)
        if settings.KEPT_ROWS_CHECKED:
            _check(found, asked.now())
        return found.rows()

    def _kept(self, key, asked):
        with self.lock:
            found = self.held.get(key)
            if found:
                self.held.move_to_end(key)
                return found
        made = asked.kept()
        with self.lock:
            self.held[key] = made
            if len(self.held) > self.most:
                self.held.popitem(last=False)
        return made

    def forget(self):
        """Have each put together anew."""
        with self.lock:
            self.held.clear()


_columns: WeakValueDictionary[tuple, _Columns] = WeakValueDictionary()
# Pages of rows ask by ids that hardly come again: they do not push out what desks ask each day.
OF_PERSONS, OF_ANYBODY = _Statements(MOST), _Statements(MOST // 4)


def forget(**_):
    """Have every statement of rows put together anew, as where a setting is another one."""
    OF_PERSONS.forget()
    OF_ANYBODY.forget()


def kept_for_anybody(function=None, *, blank=()):
    """Have a function of what can be a key answer with the list of the rows of the set that it
    gives, whose statement is put together once for each key. It hangs on nothing besides.

    `blank` are the names of arguments that only stand among what is asked: moments, days, texts,
    ids in a tuple, or `blanks.Words`, which the function gets as a text. The
    statement has to be the same whatever they are.
    """
    return _kept_in(OF_ANYBODY, function, blank)


def kept_for_a_person(function=None, *, blank=()):
    """The same of a function whose first argument is a person's id, which is a blank as well."""
    if function is None:
        return lambda function: kept_for_a_person(function, blank=blank)
    whose, *_ = inspect.signature(function).parameters
    read = _kept_in(OF_PERSONS, function, (whose, *blank))
    return wraps(function)(lambda person, *given: read(blanks.Id(person), *given))


def _kept_in(statements, function, blank):
    if function is None:
        return lambda function: _kept_in(statements, function, blank)
    of_blanks = places(function, blank)

    @wraps(function)
    def read(*given):
        asked = Asked(function, given, of_blanks)
        return statements.rows((function, *asked.key), asked)

    return read
