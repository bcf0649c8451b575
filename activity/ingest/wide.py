"""Layout "wide": a sheet a practice, months across, some lines a point of delivery."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activity.ingest import headings as h
from activity.ingest import totals
from activity.ingest.cells import column_letters
from activity.ingest.known import NOT_ASSIGNED
from activity.ingest.parts import Note, Part
from activity.ingest.refused import Refused
from activity.ingest.totals import to_numpy
from activity.ingest.words import listed

ALL_TOGETHER = r"(?i)\b(summary|totals?|all practices|overall|whole|together|aggregate)\b"

SUMMARY = object()  # holder of a sheet that adds the others up


def measures_of(heading):
    """What each line measures: its role, or None, for every row under the heading."""
    coded = heading.body(heading.of(h.MEASURE)).dictionary_encode()
    roles = [h.role_of(text) for text in coded.dictionary.to_pylist()]
    known = pa.array([role if role in h.MEASURES else None for role in roles], pa.string())
    return known.take(coded.indices)


def labels_not_understood(heading):
    """Names of measures that mean nothing here."""
    labels = heading.body(heading.of(h.MEASURE)).unique().to_pylist()
    return [text for text in labels if text and h.role_of(text) is None]


def holder_of(heading, known):
    """The practice or default code of a sheet, its own words where it only says "unassigned".

    None where it names nobody; SUMMARY where it says that it adds the others up.
    """
    texts = [*heading.titles[:2], heading.sheet.name or ""]
    holder = known.holder_in(texts)
    if holder is None and any(re.search(ALL_TOGETHER, text) for text in texts):
        return SUMMARY
    return holder or next((text for text in texts if NOT_ASSIGNED.search(text)), None)


def part_of(heading, holder):
    """Rows of one sheet: one a point of delivery and month that has any figure."""
    blocks = Blocks(heading)
    months = heading.months()
    cuts = [_month(heading, blocks, column) for column in months]
    part = Part(
        sheet=heading.sheet.name,
        texts=_joined([cut["texts"] for cut in cuts]),
        rows=np.tile(blocks.rows_of(h.COST), len(months)),
        letters={role: _letters(blocks, months) for role in h.MEASURES},
        headings={h.POD: heading.of(h.POD).text, **blocks.labels},
        role_rows={role: np.tile(blocks.rows_of(role), len(months)) for role in h.MEASURES},
    )
    part.texts[h.PRACTICE] = pa.repeat(pa.scalar(holder, pa.string()), len(part))
    part.letters[h.POD] = column_letters(heading.of(h.POD).number + 1)
    part.role_rows[h.POD] = np.tile(blocks.first_rows, len(months))
    return _without_what_is_no_row(part, np.tile(blocks.are_totals, len(months)))


class Blocks:
    """Lines of a sheet gathered by point of delivery: where each measure of each stands."""

    def __init__(self, heading):
        pods = heading.body(heading.of(h.POD))
        measures = measures_of(heading)
        valid = to_numpy(measures.is_valid())
        number = np.cumsum(to_numpy(pods.is_valid())) - 1
        self.offset = heading.row + 2
        lines = np.flatnonzero(valid & (number >= 0))
        self.names = pods.drop_null()
        self.grid = {role: np.full(len(self.names), -1) for role in h.MEASURES}
        self.labels = {}
        for role in h.MEASURES:
            self._place(role, lines[to_numpy(pc.equal(measures, role))[lines]], number, heading)
        self.are_totals = totals.total_mask({h.POD: self.names})
        self.first_rows = np.flatnonzero(to_numpy(pods.is_valid())) + self.offset

    def _place(self, role, lines, number, heading):
        if len(np.unique(number[lines])) < len(lines):
            raise Refused(
                f"The sheet “{heading.sheet.name}” gives the {h.WORDS[role]} of one point of "
                "delivery twice. Ask the sender which is right, and send it in again"
            )
        self.grid[role][number[lines]] = lines
        if len(lines):
            label = heading.body(heading.of(h.MEASURE))[int(lines[0])].as_py()
            self.labels[role] = label

    def rows_of(self, role):
        """Row of the sheet of a measure for each point of delivery, 0 where there is none."""
        lines = self.grid[role]
        return np.where(lines >= 0, lines + self.offset, 0).astype(np.int32)


def _month(heading, blocks, column):
    """What one month's column holds, by measure, for every point of delivery."""
    body = heading.body(column)
    texts = {
        role: body.take(pa.array(lines, mask=lines < 0))
        for role, lines in blocks.grid.items()
        if role in blocks.labels
    }
    texts[h.POD] = blocks.names
    size = len(blocks.names)
    texts[h.YEAR] = pa.repeat(pa.scalar(str(column.month[0])), size)
    texts[h.MONTH] = pa.repeat(pa.scalar(str(column.month[1])), size)
    return {"texts": texts}


def _joined(cuts):
    return {role: pa.concat_arrays([cut[role] for cut in cuts]) for role in cuts[0]}


def _letters(blocks, months):
    return np.repeat([column_letters(c.number + 1) for c in months], len(blocks.names))


def _without_what_is_no_row(part, are_totals):
    """Leave out months that are still empty; set the totals apart."""
    valid = [to_numpy(part.texts[r].is_valid()) for r in h.MEASURES if r in part.texts]
    has_figure = np.logical_or.reduce(valid)
    is_row, is_total = has_figure & ~are_totals, has_figure & are_totals
    for number in np.flatnonzero(is_total):
        part.ignored.append(totals.ignored(part, number, part.texts))
        part.totals += _own_total(part, number, is_row)
    return totals.keep(part, is_row)


def _own_total(part, number, is_row):
    """The total of one month, over the points of delivery of that month."""
    month = part.texts[h.MONTH]
    same = to_numpy(pc.equal(month, month[int(number)])) & is_row
    members = totals.renumber(is_row, np.flatnonzero(same))
    label = totals.label_of(part.texts, number)
    found = totals.stated(part, number, label, h.COST, members)
    return [found] if found else []


def leave_out_plans(parts):
    """Leave out months for which no sheet has anything but a plan, and say so.

    Budgets are often filled in for the year ahead; a month without activity has not been yet.
    """
    spoken = {}
    for part in parts:
        for month, done in zip(part.texts[h.MONTH].to_pylist(), _done(part), strict=True):
            spoken[month] = spoken.get(month, False) or done
    ahead = [month for month, done in spoken.items() if not done]
    for part in parts if ahead and len(ahead) < len(spoken) else []:
        mask = ~to_numpy(pc.is_in(part.texts[h.MONTH], pa.array(ahead)))
        for total in part.totals:
            total.members = totals.renumber(mask, total.members[mask[total.members]])
        totals.keep(part, mask)
    return [_ahead(ahead)] if ahead and len(ahead) < len(spoken) else []


def _done(part):
    """Rows with activity or cost, not a plan alone."""
    done = [part.texts[r] for r in (h.ACTUAL_ACTIVITY, h.COST) if r in part.texts]
    return np.logical_or.reduce([to_numpy(text.is_valid()) for text in done]).tolist()


def _ahead(months):
    numbers = listed(sorted(months, key=int))
    return Note(
        "warning",
        "plans-left-out",
        f"For month {numbers} the workbook holds plans and nothing done. They were left out",
        "Nothing",
        count=len(months),
    )
