"""The corner of a sheet round one cell, as it was sent: where a pound comes from (I02).

Only the rows that are asked for leave the child. A hidden sheet is not drawn, and a file that
would be refused today for what it says of patients is refused here too.

`python -m activity.ingest.corner FOLDER`; nothing large is imported before the limits are set.
"""

import json
import sys
from pathlib import Path

BEFORE, AFTER = 7, 3  # columns shown to the left of the cell and to its right
NOT_THERE = "The sheet of this cell is not there, or is hidden, so it is not drawn"
NO_VALUE = "a formula without a value"


def draw(path, wanted):
    """Texts of a file round a cell: `wanted` has sheet, rows, column and whether to give the
    heading. Rows and columns count from 1.

    Returns {"columns": letters, "heading": row or None, "rows": [[row, texts]], "hidden": rows}.
    """
    from activity.ingest import patients, reader, sheets
    from activity.ingest.cells import column_letters
    from activity.ingest.refused import Refused

    book = reader.read(path)
    patients.refuse_patients(book)
    sheet = next((s for s in book.sheets if (s.name or "")[:100] == wanted["sheet"]), None)
    if sheet is None or sheet.hidden:
        raise Refused(NOT_THERE)
    columns = _columns(sheet, wanted["column"])
    found = sheets.find(sheet)
    heading = found.row + 1 if found else None
    rows = {row for row in wanted["rows"] if 1 <= row <= sheet.height} | {heading} - {None}
    return {
        "columns": [column_letters(number) for number in columns],
        "heading": heading,
        "rows": [[row, [_text(sheet, row, column) for column in columns]] for row in sorted(rows)],
        "hidden": sorted(rows & set(sheet.hidden_rows)),
    }


def _columns(sheet, column):
    last = min(len(sheet.columns), column + AFTER)
    return range(max(1, min(column - BEFORE, last - BEFORE - AFTER)), last + 1)


def _text(sheet, row, column):
    from activity.ingest import reader
    from activity.ingest.nhs_numbers import masked

    text = sheet.columns[column - 1][row - 1].as_py() or ""
    return NO_VALUE if text == reader.NO_VALUE else masked(text)


def look(path, wanted, folder):
    """Draw what a folder's request asks for, and write it down there."""
    drawn = json.dumps(draw(path, wanted), ensure_ascii=False)
    (folder / "result.json").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    from activity.ingest.work import main

    main(Path(sys.argv[1]), look)
