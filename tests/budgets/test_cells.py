"""Which lines a figure was added up from: all of its cells', and no other."""

from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activity.models import ActivityLine
from budgets.queries.cells import lines_of
from budgets.queries.spend import Cell

READINGS, MONTHS, LOCALITIES, PRACTICES = (1, 2, 3), (4, 5, 6), (10, 20), (None, 100, 200, 300)
# A table of its own in front of the lines, which takes lines of readings that are none.
IN_FRONT = """
CREATE TEMPORARY TABLE activity_activityline (LIKE activity_activityline);
GRANT ALL ON pg_temp.activity_activityline TO pbc_app
"""
ONE_MORE = """
INSERT INTO activity_activityline (id, submission_id, year, first_month, month, locality_id,
  practice_id, practice_given, provider_given, point_of_delivery_id, specialty_given,
  plan_activity, actual_activity, budget, savings_plan, actual_cost, sheet, "row", cell)
VALUES (%s, %s, 2006, %s, %s, %s, %s, '', '', 1, '', 0, 0, 0, 0, 0, '', 1, '')
"""

places = st.tuples(
    st.sampled_from(READINGS),
    st.booleans(),
    st.sampled_from(MONTHS),
    st.sampled_from(LOCALITIES),
    st.sampled_from(PRACTICES),
)
# Half of the time whole readings, localities or practices, as pages ask for them.
figures = st.one_of(
    st.builds(lambda of: lambda place: place in of, st.frozensets(places)),
    st.builds(
        lambda readings, months, localities, practices: (
            lambda place: (
                place[0] in readings
                and place[2] in months
                and place[3] in localities
                and place[4] in practices
            )
        ),
        st.frozensets(st.sampled_from(READINGS), min_size=1),
        st.frozensets(st.sampled_from(MONTHS), min_size=1),
        st.frozensets(st.sampled_from(LOCALITIES), min_size=1),
        st.frozensets(st.sampled_from(PRACTICES), min_size=1),
    ),
)


@pytest.fixture
def in_front(owner):
    """An empty table in front of the lines, until the test's transaction is taken back."""
    owner.execute(IN_FRONT)
    with connection.cursor() as cursor:
        yield cursor


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sets(places, max_size=40), figures)
def test_a_figure_is_of_its_cells_lines_and_of_no_other_h01(in_front, there, is_of_figure):
    lines = dict(enumerate(sorted(there, key=str)))
    in_front.execute("TRUNCATE pg_temp.activity_activityline")
    for number, (reading, is_opening, month, locality, practice) in lines.items():
        first = 0 if is_opening else month
        in_front.execute(ONE_MORE, [number, reading, first, month, locality, practice])

    wanted = {number for number, place in lines.items() if is_of_figure(place)}
    found = ActivityLine.objects.filter(
        lines_of([cell(lines[number]) for number in wanted], held(there)), year=2006
    )

    assert set(found.values_list("pk", flat=True)) == wanted


def test_a_whole_county_is_asked_for_by_its_readings_alone_h01():
    there = {
        (reading, False, month, locality, practice)
        for reading, month in ((1, 4), (2, 5))
        for locality in LOCALITIES
        for practice in PRACTICES
    }

    asked = lines_of([cell(place) for place in there], held(there))

    assert asked.children == [("submission_id__in", [1, 2])]


def cell(place):
    """The cell that a line was added up into; an opening figure counts in the month after."""
    reading, is_opening, month, locality, practice = place
    zero = Decimal(0)
    return Cell(
        month + is_opening,
        locality,
        practice,
        1,
        zero,
        zero,
        zero,
        1,
        reading,
        month if is_opening else 0,
    )


def held(there):
    """Of whom each reading has rows."""
    found = {}
    for reading, is_opening, month, locality, practice in there:
        months = found.setdefault(reading, {})
        months.setdefault((is_opening, month), {}).setdefault(locality, set()).add(practice)
    return found
