"""What a reading comes to as a whole: months, slices, rows and money that balance."""

from decimal import Decimal

import numpy as np
import pyarrow.compute as pc

from activity.ingest import figures
from activity.ingest import headings as h
from activity.ingest.layouts import FEED
from activity.ingest.refused import Refused
from activity.ingest.totals import to_numpy
from activity.ingest.words import listed, month_name


def refuse_without_rows(raw):
    """Refuse a file that has headings and nothing under them."""
    if not len(raw):
        raise Refused("The file has headings and no rows under them. Ask the sender for the rows")


def refuse_unexpected(parsed, slices, known, findings):
    """Refuse a file that does not bring the month it was said to bring."""
    if not known.expect:
        return
    expected = (known.expect["year"], known.expect["month"])
    readable = parsed.months > 0
    pairs = zip(parsed.years[readable], parsed.months[readable], strict=True)
    months = {(y, m) for y, m, *_ in slices} or {(int(y), int(m)) for y, m in pairs}
    if expected not in months:
        brings = listed(month_name(*month) for month in sorted(months)) or "no month"
        raise Refused(
            f"This file brings {brings}, and {month_name(*expected)} was expected. "
            "Send in the file of that month, or say that it is of another"
        )


def opening_figures(parsed, findings):
    """Year to date less month, for each sound line of a report of a later month than April.

    Returns the numbers of the rows and the amounts of all rows, or None.
    """
    if h.COST not in parsed.to_date:
        return None
    amounts = {
        role: pc.subtract(figures.nought(column), figures.nought(parsed.measures[role]))
        for role, column in parsed.to_date.items()
        if role in parsed.measures
    }
    readable = np.logical_and.reduce([to_numpy(c.is_valid()) for c in parsed.to_date.values()])
    later = findings.sound & (parsed.months > 1)
    missing = int((later & ~readable).sum())
    if missing:
        findings.note(
            "to-date-unreadable",
            f"{missing:,} lines have no readable figures to date, so nothing stands for their "
            "earlier months",
            "Ask the sender for the figures to date, if the earlier months are not held",
            count=missing,
        )
    return np.flatnonzero(later & readable), amounts


def asked(recognised):
    """The result of a file whose headings somebody has to map."""
    nothing = {"read": 0, "staged": 0, "unassigned": 0, "parked": 0}
    return {
        "layout": None,
        "feed": FEED,
        "year": None,
        "months": [],
        "slices": [],
        "sheets_skipped": recognised.skipped,
        "headings": recognised.headings,
        "unit": recognised.unit,
        "rows": {**nothing, "ignored": 0},
        "money": dict.fromkeys(nothing, "0.00"),
        "stated_total": None,
        "stated_total_difference": None,
        "by_hand": [],
    }


def summary(recognised, parsed, matched, findings, slices, ignored, stated):
    """The result of a file that was read."""
    total, difference = stated
    return {
        **asked(recognised),
        "layout": recognised.layout,
        "year": _year(parsed, slices),
        "months": sorted({month for _, month, *_ in slices}),
        "rows": _rows(matched, findings, ignored),
        "money": _money(parsed, matched, findings),
        "stated_total": None if total is None else str(total),
        "stated_total_difference": None if difference is None else str(difference),
    }


def _year(parsed, slices):
    """The financial year that most of a file is of."""
    years = [year for year, *_ in slices] or parsed.years[parsed.months > 0].tolist()
    return max(set(years), key=years.count) if years else None


def _rows(matched, findings, ignored):
    sound = findings.sound
    return {
        "read": len(sound) + ignored,
        "staged": int(sound.sum()),
        "unassigned": int((sound & matched.is_unassigned).sum()),
        "parked": int(findings.parked.sum()),
        "ignored": ignored,
    }


def _money(parsed, matched, findings):
    def of(mask):
        amount = figures.total(figures.select(parsed.measures[h.COST], mask))
        return str(Decimal(amount).quantize(Decimal("0.01")))

    sound = findings.sound
    return {
        "read": of(sound | findings.parked),
        "staged": of(sound),
        "unassigned": of(sound & matched.is_unassigned),
        "parked": of(findings.parked),
    }
