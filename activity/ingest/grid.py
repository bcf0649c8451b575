"""The child that reads a filled-in template: the text of every cell, as it stands.

`python -m activity.ingest.grid FOLDER`. It adds grid.json to the folder: of each sheet its name,
its rows of text, blank as null, and the addresses of its formulas; or refused.json with one
sentence. What the cells mean is for the caller to say.
"""

import json
import re
import sys
import zipfile
from pathlib import Path

from activity.ingest import work

ROWS, COLUMNS = 2000, 100
FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3}[1-9]\d{0,8})"(?:[^>]*[^/>])?>\s*<(?:\w+:)?f[\s>/]'
)


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
    found = formulas(path)
    sheets = [
        {"name": s.name, "rows": s.head(ROWS), "formulas": found[s.name]}
        for s in book.sheets
        if not s.hidden
    ]
    (folder / "grid.json").write_text(json.dumps(sheets), encoding="utf-8")


def formulas(path):
    """{name of a sheet: addresses of its cells that hold a formula}, hidden sheets left out."""
    from activity.ingest.workbook import contents

    with zipfile.ZipFile(path) as archive:
        seen = [sheet for sheet in contents(archive).sheets if not sheet.hidden]
        return {
            sheet.name: [at.decode() for at in FORMULA.findall(archive.read(sheet.part))]
            for sheet in seen
        }


if __name__ == "__main__":
    work.main(Path(sys.argv[1]), how=grid)
