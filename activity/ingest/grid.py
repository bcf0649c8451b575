"""The child that reads a filled-in template: the text of every cell, as it stands.

`python -m activity.ingest.grid FOLDER`. It adds grid.json to the folder: of each sheet its name and
its rows of text, blank as null; or refused.json with one sentence. What the cells mean is for the
caller to say.
"""

import json
import sys
from pathlib import Path

from activity.ingest import work

ROWS, COLUMNS = 2000, 100


def grid(path, facts, folder):
    """Read the sheets of a workbook that people see, or refuse it."""
    from activity.ingest import patients, reader
    from activity.ingest.refused import Refused

    book = reader.read(path)
    if book.kind != "xlsx":
        raise Refused("This is not the template, which is an Excel workbook (.xlsx)")
    seen = patients.refuse_patients(book)
    patients.refuse_patients_beside(path, book, seen)
    if any(s.height > ROWS or len(s.columns) > COLUMNS for s in book.sheets):
        raise Refused(
            "This workbook is larger than the template. Take a new template and fill it in"
        )
    sheets = [{"name": s.name, "rows": s.head(ROWS)} for s in book.sheets if not s.hidden]
    (folder / "grid.json").write_text(json.dumps(sheets), encoding="utf-8")


if __name__ == "__main__":
    work.main(Path(sys.argv[1]), how=grid)
