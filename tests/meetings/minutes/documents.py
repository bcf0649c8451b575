"""Word documents for the tests: written by python-docx, or packed by hand where they lie."""

import io
import zipfile

from docx import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENTS = (
    '<?xml version="1.0" encoding="UTF-8"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
)


def written(*things):
    """A .docx of paragraphs (text) and tables (lists of rows)."""
    document = Document()
    for thing in things:
        if isinstance(thing, str):
            document.add_paragraph(thing)
            continue
        table = document.add_table(0, len(thing[0]))
        for row in thing:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def packed(parts, contents=CONTENTS):
    """An archive of {name: text} with a list of contents before them."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"[Content_Types].xml": contents, **parts}.items():
            archive.writestr(name, text)
    return kept.getvalue()


def body(inside, before=""):
    """The part of a document in which its text stands."""
    return f'{before}<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def paragraph(text):
    """One paragraph of it."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
