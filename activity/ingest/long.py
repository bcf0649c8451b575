"""Layouts "long" and "monitoring": a row is one line of figures for one month."""

import numpy as np
import pyarrow.compute as pc

from activity.ingest import headings as h
from activity.ingest import sheets, totals
from activity.ingest.cells import column_letters
from activity.ingest.parts import BEYOND, Note, Part

FALLBACKS = {h.PRACTICE: h.PRACTICE_NAME, h.POD: h.POD_NAME, h.PROVIDER: h.PROVIDER_NAME}
ROLES = (
    h.PRACTICE, h.PRACTICE_NAME, h.LOCALITY, h.PERIOD, h.YEAR, h.MONTH, h.POD, h.POD_NAME,
    h.PROVIDER, h.SPECIALTY, *h.MEASURES,
)  # fmt: skip


def column_for(heading, role):
    """The column that gives a thing: its code, or its name where there is no code."""
    return heading.of(role) or (heading.of(FALLBACKS[role]) if role in FALLBACKS else None)


def part_of(heading):
    """Rows of a sheet whose every line says its month and its practice."""
    columns = {role: column_for(heading, role) for role in ROLES}
    columns = {role: column for role, column in columns.items() if column}
    texts = {role: heading.body(column) for role, column in columns.items()}
    beyond = _beyond(heading)
    if beyond is not None:
        texts[BEYOND] = beyond
    height = heading.sheet.height - heading.row - 1
    part = Part(
        sheet=heading.sheet.name,
        texts=texts,
        rows=np.arange(height, dtype=np.int32) + heading.row + 2,
        letters={role: column_letters(c.number + 1) for role, c in columns.items()},
        headings={role: c.text for role, c in columns.items()},
    )
    return _without_what_is_no_row(part, heading)


def _without_what_is_no_row(part, heading):
    """Leave out blank lines and footnotes; set totals and repeated headings apart."""
    filled = _filled_cells(heading)
    repeats = _repeats(part, filled)
    is_total = totals.total_mask(part.texts)
    is_row = (filled > 0) & ~repeats & ~is_total & ~_footnotes(part, heading, filled)
    for number in np.flatnonzero(is_total):
        part.ignored.append(totals.ignored(part, number, part.texts))
    for number in np.flatnonzero(repeats):
        part.ignored.append(_repeated(part, number))
    part.totals = _own_total(part, is_total, is_row)
    return totals.keep(part, is_row)


def _filled_cells(heading):
    columns = [heading.body(column) for column in heading.columns]
    return sum(totals.to_numpy(column.is_valid()).astype(np.int32) for column in columns)


def _repeats(part, filled):
    """Rows that say the heading over again, as prints of several pages do."""
    same = [
        totals.to_numpy(sheets.matches(part.texts[role], heading))
        for role, heading in part.headings.items()
    ]
    return (filled > 0) & (sum(s.astype(np.int32) for s in same) >= 3)


def _repeated(part, number):
    row, cell = part.address(h.COST, number)
    message = "The headings stand here a second time"
    return Note("ignored", "repeated-heading", message, "Nothing", part.sheet, row, cell)


def _footnotes(part, heading, filled):
    """Lines with nothing but a sentence in their first cell."""
    first = heading.body(heading.columns[0])
    sentence = totals.to_numpy(pc.match_substring_regex(first, r"^\S+\s+\S+\s+\S+"))
    figures = [r for r in h.MEASURES if part.letters.get(r) == "A"]
    return (filled == 1) & sentence & (not figures)


def _own_total(part, is_total, is_row):
    """The total below all rows is the file's own, unless it adds up the last block only."""
    last = np.flatnonzero(is_total)[-1:]
    rows = np.flatnonzero(is_row)
    if not len(last) or not len(rows) or last[0] < rows[-1]:
        return []
    label = totals.label_of(part.texts, last[0])
    block = _block_above(last[0], is_total, rows)
    whole = len(block) in (0, len(rows)) or pc.match_substring_regex(label, totals.GRAND).as_py()
    members = totals.renumber(is_row, rows if whole else block)
    found = totals.stated(part, last[0], label, h.COST, members, is_grand=bool(whole))
    return [found] if found else []


def _block_above(total, is_total, rows):
    earlier = np.flatnonzero(is_total[:total])
    return rows[rows > earlier[-1]] if len(earlier) else rows


def _beyond(heading):
    """What stands in a line beyond the last heading: a separator too many has moved its figures.

    None where most lines have it: that is a column without a heading.
    """
    last = max((c.number for c in heading.columns if c.text), default=0)
    beyond = [heading.body(c) for c in heading.columns[last + 1 :]]
    text = pc.coalesce(*beyond) if beyond else None
    return text if text is not None and 0 < len(text) - text.null_count < len(text) / 2 else None
