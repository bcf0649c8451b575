"""Reading a reference folder: csv files of organisations, codes and plans, as plain rows."""

import csv
from datetime import date
from pathlib import Path

from pbc.core import periods


class NotReadable(Exception):
    """Which file of the folder cannot be used, and why."""


def rows(folder, name):
    """The rows of one csv of the folder as dicts, [] where it is absent. Cells are trimmed."""
    path = Path(folder) / name
    if not path.exists():
        return []
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return [
                {key.strip(): (value or "").strip() for key, value in row.items() if key}
                for row in csv.DictReader(file)
            ]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise NotReadable(f"{name} is not a csv in UTF-8: {fault}") from fault


def day(text):
    """A date as the folder has it, YYYY-MM-DD; None where the cell is empty."""
    return date.fromisoformat(text) if text else None


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
        date.fromisoformat(key[len(prefix) :].replace("_", "-")): value
        for key, value in row.items()
        if key.startswith(prefix) and value
    }
