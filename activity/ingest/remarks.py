"""What a person should know of a workbook as a whole: hidden figures, links, columns left out."""

from pathlib import PurePath

from activity.ingest import limits
from activity.ingest.cells import column_letters
from activity.ingest.parts import Note
from activity.ingest.recognised import name_of
from activity.ingest.words import first_of, listed, shown

# How a name ends by what the file is, and what that is called.
ENDINGS = {
    "xlsx": ((".xlsx",), "a workbook (.xlsx)"),
    "xls": ((".xls",), "a workbook of Excel 97 (.xls)"),
    "csv": ((".csv", ".txt", ".tsv", ".tab"), "plain text (.csv)"),
}
# Other endings that say of what kind a file is. Any other is part of a name, as in "june.v2".
OTHERS = frozenset(
    f".{ending}"
    for ending in (
        *("xlsm", "xlsb", "xltx", "xlt", "ods", "numbers", "doc", "docx", "odt", "rtf", "pdf"),
        *("ppt", "pptx", "mdb", "accdb", "dbf", "msg", "eml", "xml", "json", "html", "htm"),
        *("zip", "7z", "rar", "gz", "tar", "exe", "com", "bat", "cmd", "js", "vbs", "ps1", "lnk"),
        *("png", "jpg", "jpeg", "gif", "tif", "tiff", "svg"),
    )
)
SAYING = OTHERS.union(*(right for right, _ in ENDINGS.values()))
NAMED = 5  # of many links those that are said
CUT = "Ask the sender whether the file is whole. If it was cut off, ask for it in parts, or as csv"


def about(book, candidates, taken):
    """Warnings about a workbook; `taken` are pairs of a candidate and the rows taken from it."""
    notes = [_hidden(c.sheet) for c in candidates if c.sheet.hidden and not c.missing]
    links = list(dict.fromkeys(link for sheet in book.sheets for link in sheet.links))
    if links:
        notes.append(_linked(links))
    for candidate, part in taken:
        notes += [_left_out(candidate, c) for c in candidate.heading.not_understood()]
        notes += [*_rows_hidden(candidate.sheet, part), *_at_a_limit(candidate.sheet)]
    return notes


def named(kind, file_name):
    """A warning where the name of a file says that it is of another kind than it is. It is read by
    what it is: what a trust calls it is not in the hands of whoever sends it in."""
    ending = PurePath(file_name.lower()).suffix
    right, called = ENDINGS[kind]
    if ending not in right and ending in SAYING:
        yield Note(
            "warning",
            "name-of-another-kind",
            f"The name ends in “{ending}”, and the file is {called}. It was read as that",
            "Nothing, if it came from whom you expect. Else ask the sender what they sent",
        )


def _linked(links):
    named = first_of([f"“{shown(link)}”" for link in links], NAMED)
    return Note(
        "warning",
        "workbook-linked",
        f"The workbook takes figures from {listed(named)}. The links were not followed",
        "Nothing, if the figures are right",
        count=len(links),
    )


def _hidden(sheet):
    return Note(
        "warning",
        "sheet-hidden",
        f"The sheet “{sheet.name}” is hidden and looks like figures. It was not read",
        "If its figures belong to the file, unhide it, save it, send it in again",
        sheet.name,
    )


def _rows_hidden(sheet, part):
    """Rows that nobody sees and that count all the same, by a filter or by hand."""
    found = sorted(sheet.hidden_rows.intersection(part.rows.tolist()))
    if found:
        yield Note(
            "warning",
            "rows-hidden",
            f"{len(found):,} of the rows read are hidden in the sheet “{sheet.name}”. They count",
            "Nothing, if they belong to the file. Else delete them, save it, send it in again",
            sheet.name,
            found[0],
            count=len(found),
        )


def _at_a_limit(sheet):
    """A sheet or text that ends just where a spreadsheet program stops, as if it were cut off."""
    if sheet.height in (limits.XLS_ROWS, limits.XLSX_ROWS):
        yield Note(
            "warning",
            "rows-at-a-limit",
            f"There are exactly {sheet.height:,} rows, which is all that a sheet of some programs "
            "can hold: what came after may have been cut off",
            CUT,
            sheet.name,
            sheet.height,
        )


def _left_out(candidate, column):
    row = candidate.heading.row + 1
    return Note(
        "warning",
        "column-not-understood",
        f"The column “{name_of(column)}” is not understood and was left out",
        "Nothing, if it does not matter. Else say what it means",
        candidate.sheet.name,
        row,
        f"{column_letters(column.number + 1)}{row}",
    )
