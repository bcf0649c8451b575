"""Where a scope stands, by figures worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from budgets.models import Kind, OtherSpend
from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core import money
from pbc.core.values import Scope
from tests import make
from tests.budgets.spending import FIRST_HALF, dacorum_at_month_6, spent

pytestmark = pytest.mark.django_db

TODAY = date(2007, 3, 13)


def stands(organisation, *, kind="locality", month=6, known_on=TODAY, year=2006, without=()):
    """The position of an organisation."""
    book = read_book(year=year, known_on=known_on, without=without)
    return position(book, Scope(kind, organisation and organisation.code), month)


def test_month_6_is_1_22m_over_which_is_3_8_percent_b03_g1():
    dacorum = stands(dacorum_at_month_6())

    assert (dacorum.budget, dacorum.actual) == (32_105_000, 33_325_000)
    assert dacorum.overspend == 1_220_000
    assert money.show_percent(dacorum.overspend_percent) == "3.8%"


def test_before_the_savings_plan_it_was_0_03m_over_b04_g2():
    dacorum = stands(dacorum_at_month_6())

    assert dacorum.savings_plan == -1_190_000
    assert dacorum.overspend_before_savings_plan == 30_000
    assert money.show_percent(money.percent(30_000, dacorum.original_budget)) == "0.1%"


def test_the_savings_plan_is_switched_off_in_the_view_b04():
    dacorum = stands(dacorum_at_month_6(), without=[Kind.SAVINGS_PLAN])

    assert (dacorum.savings_plan, dacorum.overspend) == (0, 30_000)


def test_a_savings_plan_of_the_year_phased_in_twelfths_is_0_595m_by_month_6_b04():
    practice = make.practice()
    make.budget_entry(practice, amount=33_295_000, phasing=FIRST_HALF)
    make.budget_entry(practice, amount=-1_190_000, kind=Kind.SAVINGS_PLAN)
    make.published_file(spent(practice, 33_325_000))

    assert money.round_half_up(stands(make.locality()).overspend, 0) == 625_000


def test_practices_and_unassigned_add_up_to_the_locality_to_the_penny_b06_g10():
    dacorum = stands(dacorum_at_month_6())

    assert dacorum.unassigned == 1_000_000
    assert money.show_percent(money.percent(dacorum.unassigned, dacorum.actual)) == "3.0%"
    assert [line.name for line in dacorum.by_practice][-1] == "Unassigned"
    assert sum(line.actual for line in dacorum.by_practice) == dacorum.actual
    assert sum(line.budget for line in dacorum.by_practice) == dacorum.budget
    assert sum(line.overspend for line in dacorum.by_practice) == dacorum.overspend


def test_pennies_of_the_practices_and_the_unassigned_are_those_of_the_locality_b06():
    first, second = make.practice("Fernville Surgery"), make.practice("Parkwood Surgery")
    lines = [
        make.line(first, month=1, cost="1000.01"),
        make.line(second, month=1, cost="2000.02"),
        make.line(None, month=1, cost="0.03"),
    ]
    make.published_file(lines)

    assert stands(make.locality(), month=1).actual == Decimal("3000.06")


def test_a_credit_takes_off_what_was_spent_g11():
    practice = make.practice()
    lines = [make.line(practice, month=1, cost=5000), make.line(practice, month=2, cost="-1234.56")]
    make.published_file(lines)

    assert stands(make.locality(), month=2).actual == Decimal("3765.44")


def test_headings_stand_worst_first_and_add_up_b05():
    practice = make.practice()
    budgets = {"Outpatients": 600_000, "Elective": 1_200_000, "Other": 120_000}
    for heading, amount in budgets.items():
        make.budget_entry(practice, amount=amount, heading=make.heading(heading))
    make.published_file(
        spent(practice, 640_000, point_of_delivery="EL")
        + spent(practice, 350_000, point_of_delivery="OPFA")
        + spent(practice, 45_000, point_of_delivery="DRUG")
    )

    dacorum = stands(make.locality())

    over = [(line.name, line.overspend) for line in dacorum.by_heading]
    assert over == [("Outpatients", 50_000), ("Elective", 40_000), ("Other", -15_000)]
    assert sum(line.overspend for line in dacorum.by_heading) == dacorum.overspend == 75_000


def a_whole_year(*, spend, budget):
    """A PCT of which all twelve months are known, so that the forecast is what was spent."""
    practice = make.practice()
    make.budget_entry(practice, amount=budget)
    make.published_file(spent(practice, spend, months=range(1, 13)), on=date(2007, 4, 20))
    return make.commissioner()


def other_spend(pct, amount):
    OtherSpend.objects.create(
        commissioner=pct,
        year=2006,
        month=12,
        amount=amount,
        reason="Not in any file",
        source="The ledger",
        known_from=date(2006, 4, 1),
        author=make.operator(),
    )


def at_the_year_end(pct):
    return stands(pct, kind="pct", month=12, known_on=date(2007, 5, 1))


def test_three_numbers_give_40m_over_break_even_and_30m_over_the_control_total_b01_g4():
    pct = a_whole_year(spend=980_000_000, budget=950_000_000)
    make.allocation(pct, amount=1_000_000_000)
    make.control_total(pct, amount=10_000_000)
    other_spend(pct, 60_000_000)

    west = at_the_year_end(pct)

    assert west.forecast.outturn == 980_000_000
    assert west.over_break_even == 40_000_000
    assert west.over_control_total == 30_000_000
    assert west.overspend == 30_000_000
    assert west.reading == "against the allocation and the control total as set"


def test_without_an_allocation_the_budget_stands_for_it_b01():
    pct = a_whole_year(spend=980_000_000, budget=950_000_000)
    make.control_total(pct, amount=10_000_000)
    other_spend(pct, 60_000_000)

    west = at_the_year_end(pct)

    assert (west.over_break_even, west.over_control_total) == (90_000_000, 80_000_000)
    assert west.reading == "no allocation is set: the budget stands for it"


def test_without_a_control_total_0_stands_for_it_b01():
    pct = a_whole_year(spend=980_000_000, budget=950_000_000)
    make.allocation(pct, amount=1_000_000_000)

    west = at_the_year_end(pct)

    assert west.over_break_even == west.over_control_total == -20_000_000
    assert west.reading == "no control total is set: 0 stands for it"


def test_30m_is_2_6_percent_of_1153_8m_b02_g3():
    pct = a_whole_year(spend=1_183_800_000, budget=1_153_800_000)

    assert money.show_percent(at_the_year_end(pct).overspend_percent) == "2.6%"


def test_a_second_file_of_the_same_month_replaces_the_first_g15():
    practice = make.practice()
    make.published_file([make.line(practice, month=1, cost=5000)], on=date(2006, 7, 28))
    make.published_file([make.line(practice, month=1, cost=4500)], on=date(2006, 9, 15))

    assert stands(make.locality(), month=1).actual == 4500
    assert stands(make.locality(), month=1, known_on=date(2006, 8, 1)).actual == 5000


def test_a_month_that_is_missing_adds_neither_spend_nor_budget():
    practice = make.practice()
    make.budget_entry(practice, amount=1_200_000)
    make.published_file(spent(practice, 440_000, months=(1, 2, 3, 5)))

    dacorum = stands(make.locality())

    assert dacorum.missing == ("Dacorum: months 4, 6",)
    assert (dacorum.budget, dacorum.budget_missing) == (400_000, 200_000)
    assert dacorum.overspend == 40_000


def test_a_practice_that_moves_group_in_october_changes_month_7_and_not_month_6_a01():
    daccom, red_house = make.group("DacCom"), make.group("Red House")
    practice = make.practice()
    make.membership(practice, daccom, to_date=date(2006, 9, 30))
    make.membership(practice, red_house, from_date=date(2006, 10, 1))
    stays = make.practice("Parkwood Surgery", group=daccom)
    make.published_file(spent(practice, 700, months=range(1, 8)) + spent(stays, 70, months=(7,)))

    def both(month):
        return [stands(g, kind="group", month=month).actual for g in (daccom, red_house)]

    assert both(6) == [600, 0]
    assert both(7) == [670, 100]


def test_a_group_is_not_an_area_a01():
    dacorum, hertsmere = make.locality("Dacorum"), make.locality("Hertsmere")
    red_house = make.group("Red House")
    lines = [
        make.line(make.practice("Fernville Surgery", in_=dacorum, group=red_house), month=1),
        make.line(make.practice("The Red House", in_=hertsmere, group=red_house), month=1),
        make.line(make.practice("Parkwood Surgery", in_=hertsmere), month=1),
    ]
    make.published_file(lines)

    assert stands(red_house, kind="group", month=1).actual == 2000
    assert stands(hertsmere, month=1).actual == 2000
