"""What luck alone would do: spreads worked out by hand, and the figures of DOMAIN A3 (I03)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.chance import Swing, share_over, spread
from budgets.queries.asked import Asked, find_book
from budgets.queries.page import position_page
from budgets.queries.swings import swings
from pbc.core.values import Scope
from tests import make

TODAY = date(2007, 3, 13)


def test_the_spread_is_the_root_of_the_squares_of_what_each_case_cost_i03():
    # 100 cases of £1,000 and 1 of £20,000: 100 x 1m + 400m = 500m, root 22,360.68
    assert round(spread([(100, Decimal(1000)), (1, Decimal(20_000))]), 2) == Decimal("22360.68")


def test_a_case_above_the_cap_counts_with_the_cap_i03():
    # the one case counts £5,000: 100m + 25m = 125m, root 11,180.34
    capped = spread([(100, Decimal(1000)), (1, Decimal(20_000))], cap=Decimal(5000))

    assert round(capped, 2) == Decimal("11180.34")


def test_four_times_the_size_moves_by_half_the_share_i03():
    one, four = spread([(100, Decimal(1000))]), spread([(400, Decimal(1000))])

    assert (one / 100_000, four / 400_000) == (Decimal("0.1"), Decimal("0.05"))


def test_half_of_all_years_lie_farther_out_than_two_thirds_of_the_spread_i03():
    swing = Swing(Decimal(90_000))

    assert swing.half_of_years == Decimal("60705.00")
    assert abs(2 * share_over(spread=90_000, by=swing.half_of_years) - 0.5) < 0.0001


@pytest.mark.parametrize("cases", [1_200, 1_300, 1_400])
def test_15_to_26_of_550_consortia_overspend_by_5_percent_by_chance_i03_a3(cases):
    # DOMAIN A3 (JHSRP 2010): of 500 to 600 consortia of 87,000 to 104,000 patients, 15 to 26 in
    # a year. Some 1,300 cases of like cost, 13 in 1,000 patients, have a spread of 2.8%.
    percent = 100 * spread([(cases, Decimal(1))]) / cases

    over = 550 * share_over(spread=percent, by=Decimal(5))

    assert 15 <= over <= 26


def test_a_single_practice_is_moved_much_farther_than_a_consortium_i03_a3():
    # a twentieth of the size has 4.5 times the spread: 5% over is one year in three
    percent = 100 * spread([(65, Decimal(1))]) / 65

    assert 0.33 < share_over(spread=percent, by=Decimal(5)) < 0.35


@pytest.mark.parametrize(
    ("overspend", "words"),
    [
        (19_000, "within chance"),
        (-20_000, "beyond chance"),
        (31_000, "well beyond chance"),
        (None, "no budget"),
    ],
)
def test_an_overspend_is_set_against_what_chance_does_i03(overspend, words):
    assert Swing(Decimal(10_000)).words(overspend) == words


def found_for(practice, user=None):
    return find_book(Asked(Scope("practice", practice.code), TODAY))


def page(organisation, kind="practice"):
    return position_page(make.auditor(), Asked(Scope(kind, organisation.code), TODAY))


def whole_year_to_june(practice, cost, *, activity):
    """The same line in each of six months."""
    return [make.line(practice, month=m, cost=cost, activity=activity) for m in range(1, 7)]


@pytest.mark.django_db
@pytest.mark.usefixtures("the_day")
def test_a_practice_is_moved_by_its_own_cases_i03():
    practice = make.practice()
    make.published_file(whole_year_to_june(practice, 10_000, activity=10))

    # 60 cases of £1,000: root of 60m is 7,745.97
    [swing] = swings(found_for(practice).stands).values()

    assert round(swing.spread, 2) == Decimal("7745.97")


@pytest.mark.django_db
@pytest.mark.usefixtures("the_day")
def test_above_the_cap_of_the_setting_the_pool_pays_i03(settings):
    settings.PBC_HIGH_COST_CAP = Decimal(500)
    practice = make.practice()
    make.published_file(whole_year_to_june(practice, 10_000, activity=10))

    [swing] = swings(found_for(practice).stands).values()

    assert round(swing.spread, 2) == Decimal("3872.98")  # root of 60 x 250,000


@pytest.mark.django_db
@pytest.mark.usefixtures("the_day")
def test_beside_the_overspend_stands_what_chance_does_to_a_list_of_its_size_i03():
    practice = make.practice()
    make.list_size(practice, 4496)
    make.budget_entry(practice, amount=110_000)
    make.published_file(whole_year_to_june(practice, 10_000, activity=10))

    # 0.6745 x 7,745.97 = 5,224.65; £5,000 over is less than 1.96 spreads
    assert page(practice).sentences[-1] == (
        "£5,000 over; a list of 4,496 moves by £5,225 or more in half of all years, by chance "
        "alone. This is within chance."
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("the_day")
def test_without_a_list_size_or_counts_the_page_says_so_i03():
    practice, uncounted = make.practice(), make.practice()
    for one in (practice, uncounted):
        make.budget_entry(one, amount=110_000)
    lines = whole_year_to_june(practice, 10_000, activity=10)
    make.published_file([*lines, *whole_year_to_june(uncounted, 10_000, activity=0)])

    assert page(practice).sentences[-1].endswith("Its list size is not known.")
    assert "do not say how many cases" in page(uncounted).sentences[-1]


@pytest.mark.django_db
@pytest.mark.usefixtures("the_day")
def test_on_the_page_of_a_group_practices_beyond_chance_come_first_i03():
    group = make.group("DacCom")
    lucky, steady = make.practice("Lucky", group=group), make.practice("Steady", group=group)
    for practice in (lucky, steady):
        make.budget_entry(practice, amount=108_000)
    # lucky: 6 cases of £10,000, spread 24,495, £6,000 over; steady: 6,000 of £9.90, spread 767,
    # £5,400 over
    lines = whole_year_to_june(lucky, 10_000, activity=1)
    make.published_file(lines + whole_year_to_june(steady, 9_900, activity=1000))

    [table] = page(group, "group").parts

    assert [(row.name, row.overspend, row.chance) for row in table.rows] == [
        ("Steady", 5_400, "well beyond chance"),
        ("Lucky", 6_000, "within chance"),
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("the_day")
def test_chance_is_asked_for_in_as_many_statements_for_two_practices_as_for_sixty_i03():
    counts = []
    for number in (2, 60):
        group = make.group(f"Group {number}")
        practices = [make.practice(f"P {number} {n}", group=group) for n in range(number)]
        lines = [line for p in practices for line in whole_year_to_june(p, 100, activity=1)]
        make.published_file(lines, reason="Again")
        found = find_book(Asked(Scope("group", group.code), TODAY))
        with CaptureQueriesContext(connection) as asked:
            assert len(swings(found.stands)) == number
        counts.append(len(asked))

    assert counts == [1, 1]
