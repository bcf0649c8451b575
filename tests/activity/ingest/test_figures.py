"""Figures as people write them, to the penny; months as people write them."""

from decimal import Decimal

import pyarrow as pa
import pytest

from activity.ingest import figures, months
from tests import spreadsheets as s


@pytest.mark.parametrize(
    ("written", "pounds"),
    [
        ("1234.56", "1234.56"),
        ("£1,234.56", "1234.56"),
        ("(£84.63)", "-84.63"),
        ("-£84.63", "-84.63"),
        ("£-84.63", "-84.63"),
        ("84.63-", "-84.63"),
        ("−84.63", "-84.63"),
        ("( 1,000 )", "-1000.00"),
        ("£\u00a05", "5.00"),
        (".5", "0.50"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("1234567890.119999886", "1234567890.12"),
        ("999999999999.99", "999999999999.99"),
        ("TBC", None),
        ("12%", None),
        ("-", None),
        ("1,23", None),
        ("1.234,56", None),
        ("12 34", None),
        ("1e5", None),
        ("--5", None),
        ("#REF!", None),
        ("1234567890123.00", None),
        (None, None),
    ],
)
def test_a_figure_is_read_to_the_penny_or_not_at_all(written, pounds):
    column, _ = figures.rounded(figures.exact(pa.array([written], pa.string())), 2)

    assert column[0].as_py() == (pounds and Decimal(pounds))


def test_thousands_with_five_decimals_are_exact_pennies():
    assert figures.of_text("901.21073", 3) == Decimal("901210.73")


def test_many_small_sums_add_up_without_a_float():
    column, _ = figures.rounded(figures.exact(pa.array(["0.10"] * 3000)), 2)

    assert figures.total(column) == Decimal("300.00")


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("Apr-06", (2006, 1)),
        ("2007-03", (2006, 12)),
        ("31/03/2007", (2006, 12)),
        ("1 January 2007", (2006, 10)),
        ("200704", (2007, 1)),
        ("2006-13", None),
        ("32/01/2006", None),
        ("31/02/2007", None),
        ("29 Feb 2007", None),
        ("29/02/08", (2007, 11)),
        ("2006-04-31", None),
        ("0000-04", None),
        ("TBC", None),
        ("September", None),
        ("38961", None),
    ],
)
def test_a_calendar_month_is_a_month_of_the_financial_year(written, month):
    assert months.parse(written) == month


@pytest.mark.parametrize(
    ("written", "year"),
    [("2006/07", 2006), ("200607", 2006), ("2006-2007", 2006), ("2006/09", None)],
)
def test_a_financial_year_is_named_by_its_first(written, year):
    assert months.parse_year(written) == year


@pytest.mark.parametrize(
    ("heading", "largest"),
    [
        ("actual_cost", "999999999999"),
        ("budget", "999999999999"),
        ("actual_activity", "99999999999"),
    ],
)
def test_what_the_tables_cannot_hold_is_parked_or_refused_in_words(read, heading, largest):
    rows = s.practices("Y90001", "Y90002", "Y90003", "Y90004")
    one = [{**row} for row in rows]
    one[0][heading] = f"{largest}9"
    together = [{**row, heading: largest} for row in rows]

    assert read(s.tidy_csv(one)).said("parked") == [("figure-unreadable", 2)]
    assert "add up to more than this site can hold" in read(s.tidy_csv(together)).refused


def test_a_day_of_printing_is_no_month_of_a_report():
    assert months.names_in("Printed 9 March 2007", with_day=False) == set()
    assert months.names_in("month 6 (September 2006)", with_day=False) == {(2006, 6)}
    assert months.years_in("as at 2006-07-31") == set()
