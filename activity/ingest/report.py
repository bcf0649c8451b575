"""Layout "report": a line is a practice and point of delivery, in the month and to date.

The month comes from the titles, the practice stands only on the first line of its block, and
the same headings stand twice under two merged ones.
"""

import numpy as np
import pyarrow as pa

from activity.ingest import headings as h
from activity.ingest import months, sheets, totals
from activity.ingest.cells import column_letters, column_number
from activity.ingest.long import column_for
from activity.ingest.parts import Note, Part
from activity.ingest.refused import Refused

KEYS = (h.PRACTICE, h.PRACTICE_NAME, h.POD, h.POD_NAME, h.LOCALITY, h.PROVIDER, h.SPECIALTY)
TOLD_APART = (h.PRACTICE, h.LOCALITY, h.PERIOD, h.YEAR, h.MONTH, h.POD)
TO_DATE = "to_date_"  # before the role of a measure that is added up from April on


def month_of(heading):
    """Financial year and month that the titles give, or None; refused where they disagree."""
    bands = [c.band for c in heading.columns if c.band and not c.is_to_date]
    texts = [*heading.titles, *bands, heading.sheet.name or ""]
    named = {pair for text in texts for pair in months.names_in(text, with_day=False)}
    dated = {pair for text in texts for pair in months.names_in(text, with_day=True)}
    numbers = {n for text in texts for n in months.numbers_in(text)}
    numbers = numbers or {m for _, m in named} or {m for _, m in dated}
    years = {y for text in texts for y in months.years_in(text)}
    years = years or {y for y, _ in named if y} or {y for y, _ in dated if y}
    if len(years) != 1 or len(numbers) != 1:
        return None
    month = (years.pop(), numbers.pop())
    _refuse_contradiction(month, named, heading)
    return month


def _refuse_contradiction(month, named, heading):
    """Refuse "month 6 (October 2006)": one of the two is wrong, and nobody can say which."""
    for year, number in named:
        if number != month[1] or year not in (None, month[0]):
            raise Refused(
                f"The titles of the sheet “{heading.sheet.name}” name two different months. "
                "Ask the sender which is right, correct the title, send it in again"
            )


def has_two_spans(heading):
    """Do its measures stand once for the month and once from April on?"""
    spans = {c.is_to_date for c in heading.columns if c.role in h.MEASURES}
    return len(spans) > 1


def twice(heading):
    """Measures that stand more than once for the same span of months, and what says whose or
    when a row is where the same heading stands twice over different things."""
    seen = [(c.role, c.is_to_date) for c in heading.columns if c.role in h.MEASURES]
    measures = {role for role, span in seen if seen.count((role, span)) > 1}
    return sorted(measures | _keys_twice(heading))


def _keys_twice(heading):
    first, found = {}, set()
    for column in (c for c in heading.columns if c.role in TOLD_APART):
        other = first.setdefault((column.role, h.plain(column.text)), column)
        if not heading.body(column).equals(heading.body(other)):
            found.add(column.role)
    return found


def part_of(heading, month):
    """Rows of one report."""
    columns = {role: column_for(heading, role) for role in (*KEYS, *h.MEASURES)}
    for column in heading.columns:
        if column.role in h.MEASURES and column.is_to_date:
            columns[TO_DATE + column.role] = column
    columns = {role: column for role, column in columns.items() if column}
    texts = {role: heading.body(column) for role, column in columns.items()}
    height = heading.sheet.height - heading.row - 1
    part = Part(
        sheet=heading.sheet.name,
        texts=texts,
        rows=np.arange(height, dtype=np.int32) + heading.row + 2,
        letters={role: column_letters(c.number + 1) for role, c in columns.items()},
        headings={role: _heading(column) for role, column in columns.items()},
    )
    return _rows_alone(part, heading, month)


def _heading(column):
    return (
        f"{column.band}: {column.text}"
        if column.band and column.role in h.MEASURES
        else column.text
    )


