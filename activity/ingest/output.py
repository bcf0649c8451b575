"""What one reading leaves in its folder for the writer: lines, parked rows, problems, result."""

import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from activity.ingest import figures
from activity.ingest import headings as h
from activity.ingest.report import TO_DATE

KEPT = (h.PLAN_ACTIVITY, h.ACTUAL_ACTIVITY, h.BUDGET, h.SAVINGS, h.COST)
OPENING = 0  # first month of a figure that stands for all months up to its own


def write_lines(path, raw, parsed, matched, known, rows, openings):
    """Write staged lines, and the opening figures of a report, as COPY takes them."""
    lines = _lines(raw, parsed, matched, known, rows, parsed.measures, h.COST)
    tables = [_table(lines, parsed.months[rows], parsed.months[rows])]
    if openings is not None:
        numbers, amounts = openings
        lines = _lines(raw, parsed, matched, known, numbers, amounts, TO_DATE + h.COST)
        before = parsed.months[numbers] - 1
        tables.append(_table(lines, np.full(len(numbers), OPENING), before))
    options = pa.csv.WriteOptions(include_header=False)
    pa.csv.write_csv(pa.concat_tables(tables), path, options)


def _lines(raw, parsed, matched, known, rows, amounts, role):
    take = pa.array(rows)
    ids = np.array([p["id"] for p in known.practices] + [0], dtype=np.int64)
    practice = matched.practice[rows]
    columns = {
        "submission": pa.repeat(pa.scalar(known.facts["submission"], pa.int64()), len(rows)),
        "year": pa.array(parsed.years[rows]),
        "locality": pa.array(matched.locality[rows]),
        "practice": pa.array(ids[practice], mask=practice < 0),
        "practice_given": matched.given[h.PRACTICE].take(take),
        "provider": _known(matched.provider[rows]),
        "provider_given": matched.given[h.PROVIDER].take(take),
        "pod": pa.array(matched.point_of_delivery[rows]),
        "specialty": _known(matched.specialty[rows]),
        "specialty_given": matched.given[h.SPECIALTY].take(take),
    }
    for measure in KEPT:
        columns[measure] = _amounts(amounts.get(measure), take, measure)
    columns["sheet"] = pc.utf8_slice_codeunits(raw.sheets().take(take), 0, 100)
    columns["row"] = pa.array(raw.rows()[rows])
    columns["cell"] = raw.cells(role).take(take)
    return columns


def _known(ids):
    return pa.array(ids, mask=ids < 0)


def _amounts(column, take, measure):
    """Amounts of some rows. What a file has no column for, or leaves blank, is 0."""
    kind = pa.decimal128(20, 3 if measure in h.ACTIVITIES else 2)
    if column is None:
        return pa.repeat(pa.scalar(Decimal(0), kind), len(take))
    return figures.nought(column.take(take)).cast(kind)


def _table(columns, first_months, months):
    """The columns in the order of the table of lines."""
    ordered = {"submission": columns.pop("submission"), "year": columns.pop("year")}
    ordered["first_month"] = pa.array(first_months.astype(np.int32))
    ordered["month"] = pa.array(months.astype(np.int32))
    return pa.table({**ordered, **columns})


def write_parked(path, raw, parsed, matched, known, findings):
    """Write every parked row as given, one JSON object a line."""
    costs = parsed.measures[h.COST]
    with Path(path).open("w", encoding="utf-8") as file:
        for number in np.flatnonzero(findings.parked).tolist():
            part, local = raw.place(number)
            row, cell = part.address(h.COST, local)
            money = costs[number].as_py()
            line = {
                "code": findings.reason(number),
                **_whose(number, parsed, matched, known),
                "practice_given": matched.given[h.PRACTICE][number].as_py(),
                "sheet": part.sheet,
                "row": row,
                "cell": cell,
                "money": str(money if money is not None else Decimal("0.00")),
                "values": _values(part, local),
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _whose(number, parsed, matched, known):
    practice, locality = int(matched.practice[number]), int(matched.locality[number])
    locality = locality if locality >= 0 else int(matched.locality_given[number])
    month = int(parsed.months[number])
    return {
        "year": int(parsed.years[number]) if month else None,
        "month": month or None,
        "locality_id": locality if locality >= 0 else None,
        "practice_id": known.practices[practice]["id"] if practice >= 0 else None,
    }


def _values(part, local):
    """What a row says under each heading, as given."""
    said = {part.headings.get(role, role): part.texts[role][local].as_py() for role in part.texts}
    return {heading: text for heading, text in said.items() if text is not None}


def write_problems(path, raw, findings, notes):
    """Write every problem, those of the file first, then by sheet and row."""
    with Path(path).open("w", encoding="utf-8") as file:
        for note in notes:
            _write(file, note.severity, note.code, note.sheet, note.row, note.cell, note)
        for finding in findings.rows:
            for number in finding.numbers.tolist():
                part, local = raw.place(number)
                row, cell = part.address(finding.role, local)
                place = (part.sheet, row, cell)
                _write(file, finding.severity, finding.code, *place, finding, finding.say(number))


def _write(file, severity, code, sheet, row, cell, found, message=None):
    line = {
        "severity": severity,
        "code": code,
        "sheet": sheet,
        "row": row,
        "cell": cell,
        "message": message or found.message,
        "fix": found.fix,
        "count": getattr(found, "count", 1),
    }
    file.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_result(path, result):
    """Write what the reading came to as a whole."""
    Path(path).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
