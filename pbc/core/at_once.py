"""Statements that are put together once and kept, for what every desk asks.

What the ORM takes to put a statement together is most of what a small answer costs. What is kept
here is for anybody: it holds no person, and a day or a year only where whoever keeps it keeps one
for each. Words and rules stay those of the models. Rows, and what hangs on a person, are kept by
pbc.core.statements.
"""

from dataclasses import dataclass

from django.db import connection

from pbc.core.models import Person


@dataclass(frozen=True)
class Kept:
    """A statement as it is sent. Its columns are of types that need no converting by a field."""

    sql: str
    parameters: tuple


def kept(values):
    """The statement of a set of values."""
    return Kept(*values.query.sql_with_params())


def rows(statement):
    """What it answers now, as tuples."""
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.parameters)
        return cursor.fetchall()


@dataclass(frozen=True)
class Answers:
    """Several small questions in one statement, and what each is called."""

    names: tuple
    statement: Kept

    def now(self):
        """{name: answer}."""
        return dict(zip(self.names, *rows(self.statement), strict=True))


def answers(asked):
    """One statement for these expressions, {name: expression}, of which none is of a row."""
    columns = {f"answer_{number}": one for number, one in enumerate(asked.values())}
    one = Person.objects.order_by().values_list(*columns.values())[:1]  # any: whoever asks is one
    return Answers(tuple(asked), kept(one))
