"""Step one: from bytes to sheets of text in columns, each cell with its address.

Every cell comes back as text, blank as null. A cell that holds an error or a formula without a
value comes back as what it is ("#REF!", or NO_VALUE), so that no later step can take it for
blank or for nought.
"""

import zipfile
import zlib
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activity.ingest import guard, limits, progress
from activity.ingest.cells import NO_VALUE
from activity.ingest.refused import DAMAGED, Refused

SPACES = " \t\r\n\v\f\u00a0\u2007\u202f\u200b\ufeff"


@dataclass
class Sheet:
    """One sheet, or a csv: text in columns. Row i of a column is the row i + 1 of the sheet."""

    name: str | None
    columns: list
    hidden: bool = False
    links: tuple = ()  # what else its workbook takes figures from
    hidden_rows: set = field(default_factory=set)
    beside: bytes = b""  # what a workbook's sheet holds after its rows; of an .xls the remarks

    @property
    def height(self):
        """Number of rows, blank ones included."""
        return len(self.columns[0]) if self.columns else 0

    def head(self, rows):
        """The first rows, as lists of text."""
        return list(zip(*(c.slice(0, rows).to_pylist() for c in self.columns), strict=True))


@dataclass
class Book:
    """What one file holds."""

    sheets: list = field(default_factory=list)
    kind: str = "csv"


def read(path):
    """Read a file of any kind into its sheets, or refuse it."""
    kind = guard.kind_of(path)
    reader = {"xlsx": _read_xlsx, "xls": _read_xls, "csv": _read_csv}[kind]
    return Book(sheets=list(reader(path)), kind=kind)


def _read_csv(path):
    from activity.ingest.separated import read_text

    yield Sheet(None, [tidy(column) for column in read_text(path)])


def _read_xlsx(path):
    import fastexcel

    from activity.ingest.workbook import contents

    try:
        with zipfile.ZipFile(path) as archive:
            listed = contents(archive)
            workbook = fastexcel.read_excel(path.read_bytes())  # by content, not by name
            sizes = [archive.getinfo(part.part).file_size for part in listed.sheets]
            pace, rows = progress.Pace(sum(sizes)), 0
            for number, part in enumerate(listed.sheets, 1):
                sheet = _xlsx_sheet(archive, workbook, part, listed)
                rows += sheet.height
                progress.say(progress.READ, rows=rows, left=pace.left(sum(sizes[:number])))
                yield sheet
    except (zipfile.BadZipFile, zlib.error, fastexcel.FastExcelError, OSError) as damage:
        raise Refused(DAMAGED) from damage


def _xlsx_sheet(archive, workbook, part, listed):
    from activity.ingest.scan import scan

    found = scan(archive, part.part)
    batch = workbook.load_sheet_eager(part.name, header_row=None, skip_rows=0, dtypes="string")
    if batch.num_rows >= limits.XLSX_ROWS:
        raise Refused(_full(limits.XLSX_ROWS, part.name))
    columns = [pa.nulls(batch.num_rows, pa.string())] * max(0, found.first_column - 1)
    columns += [tidy(column) for column in batch.columns]
    valueless = found.valueless | _left_to_excel(found, listed)
    marks = {**found.errors, **dict.fromkeys(valueless, NO_VALUE)}
    columns = mark(columns, marks)
    kept = {"hidden_rows": found.hidden, "beside": found.rest}
    return Sheet(part.name, columns, part.hidden, listed.links, **kept)


def _left_to_excel(found, listed):
    """Formulas whose 0 nobody calculated: their maker wrote 0 for all and left them to Excel."""
    untouched = len(found.zeros | found.valueless) == found.formulas
    return found.zeros if untouched and listed.calculates_on_opening else set()


def _read_xls(path):
    from activity.ingest.biff import sheets

    for name, hidden, columns, rows, remarks in sheets(path):
        if columns and len(columns[0]) >= limits.XLS_ROWS:
            raise Refused(_full(limits.XLS_ROWS, name))
        columns = [tidy(pa.array(column, pa.string())) for column in columns]
        kept = {"hidden_rows": set(rows), "beside": remarks.encode(errors="replace")}
        yield Sheet(name, columns, hidden, **kept)


def _full(rows, name):
    return (
        f"The sheet “{name}” is filled to its last row ({rows:,}), so what came after was cut off. "
        "Ask for the file in parts, or as csv"
    )


def tidy(column):
    """Text without spaces round it; nothing but spaces is blank."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if pc.any(pc.match_substring(column, "\x00")).as_py():  # no table can hold it
        column = pc.replace_substring(column, "\x00", "\N{REPLACEMENT CHARACTER}")
    trimmed = pc.utf8_trim(column, SPACES)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def mark(columns, marks):
    """Put texts at addresses, making room where the sheet's values end before them."""
    if not marks:
        return columns
    height = max([len(columns[0]) if columns else 0, *(row for row, _ in marks)])
    width = max([len(columns), *(column for _, column in marks)])
    blank = pa.nulls(0, pa.string())
    wide = columns + [blank] * (width - len(columns))
    tall = [pa.concat_arrays([c, pa.nulls(height - len(c), pa.string())]) for c in wide]
    return [_marked(column, number, marks) for number, column in enumerate(tall, 1)]


def _marked(column, number, marks):
    here = sorted((row, text) for (row, col), text in marks.items() if col == number)
    if not here:
        return column
    mask = np.zeros(len(column), dtype=bool)
    mask[[row - 1 for row, _ in here]] = True
    texts = pa.array([text for _, text in here], pa.string())
    return pc.replace_with_mask(column, pa.array(mask), texts)
