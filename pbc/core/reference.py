"""Reading a reference folder: csv files of organisations, codes and plans, as plain rows."""

import csv
import re
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db import DataError, IntegrityError
from psycopg2 import Error as DatabaseFault

from pbc.core import periods

# What PostgreSQL calls a fault of the data, and what it is in words.
KNOWN = {
    "22001": "a text is too long",
    "22003": "a number is too large",
    "23502": "{column} is missing",
    "23503": "it names something that is not there: {detail}",
    "23505": "it stands twice: {detail}",
}
RULES = ("23514", "23P01")  # checks and exclusions, which are named in sentences


class NotReadable(Exception):
    """Which file of the folder cannot be used, and why."""


class Row(dict):
    """A line of a file: {column: cell}. Asked for a column that is not there it says so."""

    def __init__(self, file, line, cells):
        super().__init__(cells)
        self.file, self.line = file, line

    def __missing__(self, column):
        raise NotReadable(f"there is no column {column}")


@contextmanager
def at(row):
    """Say of which line of which file it is that something in here is wrong, in words."""
    try:
        yield
    except (NotReadable, ValueError, DataError, IntegrityError) as fault:
        raise NotReadable(f"{row.file}, line {row.line}: {in_words(fault)}") from fault


def in_words(fault):
    """What the database refuses, in words: its rules are named in sentences."""
    cause = fault.__cause__
    if not isinstance(cause, DatabaseFault):
        return str(fault)
    told = cause.diag
    if cause.pgcode in KNOWN:
        return KNOWN[cause.pgcode].format(column=told.column_name, detail=told.message_detail)
    if cause.pgcode in RULES and told.constraint_name:
        return told.constraint_name.replace("_", " ")
    return f"the database refuses it: {told.message_primary or fault}"


def one(model, code):
    """The organisation of that code."""
    found = model.objects.filter(code=code).first()
    if found is None:
        raise NotReadable(f"there is no {model._meta.verbose_name} {code}")
    return found


def rows(folder, name):
    """The rows of one csv of the folder as dicts, [] where it is absent. Cells are trimmed."""
    path = Path(folder) / name
    if not path.exists():
        return []
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file)
            return [Row(name, lines.line_num, _trimmed(row)) for row in lines]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise NotReadable(f"{name} is not a csv in UTF-8: {fault}") from fault


def _trimmed(row):
    return {key.strip(): (value or "").strip() for key, value in row.items() if key}


def day(text):
    """A date as the folder has it, YYYY-MM-DD; None where the cell is empty."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotReadable(f"a date is written as 2007-03-13, not “{text}”") from None


def whole(text):
    """A whole number as the folder has it."""
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise NotReadable(f"“{text}” is no whole number")
    return int(text)


def year_columns(row, prefix):
    """The columns of a row that carry a year, `pbc_group_2006_07`: {2006: value}."""
    return {
        periods.parse_year(key[len(prefix) :].replace("_", "/")): value
        for key, value in row.items()
        if key.startswith(prefix)
    }


def date_columns(row, prefix):
    """The filled columns of a row that carry a date, `list_size_2006_04_01`: {date: value}."""
    return {
        day(key[len(prefix) :].replace("_", "-")): value
        for key, value in row.items()
        if key.startswith(prefix) and value
    }
