"""What one reading leaves in its folder for the writer: lines, parked rows, problems, result."""

import json
from dataclasses import replace
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
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
AT_ONCE = 10_000  # parked rows held as objects at one time
OPENING = 0  # first month of a figure that stands for all months up to its own


def write_lines(path, raw, parsed, matched, known, rows, openings):
    """Write staged lines, and the opening figures of a report, as COPY takes them."""
    lines = _lines(raw, parsed, matched, known, rows, parsed.measures)
    tables = [_table(lines, parsed.months[rows], parsed.months[rows])]
    if openings is not None:
        numbers, amounts, practice = openings
        whose = replace(matched, practice=practice)
        lines = _lines(raw, parsed, whose, known, numbers, amounts, TO_DATE)
        before = parsed.months[numbers] - 1
        tables.append(_table(lines, np.full(len(numbers), OPENING), before))
    options = pa.csv.WriteOptions(include_header=False)
    pa.csv.write_csv(pa.concat_tables(tables), path, options)


def _lines(raw, parsed, matched, known, rows, amounts, span=""):
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
    columns["cell"] = raw.cells(span + h.COST).take(take)
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
    with Path(path).open("w", encoding="utf-8") as file:
        for start, part in zip(raw.starts, raw.parts, strict=False):
            parked = np.flatnonzero(findings.parked[start : start + len(part)])
            for local in np.array_split(parked, len(parked) // AT_ONCE + 1):
                whose = _whose(local + start, parsed, matched, known)
                codes = [findings.codes[n] for n in findings.reasons[local + start]]
                _write_parked(file, part, local, codes, whose)


def _write_parked(file, part, local, codes, whose):
    cells = part.cells(h.COST).take(pa.array(local)).to_pylist()
    values = _values(part, local)
    for code, row, cell, said, who in zip(
        codes, part.rows[local].tolist(), cells, values, whose, strict=True
    ):
        place = {"sheet": part.sheet, "row": row, "cell": cell}
        file.write(AS_JSON({"code": code, **who, **place, "values": said}) + "\n")


def _whose(numbers, parsed, matched, known):
    """Month, locality, practice and money of some rows, as far as they are known."""
    take = pa.array(numbers)
    ids = [practice["id"] for practice in known.practices]
    practice, locality = matched.practice[numbers], matched.locality[numbers]
    locality = np.where(locality >= 0, locality, matched.locality_given[numbers])
    money = figures.nought(parsed.measures[h.COST].take(take)).cast(pa.string()).to_pylist()
    given = matched.given[h.PRACTICE].take(take).to_pylist()
    years, months = parsed.years[numbers].tolist(), parsed.months[numbers].tolist()
    return [
        {
            "year": year if month else None,
            "month": month or None,
            "locality_id": place if place >= 0 else None,
            "practice_id": ids[who] if who >= 0 else None,
            "practice_given": text,
            "money": amount,
        }
        for year, month, place, who, text, amount in zip(
            years, months, locality.tolist(), practice.tolist(), given, money, strict=True
        )
    ]


def _values(part, local):
    """What some rows say under each heading, as given."""
    said = {part.headings.get(role, role): text for role, text in part.texts.items()}
    columns = [text.take(pa.array(local)).to_pylist() for text in said.values()]
    rows = zip(*columns, strict=True)
    return [{k: v for k, v in zip(said, row, strict=True) if v is not None} for row in rows]


def write_problems(path, raw, findings, notes):
    """Write every problem: those of the file first, then those of its rows."""
    with Path(path).open("w", encoding="utf-8") as file:
        for note in notes:
            place = (note.sheet, note.row, note.cell)
            file.write(_problem(note, place, note.message, note.count))
        for finding in findings.rows:
            for number, place in raw.places(finding.numbers, finding.role):
                file.write(_problem(finding, place, finding.say(number), 1))


def _problem(found, place, message, count):
    sheet, row, cell = place
    line = {
        "severity": found.severity,
        "code": found.code,
        "sheet": sheet,
        "row": row,
        "cell": cell,
        "message": message,
        "fix": found.fix,
        "count": count,
    }
    return AS_JSON(line) + "\n"


def write_result(path, result):
    """Write what the reading came to as a whole."""
    Path(path).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
