"""Three variances that are never mixed, and what stands in for a limit that is not set."""

from decimal import Decimal

import pytest

from budgets.reading import overspend, planned, read_year
from pbc.core.money import over_words, percent, show_percent

MILLION = Decimal("1000000")


def test_b01_allocation_control_total_and_forecast_are_three_numbers():
    said = read_year(
        forecast=980 * MILLION,
        other_spend=60 * MILLION,
        allocation=1000 * MILLION,
        control_total=10 * MILLION,
        budget=970 * MILLION,
    )

    assert over_words(said.over_break_even) == "£40.00m over"
    assert over_words(said.over_control_total) == "£30.00m over"
    assert said.reading == "against the allocation and the control total as set"


def test_b01_a_control_total_that_is_an_overspend_is_labelled_as_planned():
    assert planned(10 * MILLION) == "planned overspend"
    assert planned(-10 * MILLION) == "planned underspend"
    assert planned(0) == "planned break-even"


def test_golden_4_a_paper_that_prints_deficits_with_a_minus_is_turned_round_at_the_edge():
    control_total_as_printed, position_as_printed = -10 * MILLION, -40 * MILLION

    said = read_year(
        forecast=1000 * MILLION - position_as_printed,
        other_spend=0,
        allocation=1000 * MILLION,
        control_total=-control_total_as_printed,
        budget=None,
    )

    assert (said.over_break_even, said.over_control_total) == (40 * MILLION, 30 * MILLION)


def test_golden_2_without_the_savings_plan_of_1_19m_dacorum_is_0_03m_over():
    with_it = overspend(actual=Decimal("33325000"), plan=Decimal("32105000"))

    without_it = overspend(actual=Decimal("33325000"), plan=Decimal("32105000") + 1_190_000)

    assert (with_it, without_it) == (1_220_000, 30_000)


@pytest.mark.parametrize(
    ("savings_plan_to_month_6", "over", "share"),
    [
        (Decimal("-1190000"), "£1.22m over", "3.8%"),  # with it, all in months 1 to 6
        (Decimal("0"), "£30,000 over", "0.1%"),  # without it
        (Decimal("-595000"), "£625,000 over", "1.9%"),  # annual, six twelfths of it
    ],
)
def test_b04_three_readings_of_the_savings_plan(savings_plan_to_month_6, over, share):
    budget = Decimal("33295000") + savings_plan_to_month_6

    said = overspend(actual=Decimal("33325000"), plan=budget)

    assert over_words(said) == over
    assert show_percent(percent(said, budget)) == share


def year(**limits):
    known = {"forecast": 105, "other_spend": 5, "allocation": None, "control_total": None}
    return read_year(**{**known, "budget": 90, **limits})


def test_without_an_allocation_the_budget_stands_for_it_and_the_page_says_so():
    said = year(control_total=5)

    assert (said.over_break_even, said.over_control_total) == (20, 15)
    assert said.reading == "no allocation is set: the budget stands for it"


def test_without_a_control_total_0_stands_for_it_and_the_page_says_so():
    said = year(allocation=100)

    assert (said.over_break_even, said.over_control_total) == (10, 10)
    assert said.reading == "no control total is set: 0 stands for it"


def test_a_control_total_of_0_is_one_that_is_set():
    said = year(allocation=100, control_total=0)

    assert said.reading == "against the allocation and the control total as set"


def test_with_neither_set_there_is_nothing_to_be_over():
    said = year()

    assert (said.over_break_even, said.over_control_total) == (None, None)
    assert said.reading == "no allocation or control total is set"


def test_a_budget_that_is_not_known_stands_for_nothing():
    said = year(control_total=5, budget=None)

    assert said.over_break_even is None
    assert said.reading == "no allocation is set, and no budget is known to stand for it"


def test_without_a_forecast_a_year_cannot_be_set_against_its_limits():
    said = year(allocation=100, forecast=None)

    assert said.over_control_total is None
    assert said.reading == "no month is known yet to forecast the year from"
