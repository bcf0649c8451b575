"""When no layout fits: a refusal where that is certain, else a question what the headings mean."""

from activity.ingest import headings as h
from activity.ingest import sheets
from activity.ingest.recognised import Recognised, listed
from activity.ingest.refused import Refused


def about(book, candidates):
    """Refuse where every column is understood and one is absent; else ask what the columns mean."""
    seen = [c for c in candidates if not c.sheet.hidden] or candidates
    if not seen:
        return _ask(book, *_widest_row(book))
    nearest = min(seen, key=lambda c: (len(c.missing), len(c.not_understood)))
    if nearest.sheet.hidden and not nearest.missing:
        raise Refused(
            f"The only sheet with figures, “{nearest.sheet.name}”, is hidden, and a hidden sheet "
            "is never read. Unhide it, save the workbook, send it in again"
        )
    if not nearest.not_understood:
        raise Refused(_absent(nearest.missing))
    found = [column.text for column in nearest.heading.columns if column.text]
    return _ask(book, found, nearest.missing, nearest.not_understood)


def _absent(missing):
    what = " and no column for the ".join(missing)
    return (
        f"This file has no column for the {what}. Ask the sender for the file with it, "
        "or add it, and send the file in again"
    )


def _ask(book, found, missing, not_understood):
    headings = {"found": found, "missing": missing, "not_understood": not_understood}
    return Recognised(None, headings=headings, skipped=[listed(s) for s in book.sheets if s.name])


def _widest_row(book):
    """The row that looks most like a heading where none is understood, for a person to map."""
    shown = [sheet for sheet in book.sheets if not sheet.hidden and sheet.height] or book.sheets
    rows = [row for sheet in shown for row in sheet.head(sheets.LOOKED_AT)]
    row = max(rows, key=lambda cells: sum(bool(cell) for cell in cells), default=())
    found = [text[:100] for text in row if text]
    missing = [h.WORDS[role] for role in h.NEEDED]
    return found[:200], missing, [text for text in found if h.role_of(text) is None][:200]
