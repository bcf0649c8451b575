"""Separated text (csv and its kin): what it is written in, what separates it, its records.

A record is what a spreadsheet program would show as a row, so a text of several lines in
quotation marks counts once, and a blank line counts.
"""

import csv
import io
from collections import Counter
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from activity.ingest import headings, limits
from activity.ingest.refused import Refused

SEPARATORS = ",;|\t"
TOO_WIDE = "Open it, see which line is not of it, remove that, and send it in again"
NOT_TOLD_APART = (
    "The lines of this file cannot be told apart. Ask the sender to export it again as csv"
)
SAMPLE = 200  # records looked at to find the separator and the usual width
UNCLOSED = (
    "A quotation mark in record {row:,} is not closed, so lines run into each other. "
    "Ask the sender to export the file again"
)


def read_text(path):
    """Read a text file into columns, one row a record."""
    content = decode(path.read_bytes())
    separator = separator_of(content)
    sample = list(islice(_records(content, separator), SAMPLE))
    width, _ = _usual_width(sample)
    if not width:
        raise Refused("The file holds no text. Ask the sender to send it again")
    table, odd = _read_even(content.encode(), separator, width)
    columns = _with_odd(table, odd, separator, width) if odd else table.columns
    _refuse_swallowed_lines(columns, separator)
    return columns


def decode(raw):
    """Text of bytes: UTF-8 or UTF-16 when they say so, else the Windows code page of the UK."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", errors="replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
    text = text.lstrip("\ufeff").replace("\x00", "").rstrip("\x1a")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def separator_of(text):
    """The separator under which most headings are understood, then most columns agree."""
    return max(SEPARATORS, key=lambda separator: _sense(text, separator))


def _sense(text, separator):
    records = [r for r in islice(_records(text[:100_000], separator), SAMPLE) if any(r)]
    understood = max((headings.understood(record) for record in records[:40]), default=0)
    width, often = _usual_width(records)
    return understood, often if width > 1 else 0, width


def _usual_width(records):
    """The number of fields under which most of some records fall, and how many do."""
    counts = Counter(map(len, records)).items()
    return max(counts, key=lambda pair: (pair[0] * pair[1], pair[0]), default=(0, 0))


def _records(text, separator):
    """Records of the start of a text; a field too long for the csv module ends them."""
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error:
        return


def _read_even(content, separator, width):
    """Read the records that have the usual width, and collect the others."""
    if width > limits.COLUMNS:
        raise Refused(f"The file has {width:,} columns, more than any activity file. {TOO_WIDE}")
    odd = []

    def put_aside(record):
        odd.append((record.number - 1, record.text))
        return "skip"

    names = [str(number) for number in range(width)]
    types = dict.fromkeys(names, pa.string())
    try:
        table = pa.csv.read_csv(
            pa.py_buffer(content),
            read_options=pa.csv.ReadOptions(
                use_threads=False, column_names=names, block_size=8 * limits.MIB
            ),
            parse_options=pa.csv.ParseOptions(
                delimiter=separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=put_aside,
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types=types, null_values=[""], strings_can_be_null=True
            ),
        )
    except pa.ArrowInvalid as damage:
        raise Refused(NOT_TOLD_APART) from damage
    return table, odd


def _with_odd(table, odd, separator, width):
    """Put the records of another width back where they stood; more fields make more columns."""
    try:
        records = [next(csv.reader([text], delimiter=separator), []) for _, text in odd]
    except csv.Error as damage:  # a field that is longer than any text in a table
        raise Refused(NOT_TOLD_APART) from damage
    wide = max(width, *map(len, records))
    if wide > limits.COLUMNS:
        raise Refused(
            f"A line of the file has {wide:,} fields, more than any activity file. {TOO_WIDE}"
        )
    filled = [record + [None] * (wide - len(record)) for record in records]
    aside = [pa.array(column, pa.string()) for column in zip(*filled, strict=True)]
    blank = pa.nulls(table.num_rows, pa.string())
    even = [column.combine_chunks() for column in table.columns] + [blank] * (wide - width)
    order = _order(table.num_rows, [number for number, _ in odd])
    return [
        pa.concat_arrays([usual, other]).take(order)
        for usual, other in zip(even, aside, strict=True)
    ]


def _order(even, odd):
    """For each record of the file, where it stands among the usual ones and then the others."""
    total = even + len(odd)
    order, usual = np.empty(total, dtype=np.int64), np.ones(total, dtype=bool)
    usual[odd] = False
    order[odd] = np.arange(even, total)
    order[usual] = np.arange(even)
    return pa.array(order)


def _refuse_swallowed_lines(columns, separator):
    """Refuse where one field holds several lines with separators: a stray quotation mark."""
    for column in columns:
        for row in pc.indices_nonzero(pc.match_substring(column, "\n")).to_pylist():
            lines = column[row].as_py().split("\n")
            if sum(separator in line for line in lines) > 1:
                raise Refused(UNCLOSED.format(row=row + 1))
