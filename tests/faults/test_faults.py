"""R1 and R2: an import is broken at every point there is, and each time it comes out whole.

A file of two months goes in by the page, is read, looked at and published. `make test` takes a
spread of the points at which something is written, `make test-long` all of them (K, printed).
"""

import os
from collections import Counter

import pytest

from tests.faults import textbook
from tests.faults.points import FAULTS

pytestmark = pytest.mark.django_db(transaction=True)

SAMPLE = os.environ.get("PBC_FAULTS", "12")  # how many points, or "all"
BEATS = 3  # the lease's thread beats as often as the clock lets it


def points_of(bench):
    """The points of an import, each with its sort; a spread of those that write unless all."""
    points = [("work", k, *said) for k, said in enumerate(bench.points["of"]["work"], start=1)]
    beats = bench.points["of"]["lease"][:BEATS]
    points += [("lease", k, *said) for k, said in enumerate(beats, start=1)]
    if SAMPLE == "all":
        return points
    writes = [point for point in points if not point[3].startswith("SELECT")]
    return writes[:: max(1, len(writes) // int(SAMPLE))]


def crash(number, sort):
    """The process kills itself, whatever the point."""
    return "kill"


def each_in_turn(number, sort):
    """The faults that can meet a point of its sort, one after the other."""
    return FAULTS[sort][number % len(FAULTS[sort])]


def broken(bench, fault_at):
    """Break an import at each point; the points that hurt, with what became of it."""
    hurt, slowest = {}, 0.0
    points = points_of(bench)
    for number, point in enumerate(points):
        fault = fault_at(number, point[2])
        outcome = bench.run(point[:2], fault)
        slowest = max(slowest, outcome.seconds or 0)
        if not (outcome.broke and outcome.is_sound):
            hurt[point] = (fault, outcome)
            print("hurt", *point, fault, outcome)
    how = Counter(sort for _, outcome in hurt.values() for sort in {w[0] for w in outcome.wrongs})
    print(f"{len(points)} points, hurt at {len(hurt)}, over after {slowest:.1f} s at most", end="")
    print("".join(f", {number} {sort}" for sort, number in sorted(how.items())))
    return hurt


def test_there_is_no_place_where_a_crash_hurts(bench):
    """R1."""
    assert broken(bench, crash) == {}


def test_there_is_no_call_whose_failure_hurts(bench):
    """R2."""
    assert broken(bench, each_in_turn) == {}


def test_the_textbook_way_is_hurt_by_the_same_crashes(bench_for):
    """R1: what makes the nought above mean something; `tests/faults/textbook.py` is that way."""
    with bench_for(textbook) as bench:
        assert broken(bench, crash)
        assert broken(bench, each_in_turn)
