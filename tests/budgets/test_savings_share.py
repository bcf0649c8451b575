"""A practice's share of its group's savings plan: to the penny, and told to whom it shows (B10)."""

from datetime import date
from decimal import Decimal

import pytest

from budgets.models import Kind
from budgets.queries import savings_share
from budgets.queries.book import read_book
from budgets.queries.own import Own
from pbc.core.values import Scope
from tests import make
from tests.budgets.spending import spent
from tests.budgets.test_page import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def saved(holder, amount, **details):
    """Money that the savings plan takes off a budget."""
    return make.budget_entry(holder, amount=-amount, kind=Kind.SAVINGS_PLAN, **details)


def of_the_year():
    """DacCom in the whole of 2006/07."""
    book = read_book(year=2006, known_on=date(2007, 3, 13))
    return Own(book, Scope("group", make.group().code), 12)


def three():
    """Three practices of DacCom, of 1,500 patients each; the last one joined in July."""
    since = (make.SINCE_EVER, make.SINCE_EVER, date(2006, 7, 1))
    practices = [make.practice(name) for name in ("Fernville", "Parkwood", "Haverfield")]
    for practice, day in zip(practices, since, strict=True):
        make.membership(practice, make.group(), from_date=day)
        make.list_size(practice, 1_500)
    return practices


def test_what_the_group_holds_is_shared_by_list_size_month_by_month_to_the_penny_b10():
    """£100 a month: two share it in 3 months, 50.00 each; three in 9, 33.34, 33.33 and 33.33."""
    practices = three()
    saved(make.group(), 1_200)
    saved(practices[0], 60)

    group = of_the_year()
    parts = savings_share.parts(group)

    assert [parts[one.pk].shared for one in practices] == [
        Decimal("-450.06"),
        Decimal("-449.97"),
        Decimal("-299.97"),
    ]
    assert parts[practices[0].pk].both == Decimal("-510.06")
    assert savings_share.savings_plan(group) == (-1_260, -1_200)
    assert sum(part.both for part in parts.values()) == -1_260


def test_larger_lists_have_the_larger_share_b10():
    large, small = make.practice("Large", group=make.group()), make.practice(group=make.group())
    make.list_size(large, 7_500)
    make.list_size(small, 2_500)
    saved(make.group(), 1_200)

    parts = savings_share.parts(of_the_year())

    assert [parts[one.pk].both for one in (large, small)] == [-900, -300]


def test_what_a_practice_had_before_it_joined_is_not_the_groups_b10():
    """A twelfth of £240 is 20; nine months of it are of the group."""
    practices = three()
    saved(practices[2], 240)

    group = of_the_year()

    assert savings_share.parts(group)[practices[2].pk].both == -180
    assert savings_share.savings_plan(group) == (-180, 0)


def test_the_page_of_a_practice_says_its_share_in_a_sentence_b10():
    practices = three()
    make.published_file(spent(practices[0], 600))
    saved(make.group(), 1_200)
    saved(practices[0], 60)

    page = page_of(practices[0], "practice", user=make.practice_manager(practices[0]))

    assert page.savings_share == (
        "The savings plan of DacCom for 2006/07 is £1,260.00. The share of Fernville is £510.06: "
        "£60.00 in its own budget and £450.06 of the £1,200.00 that DacCom holds itself, shared "
        "by list size."
    )


def shares_of(practices):
    make.published_file(spent(practices[0], 600))
    saved(make.group(), 1_200)
    parts = savings_share.parts(of_the_year())
    assert sum(part.both for part in parts.values()) == -1_200
    return page_of(practices[0], "practice").savings_share


def test_without_any_list_size_the_share_is_even_and_said_to_be_b10():
    said = shares_of([make.practice(group=make.group()) for _ in range(2)])

    assert said.endswith(
        "is £600.00: £600.00 of the £1,200.00 that DacCom holds itself, shared evenly, for no "
        "list size is held."
    )


def test_months_before_the_first_list_size_are_said_to_be_shared_evenly_b10():
    """£100 a month: 50.00 in six months, by 3 to 1 75.00 in the other six."""
    practices = [make.practice(group=make.group()) for _ in range(2)]
    for practice, patients in zip(practices, (3_000, 1_000), strict=True):
        make.list_size(practice, patients, counted_on=date(2006, 10, 1))

    said = shares_of(practices)

    assert said.endswith(
        "is £750.00: £750.00 of the £1,200.00 that DacCom holds itself, shared by list size, and "
        "evenly in 6 of 12 months, for which none is held."
    )


@pytest.mark.parametrize(
    ("counted_on", "words"),
    [(None, "is missing."), (date(2006, 7, 1), "is missing in 3 of 12 months.")],
)
def test_a_practice_whose_list_size_alone_is_missing_is_told_no_share_b10(counted_on, words):
    practices = [make.practice(name, group=make.group()) for name in ("Fernville", "Parkwood")]
    make.list_size(practices[1], 1_500)
    if counted_on:
        make.list_size(practices[0], 1_500, counted_on=counted_on)

    assert shares_of(practices) == (
        "The savings plan of DacCom for 2006/07 is £1,200.00. No share of the £1,200.00 that "
        f"DacCom holds itself is worked out for Fernville: its list size {words}"
    )


def test_a_plan_that_is_in_the_practices_budgets_is_said_to_be_so_b10():
    practices = three()
    make.published_file(spent(practices[0], 600))
    saved(practices[0], 60)

    page = page_of(practices[0], "practice")

    assert page.savings_share == (
        "The savings plan of DacCom for 2006/07 is £60.00. The share of Fernville is £60.00, all "
        "of it in its own budget."
    )


def test_where_the_group_has_no_savings_plan_or_it_is_left_out_nothing_is_said_b10():
    practices = three()
    make.published_file(spent(practices[0], 600))

    assert page_of(practices[0], "practice").savings_share == ""
    saved(make.group(), 1_200)
    without = page_of(practices[0], "practice", without=("SAVINGS_PLAN",))
    assert without.savings_share == ""


def test_a_practice_without_a_group_has_no_share_b10():
    practice = make.practice()
    make.published_file(spent(practice, 600))
    saved(practice, 60)

    assert page_of(practice, "practice").savings_share == ""
