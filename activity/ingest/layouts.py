"""Step two: which layout a file has, by its headings, and which of its sheets hold rows."""

import numpy as np
import pyarrow as pa

from activity.ingest import asking, long, remarks, report, sheets, units, wide
from activity.ingest import headings as h
from activity.ingest.parts import Raw
from activity.ingest.recognised import Candidate, Recognised, listed, name_of
from activity.ingest.refused import Refused

LONG, REPORT, WIDE, MONITORING = "long", "report", "wide", "monitoring"
FEED = "pct-acute"  # all four layouts bring one feed


def recognise(book, known):
    """Find the layout of a file and take its rows out of the sheets that have them."""
    if not any(sheet.height for sheet in book.sheets):
        raise Refused("The file holds no rows. Ask the sender to send it again")
    candidates = [_candidate(found, known) for found in map(sheets.find, book.sheets) if found]
    whole = [c for c in candidates if not c.missing and not c.sheet.hidden]
    if not whole:
        return asking.about(book, candidates)
    _refuse_mixture(whole)
    return _taken(book, candidates, whole, known)


def _candidate(heading, known):
    layout, month = _layout_of(heading)
    missing = _missing(heading, layout, month, known)
    unknown = [name_of(column) for column in heading.not_understood()]
    unknown += [f"{h.WORDS[role]}, which is there twice" for role in report.twice(heading)]
    if layout == WIDE:
        unknown += wide.labels_not_understood(heading)
    return Candidate(heading, layout, missing, unknown, month)


def _layout_of(heading):
    """The layout a heading comes nearest to, and the month that a report is of."""
    pod = heading.has(h.POD, h.POD_NAME)
    if pod and heading.has(h.MEASURE) and heading.months():
        return WIDE, None
    if heading.has(h.PERIOD):
        return LONG, None
    if heading.has(h.MONTH, h.YEAR):
        return MONITORING, None
    month = report.month_of(heading) if heading.titles else None
    return (REPORT, month) if month or report.has_two_spans(heading) else (LONG, None)


def _missing(heading, layout, month, known):
    """Names of the columns that a layout cannot do without and this sheet does not have."""
    has = {
        h.PRACTICE: layout == WIDE or heading.has(h.PRACTICE, h.PRACTICE_NAME),
        h.PERIOD: _says_month(heading, layout, month),
        h.LOCALITY: layout in (WIDE, REPORT)
        or heading.has(h.LOCALITY)
        or bool(known.locality_in(heading.titles)),
        h.POD: heading.has(h.POD, h.POD_NAME),
        h.COST: _says_cost(heading, layout),
    }
    twice = [] if layout == WIDE else report.twice(heading)
    absent = [role for role in h.NEEDED if not has[role] and role not in twice]
    return [h.WORDS[role] for role in (*absent, *twice)]


def _says_month(heading, layout, month):
    if layout == MONITORING:
        return heading.has(h.MONTH) and heading.has(h.YEAR)
    return layout == WIDE or (month is not None if layout == REPORT else heading.has(h.PERIOD))


def _says_cost(heading, layout):
    if layout == WIDE:
        return h.COST in wide.measures_of(heading).unique().to_pylist()
    costs = [c for c in heading.columns if c.role == h.COST and not c.is_to_date]
    return len(costs) == 1


def _refuse_mixture(whole):
    """Refuse a workbook whose sheets have different layouts: they would be counted twice."""
    kinds = {c.layout for c in whole}
    if len(kinds) > 1:
        first, other = next((a, b) for a in whole for b in whole if a.layout != b.layout)
        raise Refused(
            f"The sheets “{first.sheet.name}” and “{other.sheet.name}” are laid out in different "
            "ways, so the same money may be in both. Send in a workbook with one of them"
        )


def _taken(book, candidates, whole, known):
    """Take the rows out of every sheet that has them."""
    layout = whole[0].layout
    held = [(c, wide.holder_of(c.heading, known) if layout == WIDE else None) for c in whole]
    used = [pair for pair in held if pair[1] is not wide.SUMMARY]
    summaries = [c for c, holder in held if holder is wide.SUMMARY]
    if not used:
        raise Refused("This workbook has a summary and no sheet of a practice. Send in the whole")
    parts = [_part(c, holder) for c, holder in used]
    notes = wide.leave_out_plans(parts) if layout == WIDE else []
    unit = units.settle(parts, [c.heading for c, _ in used], book, [c.sheet for c, _ in used])
    _give_localities(parts, used, book, known)
    notes += remarks.named(book.kind, known.facts.get("file_name", ""))
    notes += remarks.about(
        book, candidates, [(c, p) for (c, _), p in zip(used, parts, strict=True)]
    )
    _state_grand_total(parts, summaries, unit)
    raw = Raw([part for part in parts if len(part)] or parts[:1])
    taken = {id(c.sheet) for (c, _), part in zip(used, parts, strict=True) if len(part)}
    return Recognised(
        layout=layout,
        raw=raw,
        headings=_headings(used),
        skipped=[listed(s) for s in book.sheets if s.name is not None and id(s) not in taken],
        notes=notes,
        unit=unit,
    )


def _part(candidate, holder):
    if candidate.layout == WIDE:
        return wide.part_of(candidate.heading, holder)
    if candidate.layout == REPORT:
        return report.part_of(candidate.heading, candidate.month)
    return long.part_of(candidate.heading)


def _give_localities(parts, used, book, known):
    """Where no column gives the locality, the titles of the sheet or workbook do."""
    about = [text for sheet in book.sheets if not sheet.hidden for text in _titles(sheet)]
    for part, (candidate, holder) in zip(parts, used, strict=True):
        if h.LOCALITY in part.texts:
            continue
        titles = candidate.heading.titles[1 if holder else 0 :]
        name = known.locality_in(titles) or known.locality_in(about)
        part.texts[h.LOCALITY] = pa.repeat(pa.scalar(name, pa.string()), len(part))


def _titles(sheet):
    """The first words of a sheet, where a cover says what the workbook is about."""
    first = [next((text for text in row if text), None) for row in sheet.head(3)]
    return [text for text in first[:2] if text]


def _state_grand_total(parts, summaries, unit):
    """The summary of a wide workbook is its own grand total of actual cost."""
    for candidate in summaries:
        summary = wide.part_of(candidate.heading, None)
        units.apply(summary, unit)
        everything = np.arange(sum(map(len, parts)))
        for total in summary.totals:
            total.is_grand, total.members = True, everything
            parts[0].totals.append(total)


def _headings(used):
    heading = used[0][0].heading
    return {
        "found": [column.text for column in heading.columns if column.text],
        "missing": [],
        "not_understood": list(dict.fromkeys(n for c, _ in used for n in c.not_understood)),
    }
