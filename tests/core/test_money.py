"""Money reads as the field writes it, and shares add up to the penny."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc.core import money

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        (Decimal("1222365.19"), "£1.22m"),
        (Decimal("38689.40"), "£38,689"),
        (Decimal("-470000"), "−£470,000"),
        (Decimal("-1190000"), "−£1.19m"),
        (Decimal("107300000"), "£107.30m"),
        (Decimal("999999.49"), "£999,999"),
        (Decimal("999999.50"), "£1.00m"),
        (0, "£0"),
    ],
)
def test_a_sentence_says_millions_from_a_million_up_and_whole_pounds_below(amount, sentence):
    assert money.pounds(amount) == sentence


def test_a_small_sum_beside_millions_can_be_said_in_millions():
    assert money.millions(Decimal("32365.19")) == "£0.03m"


def test_a_table_has_whole_pounds_and_no_unit():
    assert money.table_pounds(Decimal("32039330.69")) == "32,039,331"
    assert money.table_pounds(Decimal("-20947.50")) == "−20,948"


def test_pence_are_printed_where_something_must_balance():
    assert money.pence(Decimal("8918.2")) == "£8,918.20"
    assert money.table_pence(Decimal("-102.56")) == "−102.56"


def test_what_rounds_to_nothing_has_no_minus():
    assert money.table_pounds(Decimal("-0.30")) == "0"
    assert money.json_money(Decimal("-0.00")) == "0.00"


def test_halves_round_away_from_nought_once():
    assert money.to_the_penny(Fraction(1, 8)) == Decimal("0.13")
    assert money.to_the_penny(Fraction(-1, 8)) == Decimal("-0.13")


@given(
    amount=st.decimals(min_value=-(10**14), max_value=10**14, allow_nan=False),
    places=st.integers(min_value=-5, max_value=6),
)
def test_a_decimal_and_the_same_fraction_round_alike(amount, places):
    quickly = money.round_half_up(amount, places)
    exactly = money.round_half_up(Fraction(amount), places)

    assert quickly.as_tuple() == exactly.as_tuple()


def test_money_is_never_a_float():
    with pytest.raises(TypeError, match="not the float"):
        money.to_the_penny(0.1)


def test_plus_is_over_and_says_so():
    said = money.over_or_under(Decimal("1222365.19"))

    assert (said.sign, said.number, said.word) == ("+", "1,222,365", "over")
    assert str(said) == "+1,222,365 over"


def test_minus_is_under_with_a_true_minus_sign():
    said = money.over_or_under(Decimal("-171981"))

    assert said.sign == "\u2212"
    assert str(said) == "−171,981 under"


def test_nothing_over_or_under_is_on_budget():
    assert str(money.over_or_under(Decimal("0"))) == "on budget"
    assert str(money.over_or_under(0, neither="at break-even")) == "at break-even"


def test_what_prints_as_nought_is_neither_over_nor_under():
    assert money.over_or_under(Decimal("0.30")).word == "on budget"
    assert str(money.over_or_under(Decimal("0.30"), show=money.table_pence)) == "+0.30 over"


def test_a_sentence_needs_no_sign_because_the_word_is_the_sign():
    assert money.over_words(Decimal("1222365.19")) == "£1.22m over"
    assert money.over_words(Decimal("-38689")) == "£38,689 under"
    assert money.over_words(0) == "on budget"


def test_json_money_is_text_with_two_decimals_or_null():
    assert money.json_money(Decimal("-1190000")) == "-1190000.00"
    assert money.json_money(None) is None


def test_b02_thirty_million_over_is_2_6_per_cent_of_the_budget_it_implies():
    budget = money.round_half_up(30_000_000 / Fraction("0.026"), -5)

    assert budget == 1_153_800_000  # golden 3: about 1,154m
    assert money.show_percent(money.percent(30_000_000, budget)) == "2.6%"


def test_b03_month_6_is_1_22m_over_and_3_8_per_cent_of_its_budget():
    budget, spend = Decimal("32105000"), Decimal("33325000")

    assert money.over_words(spend - budget) == "£1.22m over"
    assert money.show_percent(money.percent(spend - budget, budget)) == "3.8%"


def test_golden_1_an_overspend_of_1_22m_at_3_8_per_cent_implies_a_budget_of_32_1m():
    budget = 1_220_000 / Fraction("0.038")

    assert abs(budget - 32_100_000) <= 50_000
    assert money.pounds(budget) == "£32.11m"


def test_a_percentage_of_nothing_is_none():
    assert money.percent(Decimal("1013642.78"), 0) is None
    assert money.percent(Decimal("1013642.78"), None) is None
    assert money.percent(None, 100) is None
    assert money.json_percent(5, Decimal("0.00")) is None


def test_json_percentages_have_two_decimals_of_the_exact_value():
    assert money.json_percent(Decimal("1222365.19"), Decimal("32039330.69")) == 3.82
    assert money.json_percent(17, 19) == 89.47
    assert money.json_percent(1, 1600) == 0.06


def test_a_percentage_is_compared_exact_however_it_is_printed():
    attendance = money.percent(17, 19)

    assert attendance < 90
    assert money.show_percent(attendance) == "89.5%"


def test_a_percentage_beside_an_overspend_carries_its_sign():
    assert money.show_percent(Fraction("12.64"), signed=True) == "+12.6%"
    assert money.show_percent(Fraction("-2.9"), signed=True) == "−2.9%"
    assert money.show_percent(Fraction("0.04"), signed=True) == "0.0%"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,234.56", "1234.56"),
        (" £ 1,234.5 ", "1234.50"),
        ("(1,234.56)", "-1234.56"),
        ("(£1,234.56)", "-1234.56"),
        ("-5", "-5.00"),
        ("−£5", "-5.00"),
        ("£-5", "-5.00"),
        ("+10000000", "10000000.00"),
        ("1.19m", "1190000.00"),
        ("£400k", "400000.00"),
        (".50", "0.50"),
        ("0", "0.00"),
    ],
)
def test_money_is_read_as_people_type_it(typed, amount):
    assert str(money.parse_pounds(typed)) == amount


@pytest.mark.parametrize("typed", ["", "ten", "1,22", "1.222.365", "(5", "5)", "1e6", "NaN", "£"])
def test_what_is_not_money_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match=r"Enter an amount of money, such as 1,234\.56"):
        money.parse_pounds(typed)


def test_two_signs_are_refused_rather_than_guessed_at():
    with pytest.raises(ValueError, match="one minus sign or one pair of brackets"):
        money.parse_pounds("(-5)")


def test_fractions_of_a_penny_and_sums_beyond_the_ledger_are_refused():
    with pytest.raises(ValueError, match="no more than two decimals"):
        money.parse_pounds("1.005")
    with pytest.raises(ValueError, match="below a million million"):
        money.parse_pounds("1000000000000")


def test_750k_between_five_equal_groups_is_150k_each():
    assert money.shares(750_000, [1] * 5) == [Decimal("150000.00")] * 5


def test_the_odd_pennies_go_to_the_largest_remainders_and_then_to_the_first():
    assert money.shares(Decimal("100"), [1, 1, 1]) == [
        *(Decimal("33.34"), Decimal("33.33"), Decimal("33.33")),
    ]
    # 1.00 by 1:2:4 is 14.29p, 28.57p and 57.14p: the odd penny is the second's
    assert money.shares(Decimal("1"), [1, 2, 4]) == [
        *(Decimal("0.14"), Decimal("0.29"), Decimal("0.57")),
    ]


def test_a_savings_plan_is_shared_like_the_same_sum_with_a_plus():
    plus, minus = money.shares(100, [1, 1, 1]), money.shares(-100, [1, 1, 1])

    assert minus == [-part for part in plus]


def test_a_weight_of_nothing_gets_nothing():
    assert money.shares(Decimal("0.01"), [0, 1, 0]) == [0, Decimal("0.01"), 0]


def test_there_must_be_something_to_share_by():
    with pytest.raises(ValueError, match="every weight is 0"):
        money.shares(100, [0, 0])
    with pytest.raises(ValueError, match="below 0"):
        money.shares(100, [1, -1])
    with pytest.raises(ValueError, match="not in whole pennies"):
        money.shares(Decimal("0.005"), [1])


def test_nothing_can_be_shared_among_nobody():
    assert money.shares(0, []) == []
    assert money.shares(0, [0, 0]) == [0, 0]


@given(amount=AMOUNTS, weights=WEIGHTS)
def test_shares_sum_to_the_amount_and_each_is_within_a_penny_of_its_own(amount, weights):
    weights[0] += 1

    parts = money.shares(amount, weights)

    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        exactly = Fraction(amount) * weight / sum(weights)
        assert abs(Fraction(part) - exactly) < Fraction(1, 100)
        assert weight or not part


@given(amount=AMOUNTS, weights=WEIGHTS)
def test_larger_weights_never_get_less(amount, weights):
    weights[0] += 1

    parts = money.shares(abs(amount), weights)

    by_weight = sorted(zip(weights, parts, strict=True))
    assert [part for _, part in by_weight] == sorted(parts)
