"""What a year will come to, from the months that are known."""

from decimal import Decimal

import pytest

from budgets import forecast as forecasts
from budgets.forecast import forecast, together

SIX_MONTHS = {month: Decimal("5550000") for month in range(1, 7)}  # 33.30m to month 6
# April to September 2014 carry 49.08 of the year's prescribing, October to March 50.92
PRESCRIBING = [Decimal("8.18")] * 6 + [Decimal("8.49")] * 4 + [Decimal("8.48")] * 2


def in_millions(amount):
    return str(round(amount / 1_000_000, 2))


def test_33_30m_to_month_6_of_2006_is_forecast_by_each_method():
    outturns = forecast(SIX_MONTHS, year=2006).by_method

    assert in_millions(outturns["straight-line"]) == "66.60"
    assert in_millions(outturns["working-days"]) == "67.13"
    assert in_millions(outturns["calendar-days"]) == "66.42"
    assert in_millions(outturns["run-rate"]) == "66.60"


def test_the_forecast_is_by_working_days_unless_another_method_is_chosen():
    assert forecast(SIX_MONTHS, year=2006).method == "working-days"
    assert forecast(SIX_MONTHS, year=2006).outturn == Decimal("67132800.00")
    assert forecast(SIX_MONTHS, year=2006, method="straight-line").outturn == Decimal("66600000")


def test_low_and_high_are_the_spread_of_three_methods():
    rising = {1: Decimal("10"), 2: Decimal("10"), 3: Decimal("40")}

    said = forecast(rising, year=2006)

    # straight line 60 x 4 = 240; working days 60 x 252/61 = 247.87; run rate 60 + 9 x 20 = 240
    assert (said.low, said.outturn, said.high) == (240, Decimal("247.87"), Decimal("247.87"))
    assert said.range == "spread of methods"


def test_the_run_rate_goes_on_with_the_last_three_months():
    months = {1: 100, 2: 100, 3: 100, 4: 130, 5: 140, 6: 150}

    # 720 so far and six months at 140
    assert forecast(months, year=2006).by_method["run-rate"] == Decimal("1560.00")


def test_golden_9_prescribing_of_4908_to_month_6_is_10000_by_its_profile():
    months = {month: Decimal("818") for month in range(1, 7)}

    said = forecast(months, year=2014, method="profile", profile=PRESCRIBING)

    assert (said.method, said.outturn) == ("profile", Decimal("10000.00"))


def test_a_profile_says_nothing_in_months_1_and_2_and_working_days_stand_for_it():
    months = {1: Decimal("818"), 2: Decimal("818")}

    said = forecast(months, year=2014, method="profile", profile=PRESCRIBING)

    assert "profile" not in said.by_method
    assert said.method == "working-days"


def test_a_profile_without_a_share_in_the_months_known_says_nothing():
    months = {1: Decimal("5"), 2: Decimal("5"), 3: Decimal("5")}

    said = forecast(months, year=2006, profile=[0, 0, 0] + [1] * 9)

    assert "profile" not in said.by_method


def test_budget_plus_variance_supposes_that_the_overspend_stops():
    said = forecast(
        SIX_MONTHS,
        year=2006,
        method="budget-plus-variance",
        budget=Decimal("64160000"),
        budget_held=Decimal("32080000"),
    )

    assert said.outturn == Decimal("65380000.00")  # 64.16m and the 1.22m over


def test_a_missing_month_is_not_a_nought():
    # April, May and July 2006 have 18 + 21 + 21 = 60 of the year's 252 working days
    months = {1: Decimal("180"), 2: Decimal("210"), 4: Decimal("210")}

    outturns = forecast(months, year=2006).by_method

    assert outturns["working-days"] == Decimal("2520.00")
    assert outturns["straight-line"] == Decimal("2400.00")  # 600 in 3 of 12
    assert outturns["run-rate"] == Decimal("2400.00")  # 600 and nine months at 200


def test_an_opening_figure_counts_for_its_months_and_is_not_a_month_of_the_run_rate():
    said = forecast({6: Decimal("70")}, year=2006, opening=(5, Decimal("250")))

    assert said.by_method["straight-line"] == Decimal("640.00")  # 320 in 6 of 12
    assert said.by_method["run-rate"] == Decimal("740.00")  # 320 and six months at 70


def test_an_opening_figure_alone_has_no_run_rate():
    said = forecast({}, year=2006, opening=(6, Decimal("300")))

    assert "run-rate" not in said.by_method
    assert said.low == said.by_method["straight-line"] == Decimal("600.00")


def test_a_month_cannot_count_twice():
    with pytest.raises(ValueError, match="Month 5 is known by itself and in the opening figure"):
        forecast({5: Decimal("1")}, year=2006, opening=(5, Decimal("1")))


def test_nothing_known_is_no_forecast():
    assert forecast({}, year=2006) is None
    assert forecast({13: Decimal("5")}, year=2006) is None


@pytest.mark.parametrize("method", forecasts.METHOD_WORDS)
def test_when_all_twelve_months_are_known_the_outturn_is_what_was_spent(method):
    months = {month: Decimal("10.01") * month for month in range(1, 13)}

    said = forecast(
        months,
        year=2006,
        method=method,
        profile=PRESCRIBING,
        budget=Decimal("700"),
        budget_held=Decimal("700"),
    )

    assert said.method == method
    assert said.low == said.outturn == said.high == Decimal("780.78")


def test_year_end_adjustments_are_counted_whole_and_never_scaled_up():
    months = {**dict.fromkeys(range(1, 13), Decimal("10")), 13: Decimal("-3.50")}

    assert forecast(months, year=2006).outturn == Decimal("116.50")


def test_outturns_are_rounded_half_up_to_the_penny():
    # 1.00 over 18 of 252 working days is 14.00; over 30 of 365 days 12.1666...
    said = forecast({1: Decimal("1.00")}, year=2006)

    assert said.by_method["calendar-days"] == Decimal("12.17")
    assert said.outturn == Decimal("14.00")


def test_parts_that_hold_other_months_are_forecast_apart_and_added():
    dacorum = forecast({1: Decimal("10"), 2: Decimal("10")}, year=2006)
    stevenage = forecast({1: Decimal("30")}, year=2006)

    both = together([dacorum, stevenage, None], method="straight-line")

    assert both.outturn == Decimal("480.00")  # 20 x 6 and 30 x 12
    assert both.by_method["run-rate"] == Decimal("480.00")


def test_parts_are_added_by_the_methods_that_all_have():
    known = forecast(SIX_MONTHS, year=2006, profile=PRESCRIBING, method="profile")
    opening_only = forecast({}, year=2006, opening=(6, Decimal("100")))

    both = together([known, opening_only], method="profile")

    assert set(both.by_method) == {"straight-line", "working-days", "calendar-days"}
    assert both.method == "working-days"


def test_no_part_with_a_forecast_is_no_forecast():
    assert together([None]) is None
    assert together([]) is None
