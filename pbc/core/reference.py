"""Reading a reference folder: csv files of organisations, codes and plans, as plain rows."""

import csv
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db import DataError, IntegrityError

from pbc.core import periods

TOO_LONG = "22001"  # how PostgreSQL calls a text that has no room


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
    if isinstance(fault, DataError):
        long = getattr(fault.__cause__, "pgcode", "") == TOO_LONG
        return "a text is too long" if long else "a number is too large"
    if isinstance(fault, IntegrityError):
        broken = fault.__cause__.diag.constraint_name or "two of its lines do not go together"
        return broken.replace("_", " ")
    return str(fault)


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
    if not text.removeprefix("-").isdecimal():
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