def _rows_alone(part, heading, month):
    """Carry each practice down its block; set totals and repeated headings apart."""
    has_figure = _any(part.texts, h.MEASURES)
    to_date = _any(part.texts, [TO_DATE + role for role in h.MEASURES])
    is_total = totals.total_mask(part.texts) & (has_figure | to_date)
    repeats = _repeats(part, heading)
    is_row = (has_figure | to_date) & ~is_total & ~repeats
    for number in np.flatnonzero(is_total):
        part.ignored.append(totals.ignored(part, number, part.texts))
    for number in np.flatnonzero(repeats):
        part.ignored.append(_repeated(part, number))
    part.totals = _totals(part, is_total, is_row)
    _carry_down(part, is_total | ~_any(part.texts, part.texts))
    part = totals.keep(part, is_row)
    part.texts[h.YEAR] = pa.repeat(pa.scalar(str(month[0])), len(part))
    part.texts[h.MONTH] = pa.repeat(pa.scalar(str(month[1])), len(part))
    return part


def _any(texts, roles):
    """Rows in which one of some columns holds something."""
    valid = [totals.to_numpy(texts[role].is_valid()) for role in roles if role in texts]
    return np.logical_or.reduce(valid) if valid else np.zeros(len(texts[h.COST]), dtype=bool)


def _repeats(part, heading):
    """Rows that say the heading, or the merged one above it, over again."""
    same = np.zeros(len(part), dtype=np.int32)
    for role, text in part.texts.items():
        column = next(c for c in heading.columns if c.number == _number(part, role))
        said = sheets.matches(text, column.text), sheets.matches(text, column.band)
        same += np.logical_or(*map(totals.to_numpy, said))
    filled = sum(totals.to_numpy(text.is_valid()).astype(np.int32) for text in part.texts.values())
    return (filled > 0) & (same == filled)


def _number(part, role):
    return column_number(part.letters[role]) - 1


def _repeated(part, number):
    row, cell = part.address(h.COST, number)
    message = "The headings stand here a second time"
    return Note("ignored", "repeated-heading", message, "Nothing", part.sheet, row, cell)


def _carry_down(part, ends):
    """Give every line of a block the practice that stands on its first.

    A total or a blank line ends a block: a line after it that names nobody belongs to nobody.
    """
    holders = [part.texts[role] for role in (h.PRACTICE, h.PRACTICE_NAME) if role in part.texts]
    starts = np.logical_or.reduce([totals.to_numpy(text.is_valid()) for text in holders]) | ends
    numbers = np.where(starts, np.arange(len(part)), -1)
    first = np.maximum.accumulate(numbers) if len(numbers) else numbers
    take = pa.array(first, mask=first < 0)
    for role in (h.PRACTICE, h.PRACTICE_NAME):
        if role in part.texts:
            part.texts[role] = part.texts[role].take(take)


def _totals(part, is_total, is_row):
    """Every total with the rows that it should add up: its block, or all rows above it.

    One right below another may be of the last blocks only: since the last that was so, if the
    last of all has one above it that was so, else since any block.
    """
    rows, marks = np.flatnonzero(is_row), np.flatnonzero(is_total)
    found, last, starts, parts = [], -1, [], []
    for number in marks:
        block, above = rows[(rows > last) & (rows < number)], rows[rows < number]
        of_totals = len(block) == 0
        is_grand = number == marks[-1] and len(block) in (0, len(rows))
        begins = parts[-1:] if is_grand else starts
        more = {"is_grand": is_grand, "of_totals": of_totals}
        more["starts"] = np.array([n for n in begins if n < len(above)], dtype=int)
        members = totals.renumber(is_row, above if of_totals else block)
        found += _stated(part, number, members, more)
        starts.append(len(above) - len(block))
        parts += [len(above)] if of_totals else []
        last = number
    return found


def _stated(part, number, members, more):
    """What a total states of the month, and of the months to date."""
    label = totals.label_of(part.texts, number)
    roles = (h.COST, TO_DATE + h.COST)
    found = [totals.stated(part, number, label, role, members, **more) for role in roles]
    return [total for total in found if total]
