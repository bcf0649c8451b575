"""The wide workbook: a sheet a practice, months across, its summary understood and left out."""

import pytest

from tests import spreadsheets as s

POD = {
    "Plan activity": [5, 5, 5],
    "Actual activity": [6, 0, 7],
    "Budget": [100.5, 100.5, 100.5],
    "Savings plan": [-10, -10, -10],
    "Actual": [120.25, 0, 130],
}
SHEETS = {
    "Y90001 - Fernville Surgery": {"Elective inpatient": POD},
    "Y90002 - Milbrook House": {"Elective inpatient": POD},
    "V81999 - not known": {"Elective inpatient": POD},
}


@pytest.fixture
def found(read):
    """A wide workbook as it should be."""
    return read(s.wide(SHEETS), "file.xlsx")


def test_a_point_of_delivery_and_month_is_one_row_and_nought_is_a_figure(found):
    assert found.result["layout"] == "wide"
    assert found.rows["staged"] == 9  # 3 sheets of 3 months
    assert found.money["read"] == "750.75"  # three times 120.25 + 0 + 130


def test_months_that_are_still_empty_are_no_rows(found):
    assert found.result["months"] == [1, 2, 3]


def test_the_cell_of_a_line_is_that_of_its_actual_cost(found):
    [april, may, june] = [line for line in found.lines if line["practice"] == "11"]
    assert [line["cell"] for line in (april, may, june)] == ["C9", "D9", "E9"]


def test_cover_summary_and_hidden_lookup_are_skipped_and_named(found):
    assert found.result["sheets_skipped"] == ["Cover", "Summary", "Lookup (hidden)"]


def test_the_unassigned_sheet_is_of_the_locality_on_the_cover(found):
    nobody = [line for line in found.lines if not line["practice"]]
    assert {line["locality"] for line in nobody} == {"1"}
    assert found.money["unassigned"] == "250.25"


def test_the_summary_is_the_files_own_total(found):
    assert found.result["stated_total"] == "750.75"
    assert found.result["stated_total_difference"] == "0.00"


def test_a_summary_that_differs_is_told(read):
    """G04: the sheets are what counts."""
    found = read(s.wide(SHEETS, stated=[360.75, 0, 400]), "file.xlsx")

    assert found.result["stated_total_difference"] == "10.00"  # 760.75 − 750.75
    assert found.money["staged"] == "750.75"


def test_thousands_of_pounds_become_pounds_to_the_penny(read):
    pod = {**POD, "Budget": [0.1005] * 3, "Actual": [0.12025, 0, 0.13]}

    found = read(
        s.wide({key: {"Elective inpatient": pod} for key in SHEETS}, unit="£000"), "f.xlsx"
    )

    assert found.result["unit"] == "thousands"
    assert found.money["read"] == "750.75"
    assert not found.said("warning")


def test_a_cover_in_thousands_over_sheets_in_pounds_is_refused(read):
    content = s.changed(
        s.wide(SHEETS), "xl/sharedStrings.xml", b"Money in \xc2\xa3.", b"Money in \xc2\xa3000."
    )

    found = read(content, "file.xlsx")

    assert "pounds and thousands" in found.refused


def test_a_hidden_sheet_of_figures_is_never_read_silently(read):
    found = read(s.wide(SHEETS, hidden=["Y90002 - Milbrook House"]), "file.xlsx")

    assert "Y90002 - Milbrook House (hidden)" in found.result["sheets_skipped"]
    assert ("sheet-hidden", None) in found.said("warning")
    assert found.result["stated_total_difference"] == "250.25"  # the summary still has it


def test_a_sheet_of_an_unknown_practice_is_parked_not_skipped(read):
    found = read(s.wide({**SHEETS, "Y9ZZZZ - Nobody": {"Elective inpatient": POD}}), "file.xlsx")

    assert found.rows["parked"] == 3
    assert {row["code"] for row in found.parked} == {"practice-unknown"}


def test_months_with_nothing_but_a_plan_are_left_out_and_said(read):
    pod = {**POD, "Budget": [100.5] * 12}

    found = read(s.wide({key: {"Elective inpatient": pod} for key in SHEETS}), "file.xlsx")

    assert found.result["months"] == [1, 2, 3]
    assert ("plans-left-out", None) in found.said("warning")
