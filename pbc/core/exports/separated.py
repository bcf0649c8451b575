"""A table as text: headings first, then rows, the total, and after a blank line the facts.

UTF-8 with the mark by which Excel knows it; every text in quotes, every number bare.
"""

import csv
import io
from datetime import date
from decimal import Decimal

from pbc.core.exports.harmless import as_text


def write(tables, facts, file):
    """Write tables one below the other into a binary file."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    out = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for number, table in enumerate(tables):
        if number:
            out.writerow([])
        _write_table(out, table, names_it=len(tables) > 1)
    out.writerow([])
    out.writerows([as_text(fact.name), as_text(fact.value)] for fact in facts)
    text.detach()


def _write_table(out, table, *, names_it):
    if names_it:
        out.writerow([as_text(table.name)])
    out.writerow([as_text(column.name) for column in table.columns])
    out.writerows(map(_values, table.rows))
    out.writerows(map(_values, filter(None, [table.total, *table.beside])))


def _values(row):
    return [_value(value) for value in row]


def _value(value):
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return Decimal(f"{value:f}")  # never 1E+3
    return as_text(value) if isinstance(value, str) else value
