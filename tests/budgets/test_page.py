"""The page of a position: its finding in words, what to know first, and what is withheld."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.addresses import address
from budgets.models import OtherSpend
from budgets.queries.asked import Asked
from budgets.queries.book import read_book
from budgets.queries.page import position_page
from budgets.queries.stated import stated_page
from budgets.services.stated import touched
from pbc.core.money import show_percent
from pbc.core.values import Scope
from tests import make
from tests.budgets.spending import dacorum_at_month_6, spent
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)


def scope_of(organisation, kind="locality"):
    return Scope(kind, organisation.code if organisation else None)


def page_of(organisation, kind="locality", *, user=None, today=TODAY, **asked):
    """The page as an auditor has it, unless another user is named."""
    wanted = Asked(scope_of(organisation, kind), today, **asked)
    return position_page(user or make.auditor(), wanted)


# ---- Words -----------------------------------------------------------------------------------


def test_the_heading_is_the_finding_b03():
    page = page_of(dacorum_at_month_6())

    assert page.heading == "Dacorum is £1.22m over, 3.8% of its budget to month 6"


def test_the_overspend_is_said_to_be_the_savings_plan_b04():
    page = page_of(dacorum_at_month_6())

    assert page.sentences[1] == (
        "The overspend is almost exactly the savings plan of £1.19m. "
        "Without the plan Dacorum would be £0.03m over, 0.1%."
    )


def test_the_page_says_which_reading_of_the_savings_plan_is_in_force_b04():
    page = page_of(dacorum_at_month_6())

    [note] = page.notes
    assert note == (
        "The savings plan is £1.19m for the year. It is taken by the months that the ledger "
        "states: £1.19m of it by month 6. Spread over twelve months it would be £0.60m so far, "
        "and Dacorum £0.63m over."
    )


def test_with_the_savings_plan_left_out_the_page_says_so_b04():
    page = page_of(dacorum_at_month_6(), without=("SAVINGS_PLAN",))

    assert page.heading == "Dacorum is £30,000 over, 0.1% of its budget to month 6"
    assert page.shown == "2006/07, as known today, savings plan left out"


def test_unassigned_money_is_a_line_of_its_own_b06():
    page = page_of(dacorum_at_month_6())

    [by_practice] = page.parts
    assert by_practice.unassigned.spend == 1_000_000
    assert by_practice.unassigned.note == "No practice yet, so no budget"
    assert page.unassigned.amount == 1_000_000
    assert show_percent(page.unassigned.percent) == "3.0%"
    lines = [*by_practice.rows, by_practice.unassigned]
    assert sum(row.overspend for row in lines) == by_practice.total.overspend == 1_220_000


@pytest.mark.parametrize(("month", "age"), [(6, 164), (9, 72)])
def test_figures_say_how_old_they_are_b12(month, age):
    practice = make.practice()
    make.published_file(spent(practice, 1000, months=range(1, month + 1)))

    page = page_of(make.locality())

    assert page.source.age_days == age
    assert page.source.received_on == make.RECEIVED


def test_without_a_budget_no_overspend_is_shown():
    make.published_file(spent(make.practice(), 600_000))

    page = page_of(make.locality())

    assert page.heading == "Dacorum spent £600,000 to month 6; no budget has been set"
    assert page.by_heading.total.overspend is None


def test_nothing_in_force_is_a_page_that_says_so():
    make.practice()
    make.year(2006)

    page = page_of(make.locality())

    assert page.heading == "There are no figures for Dacorum in 2006/07 yet"


# ---- The three variances ---------------------------------------------------------------------


def test_the_page_prints_40m_over_break_even_and_30m_over_the_control_total_b01(client):
    practice = make.practice()
    make.budget_entry(practice, amount=950_000_000)
    make.published_file(spent(practice, 980_000_000, months=range(1, 13)))
    west = make.commissioner()
    make.allocation(west, amount=1_000_000_000)
    make.control_total(west, amount=10_000_000)
    OtherSpend.objects.create(
        commissioner=west,
        year=2006,
        month=12,
        amount=60_000_000,
        reason="Not in any file",
        source="The ledger",
        known_from=date(2006, 4, 1),
        author=make.operator(),
    )

    measures = page_of(west, "pct").measures
    client.force_login(make.finance_officer(west))
    words = said(client.get(address(scope_of(west, "pct"))))

    assert measures.heading == "The year is heading for £30.00m over the control total"
    assert [row.forecast for row in measures.rows[1:]] == [30_000_000, 40_000_000]
    assert "+40,000,000 over" in words
    assert "+30,000,000 over" in words
    assert "planned overspend" in words
    assert "against the allocation and the control total as set" in words


def test_30m_over_prints_2_6_percent_b02():
    practice = make.practice()
    make.budget_entry(practice, amount=1_153_800_000)
    make.published_file(spent(practice, 1_183_800_000, months=range(1, 13)))

    page = page_of(make.locality())

    assert page.heading == "Dacorum is £30.00m over, 2.6% of its budget to month 12"


# ---- Headings and months ---------------------------------------------------------------------


def outpatients_then_admissions():
    """Outpatients over in every month, admissions in the last one."""
    practice = make.practice()
    make.budget_entry(practice, amount=1200, heading=make.heading("Outpatients"))
    make.budget_entry(practice, amount=1200, heading=make.heading("Elective"))
    lines = spent(practice, 300, months=(1, 2), point_of_delivery="OPFA")
    lines.append(make.line(practice, month=1, cost=90))
    lines.append(make.line(practice, month=2, cost=140))
    make.published_file(lines)
    return make.locality()


def test_headings_come_worst_first_with_a_finding_b05():
    page = page_of(outpatients_then_admissions())

    assert [row.name for row in page.by_heading.rows] == ["Outpatients", "Elective"]
    assert page.by_heading.heading == "Outpatients first: 50.0% over"


def test_outpatients_and_admissions_stand_on_one_time_axis_b05():
    lag = page_of(outpatients_then_admissions()).lag

    assert [(row.month, row.first, row.second) for row in lag.rows] == [(1, 50, -10), (2, 50, 40)]


def test_months_to_come_have_their_budget_and_no_spending():
    by_month = page_of(outpatients_then_admissions()).by_month

    assert [row.spend for row in by_month.rows] == [240, 290] + [None] * 10
    assert {row.budget for row in by_month.rows} == {200}


def test_an_opening_figure_counts_and_is_not_known_by_month():
    practice = make.practice()
    make.budget_entry(practice, amount=1200)
    lines = [make.line(practice, month=2, cost=210, opening=True), make.line(practice, month=3)]
    make.published_file(lines)

    page = page_of(make.locality())

    assert page.heading == "Dacorum is £910 over, 303.3% of its budget to month 3"
    assert page.by_month.opening.startswith("April, May came as one figure of £210")
    assert page.by_month.rows[0].no_spend == "not by month"


# ---- Incomplete ------------------------------------------------------------------------------


def county_without_east():
    """West's Dacorum has months 1 to 6; East & North's Stevenage has nothing in force."""
    west = make.practice("Fernville Surgery", in_=make.locality("Dacorum"))
    east_and_north = make.commissioner("East & North")
    east = make.practice("Stanmore", in_=make.locality("Stevenage", pct=east_and_north))
    for practice in (west, east):
        make.budget_entry(practice, amount=1_200_000)
    make.published_file(spent(west, 640_000))


def test_a_pct_that_is_not_loaded_is_named_and_there_is_no_smaller_total_b47(client):
    county_without_east()

    page = page_of(None, "county")
    client.force_login(make.auditor())
    words = said(client.get(address(Scope("county"))))

    assert page.incomplete.heading == "Incomplete: East & North not loaded"
    assert page.heading == (
        "1 of 2 localities is £40,000 over to month 6; East & North is not loaded"
    )
    assert [table.total for table in page.parts] == [None, None]
    assert page.by_heading is None
    assert page.measures is None
    assert "County: no total to month 6, incomplete" in words


def test_what_is_known_is_set_against_the_same_part_of_the_budget():
    county_without_east()

    page = page_of(None, "county")

    assert page.incomplete.sentences[2] == (
        "Of the 50.0% of the budget for which spending is known it is £40,000 over; "
        "the budget of the rest is £600,000."
    )


def test_an_incomplete_month_names_the_last_whole_one():
    practice = make.practice()
    make.budget_entry(practice, amount=1_200_000)
    make.published_file(spent(practice, 440_000, months=(1, 2, 3, 4)))

    page = page_of(make.locality(), month=6)

    assert page.heading == "Dacorum is not complete to month 6"
    assert page.incomplete.heading == "Incomplete: Dacorum, months 5, 6"
    assert page.incomplete.link == "Complete to month 4: Dacorum is £40,000 over, 10.0%"


def test_several_complete_localities_have_a_sum_that_is_named_as_theirs_b47():
    county_without_east()
    hertsmere = make.practice("Schopwick", in_=make.locality("Hertsmere"))
    make.published_file(spent(hertsmere, 10_000))

    [_, by_locality] = page_of(None, "county").parts

    assert by_locality.total.name == "The 2 complete localities"
    assert by_locality.beside[0].name == "Stevenage"
    assert by_locality.beside[0].note == "Not loaded"
    assert by_locality.beside[0].budget is None


# ---- Groups, lists, what was stated ----------------------------------------------------------


def test_month_6_keeps_the_old_group_and_month_7_shows_the_new_one_a01():
    daccom, red_house = make.group("DacCom"), make.group("Red House")
    practice = make.practice()
    make.membership(practice, daccom, to_date=date(2006, 9, 30))
    make.membership(practice, red_house, from_date=date(2006, 10, 1))
    make.practice("Parkwood Surgery", group=daccom)
    make.published_file(spent(practice, 700, months=range(1, 8)))

    def groups(month):
        by_group = page_of(make.locality(), month=month).parts[0]
        return {row.name: row.spend for row in by_group.rows}

    assert groups(7) == {"DacCom": 600, "Red House": 100}
    assert [table.kind for table in page_of(make.locality(), month=6).parts] == ["Practice"]


def test_the_october_list_leaves_september_alone_a03():
    practice = make.practice()
    make.list_size(practice, 9000)
    make.list_size(practice, 9100, counted_on=date(2006, 10, 1))
    make.published_file(spent(practice, 700, months=range(1, 8)))

    def patients(month):
        return page_of(make.locality(), month=month).parts[0].rows[0].patients

    assert (patients(6), patients(7)) == (9000, 9100)


def test_a_forecast_is_kept_as_it_was_stated_b23():
    practice = make.practice()
    make.budget_entry(practice, amount=1_200_000)
    make.published_file(spent(practice, 300_000, months=(1, 2)), on=date(2006, 7, 28))
    months = spent(practice, 1_080_000, months=range(1, 13))
    make.published_file(months, on=date(2007, 3, 9), reason="Corrected")

    page = stated_page(make.auditor(), Asked(scope_of(make.locality()), TODAY))

    assert [(row.said_on, row.month) for row in page.rows] == [
        (date(2007, 3, 9), 12),
        (date(2006, 7, 28), 2),
    ]
    assert page.rows[0].missed_by == 0
    assert page.rows[1].overspend == 100_000
    assert page.rows[1].missed_by == page.rows[1].outturn - 1_080_000
    assert page.sentence == "The year came to £1.08m."


# ---- Cost ------------------------------------------------------------------------------------


def statements(client, where):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(where).status_code == 200
    return len(queries)


@pytest.mark.parametrize("kind", ["locality", "county"])
def test_a_page_asks_the_database_as_often_however_many_practices_there_are(client, kind):
    client.force_login(make.auditor())
    first = make.practice(group=make.group())
    make.published_file(spent(first, 600))
    where = address(scope_of(None if kind == "county" else make.locality(), kind))
    with_one = statements(client, where)

    more = [make.practice(f"Surgery {n}", group=make.group()) for n in range(12)]
    lines = [line for practice in [first, *more] for line in spent(practice, 600)]
    make.published_file(lines, on=date(2007, 3, 10))

    assert statements(client, where) == with_one
    assert with_one <= 48


# ---- Month 13 --------------------------------------------------------------------------------


def a_year_with_an_adjustment(*, to_month):
    """£1,200 for the months, and £50 as a year-end adjustment."""
    practice = make.practice()
    make.budget_entry(practice, amount=1200)
    make.budget_entry(practice, amount=50, month_13=50)
    make.published_file([make.line(practice, month=m, cost=90) for m in range(1, to_month + 1)])
    return make.locality()


def test_month_13_stands_apart_on_the_page_of_the_full_year():
    page = page_of(a_year_with_an_adjustment(to_month=12), year=2006)

    lines = {line.name: line.amount for line in page.budget_lines}
    assert lines["Year-end adjustments"] == 50
    assert page.budget == 1200


def test_month_13_is_no_part_of_a_year_to_date():
    page = page_of(a_year_with_an_adjustment(to_month=11), year=2006)

    assert "Year-end adjustments" not in [line.name for line in page.budget_lines]
    assert page.budget == 1100


def test_a_slice_of_month_13_touches_what_month_12_does():
    practice = make.practice(group=make.group())
    there = practice.localities.get().locality_id
    book = read_book(year=2006, known_on=date(2007, 3, 13))

    scopes = dict(touched(book, [(2006, 13, there, None)]))

    assert {scope.kind for scope in scopes} == {"county", "pct", "locality", "group", "practice"}
    assert set(scopes.values()) == {12}
