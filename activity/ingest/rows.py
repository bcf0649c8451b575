"""Step three: from text to typed columns, and a problem with its cell for each that will not go."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activity.ingest import figures, months
from activity.ingest import headings as h
from activity.ingest.cells import NO_VALUE
from activity.ingest.parts import BEYOND
from activity.ingest.refused import Refused
from activity.ingest.report import TO_DATE
from activity.ingest.totals import to_numpy
from activity.ingest.words import financial_year, shown

ERROR = r"^#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!)$"
MEND = "Mend the cell in the spreadsheet, save it, send it in again"
ASK = "Ask the sender for the figure, and send the file in again"
KEYS = (h.PRACTICE, h.PERIOD, h.YEAR, h.MONTH, h.LOCALITY, h.POD, h.PROVIDER, h.SPECIALTY)
NEVER_CALCULATED = 5  # one row in so many without values: the file was never calculated


@dataclass
class Parsed:
    """Typed columns of a file. Month 0 is one that cannot be read."""

    years: np.ndarray
    months: np.ndarray
    measures: dict = field(default_factory=dict)  # role -> decimals, null where unreadable
    to_date: dict = field(default_factory=dict)  # the same from April on, of a report


def parse(raw, known, findings):
    """Turn the text of a file into months and figures."""
    _beyond_the_headings(raw, findings)
    _errors_in_keys(raw, findings)
    parsed = Parsed(*_months(raw, known, findings))
    for role in h.MEASURES:
        if role in raw.roles() or role == h.COST:
            parsed.measures[role] = _measure(raw, role, findings)
        if TO_DATE + role in raw.roles():
            parsed.to_date[role] = _decimals(raw, TO_DATE + role)[0]
    _refuse_never_calculated(raw, findings)
    _refuse_beyond_the_tables(parsed)
    return parsed


def _errors_in_keys(raw, findings):
    """An error in a code or a month is said to be one, not to be an unknown code."""
    for role in KEYS:
        if role in raw.roles():
            text = raw.text(role)
            _park_errors(raw, role, text, findings)


def _park_errors(raw, role, text, findings):
    name = h.WORDS[role]
    findings.park(
        "error-cell",
        role,
        to_numpy(pc.match_substring_regex(text, ERROR)),
        lambda n: f"The {name} is an error in the spreadsheet ({text[n].as_py()})",
        MEND,
    )
    findings.park(
        "formula-without-value",
        role,
        to_numpy(pc.equal(text, NO_VALUE)),
        lambda n: f"The {name} is a formula without a value",
        "Open the file in Excel, save it, send it in again",
    )


def _months(raw, known, findings):
    """Financial year and month of every row; rows whose month will not do are parked."""
    size, role = len(raw), h.PERIOD if h.PERIOD in raw.roles() else h.MONTH
    texts = [raw.text(r) if r in raw.roles() else pa.nulls(size, pa.string()) for r in _PERIODS]
    joined = pc.binary_join_element_wise(
        *texts, "\x1f", null_handling="replace", null_replacement=""
    ).dictionary_encode()
    is_financial = _year_is_financial(raw)
    found = [_month(*text.split("\x1f"), is_financial) for text in joined.dictionary.to_pylist()]
    pairs = np.array([pair or (0, 0) for pair in found], dtype=np.int32).reshape(-1, 2)
    years, numbers = pairs[joined.indices.to_numpy()].T
    given = pc.coalesce(*texts[::-1] if role == h.MONTH else texts)
    findings.park(
        "month-unreadable",
        role,
        (numbers == 0) & findings.usable(role, size),
        lambda n: _unreadable_month(given[n].as_py()),
        "Correct the month in the file, send it in again",
    )
    outside = (numbers > 0) & ~np.isin(years, list(known.years))
    _park_outside(years, numbers, outside, role, known, findings)
    return years, np.where(outside, 0, numbers)


_PERIODS = (h.PERIOD, h.YEAR, h.MONTH)


def _month(period, year, month, year_is_financial):
    """Financial year and month from what a row says, or None."""
    if period and (found := months.parse(period)):
        return found
    number = months.parse_number(month or period)
    if not number or not year:
        return None
    if year_is_financial or not year.isdigit() or len(year) > 4:
        first = months.parse_year(year)
        return (first, number) if first else None
    named = months.parse(f"{month or period} {year}")
    return named


def _year_is_financial(raw):
    """Is a plain 2006 the year that begins in April? Only where its heading says so."""
    said = [part.headings[h.YEAR] for part in raw.parts if h.YEAR in part.headings]
    return all(any(word in h.plain(text) for word in ("fin", "fy", "f year")) for text in said)


def _unreadable_month(text):
    return f"“{shown(text)}” is not a month" if text else "The month is blank"


def _park_outside(years, numbers, outside, role, known, findings):
    if outside.any() and not (numbers[~outside] > 0).any():
        held = " and ".join(financial_year(y) for y in sorted(known.years)) or "none yet"
        named = " and ".join(financial_year(y) for y in sorted(set(years[outside])))
        raise Refused(
            f"Every month of this file is in {named}, outside the financial years held ({held}). "
            "Ask the sender for the right file, or open the year first"
        )
    findings.park(
        "month-outside-years",
        role,
        outside,
        lambda n: f"The month is in {financial_year(years[n])}, a year that is not held",
        "Correct the month in the file, or open that year and send the file in again",
    )


def _measure(raw, role, findings):
    """One column of figures; what is there and cannot be read parks its row."""
    text = raw.text(role) if role in raw.roles() else pa.nulls(len(raw), pa.string())
    if role == h.REVISED:
        text = _without_underived(text, findings)
    _park_errors(raw, role, text, findings)
    found, lost = _decimals(raw, role)
    unreadable = to_numpy(text.is_valid()) & to_numpy(found.is_null())
    findings.park(
        "figure-unreadable",
        role,
        unreadable & findings.usable(role, len(raw)),
        lambda n: f"The {h.WORDS[role]} reads “{shown(text[n].as_py())}”, which is not a figure",
        ASK,
    )
    if role == h.COST:
        _park_blank_cost(text, findings)
    if lost:
        findings.note(
            "figures-rounded",
            f"{lost:,} figures of the {h.WORDS[role]} had more decimals and were rounded",
            "Nothing",
            count=lost,
        )
    return found


def _park_blank_cost(text, findings):
    findings.park(
        "figure-unreadable",
        h.COST,
        to_numpy(text.is_null()),
        lambda n: "The actual cost is blank, which is not the same as nought",
        ASK,
    )


def _without_underived(text, findings):
    """A revised budget that was never calculated is budget plus savings plan, and is said to be."""
    mask = pc.fill_null(pc.equal(text, NO_VALUE), False)
    many = pc.sum(mask).as_py() or 0
    if many:
        findings.note(
            "revised-budget-derived",
            f"{many:,} formulas of the revised budget have no value. Budget plus savings plan "
            "stands for them",
            "Nothing",
            count=many,
        )
    return pc.if_else(mask, pa.scalar(None, pa.string()), text)


def _decimals(raw, role):
    """Pounds, or activity to three places, of a column, and how many were rounded."""
    columns = []
    for part in raw.parts:
        text = part.texts.get(role, pa.nulls(len(part), pa.string()))
        power = h.POWERS[part.units.get(role, "pounds")]
        columns.append(figures.scaled(figures.exact(text), power).cast(figures.WIDEST))
    column, places = pa.concat_arrays(columns), _places(role)
    column = pc.if_else(figures.too_large(column, places), pa.scalar(None, column.type), column)
    return figures.rounded(column, places)


def _places(role):
    return 3 if role.removeprefix(TO_DATE) in h.ACTIVITIES else 2


def _refuse_beyond_the_tables(parsed):
    """Refuse a file whose figures add up to more than the tables can hold."""
    for role, column in parsed.measures.items():
        both = [c for c in (column, parsed.to_date.get(role)) if c is not None]
        if figures.too_large_together(both, _places(role)):
            raise Refused(
                f"The figures of the {h.WORDS[role]} add up to more than this site can hold, "
                "so some of them must be wrong. Correct them, send the file in again"
            )


def _refuse_never_calculated(raw, findings):
    """Refuse a file that was never calculated; a single such cell only parks its row."""
    found = [f for f in findings.rows if f.code == "formula-without-value"]
    cells = sum(len(f.numbers) for f in found)
    rows = len({int(n) for f in found for n in f.numbers})
    if rows > 1 and rows * NEVER_CALCULATED >= len(raw):
        raise Refused(
            f"{cells:,} formulas have no value. Open the file in Excel, save it, send it in again"
        )


def _beyond_the_headings(raw, findings):
    if BEYOND not in raw.roles():
        return
    text = raw.text(BEYOND)
    findings.park(
        "line-too-long",
        BEYOND,
        to_numpy(text.is_valid()),
        lambda n: "The line has more fields than headings, so its figures may have moved",
        "Look for a separator too many in that line, mend it, send the file in again",
    )
    findings.explained |= findings.parked
