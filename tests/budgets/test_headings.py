"""A point of delivery given another heading reaches a past month only through a new reading."""

from datetime import date

import pytest

from activity.models import PointOfDelivery
from activity.services import recompute
from budgets.queries.asked import Asked
from budgets.queries.book import read_book
from budgets.queries.positions import position
from budgets.queries.rows import rows_page
from budgets.services.stated import compare_stated
from pbc.core.models import Practice
from pbc.core.values import Scope
from tests import make

pytestmark = pytest.mark.django_db

YESTERDAY, TODAY = date(2007, 3, 12), date(2007, 3, 13)


def june(cost):
    """Elective care of June for £300, and first attendances for the cost given."""
    practice = Practice.objects.first() or make.practice()
    return [
        make.line(practice, cost=300, point_of_delivery="EL"),
        make.line(practice, cost=cost, point_of_delivery="OPFA"),
    ]


def regrouped(code="EL", name="Day cases"):
    """Give a point of delivery another heading."""
    PointOfDelivery.objects.filter(code=code).update(heading=make.heading(name))


def by_heading(known_on):
    """{heading: spend} of Dacorum to month 6, those that have any."""
    stands = position(
        read_book(year=2006, known_on=known_on), Scope("locality", make.locality().code), 6
    )
    return {line.name: line.actual for line in stands.by_heading if line.actual}


def test_a_regrouping_leaves_the_headings_of_what_was_read_as_they_were():
    make.published_file(june(700), on=YESTERDAY)

    regrouped()

    assert by_heading(YESTERDAY) == {"Elective": 300, "Outpatients": 700}
    assert by_heading(TODAY) == {"Elective": 300, "Outpatients": 700}


def test_a_regrouping_counts_from_the_next_reading_on():
    make.published_file(june(700), on=YESTERDAY)
    regrouped()

    make.published_file(june(800), on=TODAY)

    assert by_heading(YESTERDAY) == {"Elective": 300, "Outpatients": 700}
    assert by_heading(TODAY) == {"Day cases": 300, "Outpatients": 800}


def test_derived_again_a_reading_keeps_its_headings(owner):
    published = make.published_file(june(700), on=YESTERDAY)
    regrouped()

    owner.execute("SELECT rebuild_roll_ups(%s)", [published.pk])

    assert by_heading(TODAY) == {"Elective": 300, "Outpatients": 700}
    assert not recompute.recompute_roll_ups(by=make.operator()).differences


def test_what_was_stated_by_heading_derives_again_after_a_regrouping():
    make.published_file(june(700), on=YESTERDAY)

    regrouped()

    assert not compare_stated().examples


def test_the_rows_behind_a_heading_are_those_that_were_read_under_it_h01():
    make.published_file(june(700), on=YESTERDAY)
    regrouped()
    wanted = Asked(Scope("locality", make.locality().code), TODAY, year=2006, month=6)

    elective, lines = rows_page(make.auditor(), wanted, heading=make.heading("Elective").code)
    day_cases, none = rows_page(make.auditor(), wanted, heading=make.heading("Day cases").code)

    assert (elective.total, len(lines[:])) == (300, 1)
    assert (day_cases.total, len(none[:])) == (0, 0)
