"""The heading of a sheet: in which row it stands, what its columns mean, what stands above it."""

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from activity.ingest import headings as h
from activity.ingest import months

LOOKED_AT = 60  # rows at the top of a sheet among which its heading is looked for
LEAST = 3  # different things that a row must say to be a heading


@dataclass
class Column:
    """A column of a sheet and what its heading says."""

    number: int
    text: str
    role: str | None
    band: str = ""  # the heading above it that it shares with others
    month: tuple | None = None  # financial year and month, where the heading is a month

    @property
    def is_to_date(self):
        """Are its figures added up from April on?"""
        return h.is_to_date(self.text) or h.is_to_date(self.band)


@dataclass
class Heading:
    """What a sheet's heading says."""

    sheet: object
    row: int  # counted from 0
    columns: list
    titles: list = field(default_factory=list)

    def of(self, role):
        """The column with that role that comes first, or None."""
        return next((c for c in self.columns if c.role == role and not c.is_to_date), None)

    def has(self, *roles):
        """Is there a column for any of these?"""
        return any(self.of(role) for role in roles)

    def months(self):
        """Columns whose heading is a month."""
        return [column for column in self.columns if column.month]

    def body(self, column):
        """What stands in a column under the heading."""
        return self.sheet.columns[column.number].slice(self.row + 1)

    def not_understood(self):
        """Columns that hold something and whose heading means nothing here."""
        return [
            c
            for c in self.columns
            if c.role is None and not c.month and self.body(c).null_count < len(self.body(c))
        ]


def find(sheet):
    """The heading of a sheet, or None where no row reads like one."""
    rows = sheet.head(LOOKED_AT)
    best = max(range(len(rows)), key=lambda number: (_sense(rows[number]), -number), default=None)
    if best is None or _sense(rows[best]) < LEAST:
        return None
    above = rows[best - 1] if best else [None] * len(rows[best])
    titles = [text for row in rows[:best] for text in row if text]
    columns = _columns(rows[best], _filled(above))
    _name_months(columns, titles)
    return Heading(sheet, best, columns, titles)


def _sense(row):
    understood = h.understood(row)
    dated = sum(1 for text in row if text and len(text) < 30 and months.parse(text))
    return understood + (dated if dated > 1 and understood else 0)


def _filled(row):
    """A row of merged headings, each carried to the right over the columns it spans.

    A text in the first column alone is a title, not a heading.
    """
    filled, last = [], ""
    if not any(row[1:]):
        return [""] * len(row)
    for text in row:
        last = text or last
        filled.append(last)
    return filled


def _columns(row, bands):
    columns = []
    for number, (text, band) in enumerate(zip(row, bands, strict=True)):
        role = h.role_of(text) if text else None
        month = months.parse(text) if text and role is None else None
        columns.append(Column(number, text or "", role, band, month))
    return columns


def _name_months(columns, titles):
    """Months without a year, "Apr" to "Mar" across, are those of the year that the titles name."""
    years = {year for title in titles for year in months.years_in(title)}
    bare = [c for c in columns if c.text and c.role is None and months.is_name(c.text)]
    if len(years) == 1 and len(bare) > 1:
        for column in bare:
            column.month = (min(years), months.parse_number(column.text))


def matches(column, text):
    """For every row: does a column read exactly like its heading?"""
    if not text:
        return pa.repeat(pa.scalar(False), len(column))
    return pc.fill_null(pc.equal(pc.utf8_lower(column), text.lower()), False)
