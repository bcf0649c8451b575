"""A year's money over twelve months, to the penny."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.phasing import Phasing, share_of_months, spread, weights

CALCULATED = [Phasing.TWELFTHS, Phasing.WORKING_DAYS, Phasing.CALENDAR_DAYS]


@given(
    amount=st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    phasing=st.sampled_from(CALCULATED),
    year=st.integers(min_value=2000, max_value=2030),
)
def test_twelve_months_sum_to_the_year_exactly(amount, phasing, year):
    months = spread(amount, phasing, year)

    assert len(months) == 12
    assert sum(months) == amount


def test_twelfths_give_the_odd_pennies_to_the_first_months():
    months = spread(Decimal("100.00"), Phasing.TWELFTHS, 2006)

    assert months == (Decimal("8.34"),) * 4 + (Decimal("8.33"),) * 8


def test_working_days_weigh_a_month_by_its_working_days():
    months = spread(Decimal("2520.00"), Phasing.WORKING_DAYS, 2006)

    assert months[0] == Decimal("180.00")  # April 2006 had 18 of the year's 252
    assert sum(months[:6]) == Decimal("1250.00")


def test_calendar_days_weigh_a_month_by_its_days():
    assert spread(Decimal("365.00"), Phasing.CALENDAR_DAYS, 2006)[10] == Decimal("28.00")


@pytest.mark.parametrize(
    ("phasing", "share"),
    [("WORKING_DAYS", "49.603"), ("CALENDAR_DAYS", "50.137"), ("TWELFTHS", "50.000")],
)
def test_golden_8_the_share_of_months_1_to_6_of_2006(phasing, share):
    exactly = share_of_months(range(1, 7), weights(phasing, 2006))

    assert f"{float(exactly * 100):.3f}" == share


def test_a_custom_profile_is_twelve_shares_in_any_unit():
    months = spread(Decimal("1000.00"), Phasing.CUSTOM, 2006, [10] * 10 + [0, 0])

    assert months == (Decimal("100.00"),) * 10 + (0, 0)


def test_shares_of_a_custom_profile_give_the_odd_pennies_by_largest_remainder_m1():
    shares = [Decimal("8.5")] * 2 + [Decimal("8.3")] * 10

    months = spread(Decimal("1234.56"), Phasing.CUSTOM, 2006, shares)

    # 8.5% is 104.9376 and 8.3% is 102.46848, so 104.93 and 102.46 are sure: 2 x 104.93 +
    # 10 x 102.46 = 1,234.46. Of the ten pennies left, ten months have 0.848 of a penny, two 0.76.
    assert months == (Decimal("104.93"),) * 2 + (Decimal("102.47"),) * 10


def test_amounts_as_stated_are_kept_as_stated():
    stated = (Decimal("-595000"),) + (Decimal("0"),) * 10 + (Decimal("-595000"),)

    assert spread(Decimal("-1190000"), Phasing.STATED, 2006, stated) == stated


def test_amounts_as_stated_must_sum_to_the_year():
    with pytest.raises(ValueError, match=r"sum to 12\.00, not to 13\.00"):
        spread(Decimal("13.00"), Phasing.STATED, 2006, [Decimal("1.00")] * 12)


def test_a_profile_has_twelve_months():
    with pytest.raises(ValueError, match="twelve months"):
        spread(Decimal("12.00"), Phasing.CUSTOM, 2006, [1] * 11)
    with pytest.raises(ValueError, match="twelve months"):
        spread(Decimal("12.00"), Phasing.STATED, 2006)


def test_a_profile_of_nothing_is_refused():
    with pytest.raises(ValueError, match="every weight is 0"):
        spread(Decimal("12.00"), Phasing.CUSTOM, 2006, [0] * 12)
    with pytest.raises(ValueError, match="a share in some month"):
        share_of_months([1], [0] * 12)


def test_b04_an_annual_savings_plan_phased_in_twelfths_is_half_in_at_month_6():
    months = spread(Decimal("-1190000"), Phasing.TWELFTHS, 2006)

    # a twelfth is 99,166.666...: the eight odd pennies fall to April to November
    assert months == (Decimal("-99166.67"),) * 8 + (Decimal("-99166.66"),) * 4
    assert sum(months[:6]) == Decimal("-595000.02")
