"""Hand work: unassigned lines that a person gave to a practice, found again by what they say.

A person's assignments come as plain data. Those of the months that a file covers are applied where
their line is still there, to the letter and the penny; the rest are listed. Each takes one line:
copies of a line are parked before, so no pound moves twice.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from activity.ingest import figures
from activity.ingest import headings as h
from activity.ingest.layouts import FEED
from activity.ingest.output import OPENING

APPLIED, NOT_FOUND, NOT_THERE = "APPLIED", "NOT_FOUND", "NOT_THERE"
BETWEEN = "\x1f"  # between the parts of a key; no cell holds it


@dataclass
class HandWork:
    """Whose every row is once assignments are applied, and what became of each of them."""

    practice: np.ndarray  # of the line of the month
    opening: np.ndarray  # of the figure that stands for the months before
    outcomes: list  # [id of the assignment, APPLIED, NOT_FOUND or NOT_THERE]


def assign(parsed, matched, slices, openings, known, findings):
    """Give unassigned lines to the practices that a person named. Only sound rows are given."""
    wanted = _of_these(known, set(slices))
    usable = [one for one in wanted if _is_there(one, known)]
    nobody = findings.sound & matched.is_unassigned
    work = HandWork(matched.practice.copy(), matched.practice.copy(), [])
    register = {row["id"]: number for number, row in enumerate(known.practices)}
    rows = np.flatnonzero(nobody)
    found = _give(work.practice, rows, _keys(rows, parsed, matched), usable, register)
    if openings is not None:
        numbers, amounts = openings
        rows = numbers[nobody[numbers]]
        keys = _keys(rows, parsed, matched, amounts)
        found |= _give(work.opening, rows, keys, usable, register)
    there = {one["id"] for one in usable}
    for one in wanted:
        missing = NOT_FOUND if one["id"] in there else NOT_THERE
        work.outcomes.append([one["id"], APPLIED if one["id"] in found else missing])
    return work


def _of_these(known, slices):
    """Assignments of this feed in the slices that the file covers."""
    feed = known.facts.get("feed") or FEED
    given = known.facts.get("assignments", [])
    return [one for one in given if one["feed"] == feed and _slice(one) in slices]


def _slice(one):
    """The slice in which a line counts: an opening figure comes with the month after its last."""
    later = one["first_month"] == OPENING
    return one["year"], one["month"] + later, one["locality_id"]


def _is_there(one, known):
    """Was the practice in that locality in every month of the line?"""
    numbers = {row["id"]: number for number, row in enumerate(known.practices)}
    first = one["first_month"] or 1
    return one["practice_id"] in numbers and all(
        known.locality_of(numbers[one["practice_id"]], one["year"], month) == one["locality_id"]
        for month in range(first, one["month"] + 1)
    )


def _give(whose, numbers, keys, assignments, register):
    """Give each assignment the first row that has its key; returns the ids of those that did."""
    asked = pa.array([_key_of(one) for one in assignments], pa.string())
    found = pc.fill_null(pc.index_in(keys, value_set=asked), -1)
    which, firsts = np.unique(found.to_numpy(), return_index=True)
    taken = [(assignments[n], at) for n, at in zip(which, firsts, strict=True) if n >= 0]
    for one, at in taken:
        whose[numbers[at]] = register[one["practice_id"]]
    return {one["id"] for one, _ in taken}


def _keys(numbers, parsed, matched, to_date=None):
    """What some rows say of themselves, as one text each."""
    take, months = pa.array(numbers), parsed.months[numbers]
    amounts = (parsed.measures if to_date is None else to_date)[h.COST].take(take)
    opens = to_date is not None
    columns = [
        parsed.years[numbers],
        np.full(len(numbers), OPENING) if opens else months,
        months - opens,
        matched.locality[numbers],
        matched.point_of_delivery[numbers],
    ]
    texts = [pa.array(column).cast(pa.string()) for column in columns]
    texts.append(figures.nought(amounts).cast(pa.string()))
    texts += [matched.given[role].take(take) for role in (h.PRACTICE, h.PROVIDER, h.SPECIALTY)]
    return pc.binary_join_element_wise(*texts, BETWEEN)


def _key_of(one):
    parts = ("year", "first_month", "month", "locality_id", "point_of_delivery_id", "amount")
    parts += ("practice_given", "provider_given", "specialty_given")
    return BETWEEN.join(str(one[part]) for part in parts)
