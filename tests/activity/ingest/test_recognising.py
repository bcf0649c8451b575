"""What is not a known layout is refused in words, or somebody is asked what its headings mean."""

import pytest

from tests import spreadsheets as s

BOTH = s.practices("Y90001", "Y90002")


def without(*keys):
    """The tidy layout without some of its columns."""
    return [{k: v for k, v in row.items() if k not in keys} for row in BOTH]


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        (["actual_cost"], "actual cost"),
        (["pod"], "point of delivery"),
        (["locality"], "locality"),
        (["practice_code", "practice_name"], "practice"),
        (["period"], "month"),
    ],
)
def test_a_needed_column_that_is_absent_is_named(read, keys, named):
    found = read(s.tidy_csv(without(*keys)))

    assert f"no column for the {named}" in found.refused


def test_with_a_column_not_understood_somebody_is_asked_which_it_is(read):
    rows = [{**row, "Outlay": "1200.00"} for row in without("actual_cost")]

    found = read(s.tidy_csv(rows))

    assert found.result["layout"] is None
    assert found.result["headings"]["missing"] == ["actual cost"]
    assert found.result["headings"]["not_understood"] == ["Outlay"]
    assert "Outlay" in found.result["headings"]["found"]


def test_headings_that_mean_nothing_here_are_listed(read):
    found = read(b"Supplier,Amount\nAcme,1\n")

    assert found.result["headings"]["found"] == ["Supplier", "Amount"]
    assert "actual cost" in found.result["headings"]["missing"]


def test_two_columns_of_actual_cost_are_not_chosen_between(read):
    rows = [{**row, "Actual spend": "7"} for row in BOTH]

    found = read(s.tidy_csv(rows))

    assert found.result["headings"]["missing"] == ["actual cost"]


@pytest.mark.parametrize(
    ("key", "other", "named"),
    [("practice_code", "Y90003", "practice"), ("period", "2006-10", "month")],
)
def test_one_heading_over_two_different_columns_is_not_chosen_between(read, key, other, named):
    again = key.upper()
    differ, agree = ([{**row, again: what or row[key]} for row in BOTH] for what in (other, None))

    assert read(s.tidy_csv(differ)).result["headings"]["missing"] == [named]
    assert read(s.tidy_csv(agree)).rows["staged"] == 2


def test_headings_without_rows_are_refused(read):
    assert "no rows under them" in read(s.tidy_csv(BOTH).splitlines()[0] + b"\n").refused


def test_a_file_of_years_that_are_not_held_is_refused(read):
    found = read(s.tidy_csv([row | {"period": "2016-09"} for row in BOTH]))

    assert "2016/17" in found.refused
    assert "2006/07 and 2007/08" in found.refused


def test_sheets_in_two_layouts_would_count_the_same_money_twice(read):
    def fill(book):
        tidy = book.add_worksheet("Data")
        tidy.write_row(0, 0, list(s.LINE))
        tidy.write_row(1, 0, list(s.LINE.values()))
        report = book.add_worksheet("Report")
        report.write("A1", "Ambleton locality: month 6 (September 2006), financial year 2006/07")
        report.write_row(2, 0, [*s.REPORT_KEYS, *s.REPORT_MEASURES])
        report.write_row(3, 0, ["Y90001", "Fernville", "Day case", 1, 2, 3, 4, 7, 8])

    assert "laid out in different ways" in read(s.workbook(fill), "file.xlsx").refused


def test_a_file_with_nhs_numbers_under_any_heading_is_refused(read):
    numbers = ["9434765919", "401 023 2137", "9876543210", "450-557-7104"]
    rows = [{**BOTH[0], "Reference": number} for number in numbers]

    assert "single patients" in read(s.tidy_csv(rows)).refused


def test_a_heading_that_speaks_of_patients_is_refused_on_a_hidden_sheet_too(read):
    def fill(book):
        book.add_worksheet("Data").write_row(0, 0, list(s.LINE))
        hidden = book.add_worksheet("Spells")
        hidden.write_row(0, 0, ["NHS Number", "HRG"])
        hidden.hide()

    assert "NHS Number" in read(s.workbook(fill), "file.xlsx").refused


def test_nhs_numbers_in_comments_are_found_too(read):
    numbers = ["9434765919", "4010232137", "9876543210", "4505577104"]
    content = s.added(s.tidy_xlsx(BOTH), "xl/comments1.xml", f"<a>{', '.join(numbers)}</a>")

    assert "comments" in read(content, "file.xlsx").refused


def test_ten_digits_that_are_no_nhs_numbers_do_no_harm(read):
    rows = [{**row, "Reference": f"123456789{n}"} for n, row in enumerate(BOTH)]

    assert read(s.tidy_csv(rows)).rows["staged"] == 2
