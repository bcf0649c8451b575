"""Formulas and errors are never read as blank or nought (G08)."""

import pytest

from tests import spreadsheets as s

FOUR = [
    s.line(practice_code=code, pod=pod) for code in ("Y90001", "Y90002") for pod in ("EL", "AE")
]
TEN = [s.line(pod=pod, period=f"2006-{m:02d}") for pod in ("EL", "AE") for m in range(4, 9)]
NEVER = b"<f>J2+K2</f><v>0</v>", b"<f>J2+K2</f><v></v>"


def uncalculated(rows, cells):
    """A workbook in which some cells are formulas that nobody ever calculated."""
    formulas = dict.fromkeys(cells, "=J2+K2")
    content = s.tidy_xlsx(rows, cells=formulas)
    return s.changed(content, "xl/worksheets/sheet1.xml", *NEVER)


def test_a_revised_budget_that_was_never_calculated_is_budget_plus_savings_plan(read):
    found = read(uncalculated(FOUR, ["L2", "L3", "L4", "L5"]), "file.xlsx")

    assert found.rows["staged"] == 4
    assert [(p["code"], p["count"]) for p in found.problems] == [("revised-budget-derived", 4)]


def test_a_file_whose_costs_were_never_calculated_is_refused(read):
    found = read(uncalculated(FOUR, ["M2", "M3", "M4", "M5"]), "file.xlsx")

    assert found.refused == (
        "4 formulas have no value. Open the file in Excel, save it, send it in again"
    )


def test_a_single_cost_that_was_never_calculated_parks_its_row(read):
    content = uncalculated(TEN, ["M5"])

    found = read(content, "file.xlsx")

    [problem] = [p for p in found.problems if p["severity"] == "parked"]
    assert (problem["code"], problem["cell"]) == ("formula-without-value", "M5")
    assert found.money["staged"] == "10800.00"  # 9 of the 10 lines of £1,200


def test_noughts_that_a_program_left_to_excel_are_no_figures(read):
    """XlsxWriter writes 0 for every formula and asks Excel to calculate when it opens the file."""
    content = s.tidy_xlsx(FOUR, cells={f"M{row}": "=1200+0" for row in range(2, 6)})

    found = read(content, "file.xlsx")

    assert "4 formulas have no value" in found.refused


def test_formulas_that_were_calculated_are_read(read):
    content = s.tidy_xlsx(FOUR, cells={"M2": ("=600+600", None, 1200)})

    found = read(content, "file.xlsx")

    assert found.money["staged"] == "4800.00"


@pytest.mark.parametrize(
    "error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]
)
def test_an_error_cell_parks_its_row_and_names_the_cell(read, error):
    content = s.tidy_xlsx(TEN, cells={"M3": ("=1/0", None, error)})

    found = read(content, "file.xlsx")

    [problem] = [p for p in found.problems if p["severity"] == "parked"]
    assert (problem["code"], problem["row"], problem["cell"]) == ("error-cell", 3, "M3")
    assert error in problem["message"]
    assert found.money == {
        "read": "10800.00", "staged": "10800.00", "unassigned": "0.00", "parked": "0.00",
    }  # fmt: skip


def test_an_error_beyond_the_last_value_keeps_its_address(read):
    rows = [row | {"actual_cost": ""} for row in FOUR[:1]]

    found = read(s.tidy_xlsx(rows, cells={"M2": ("=1/0", None, "#REF!")}), "file.xlsx")

    assert found.said("parked") == [("error-cell", 2)]


def test_a_sheet_that_begins_further_right_and_down_keeps_its_addresses(read):
    def fill(book):
        sheet = book.add_worksheet("Data")
        for number, row in enumerate([dict(zip(s.LINE, s.LINE, strict=True)), *FOUR]):
            sheet.write_row(number + 4, 2, list(row.values()))
        sheet.write_formula("O7", "=1/0", None, "#REF!")

    found = read(s.workbook(fill), "file.xlsx")

    [problem] = [p for p in found.problems if p["severity"] == "parked"]
    assert problem["cell"] == "O7"  # C4 + twelve columns, heading in row 5
    assert [line["cell"] for line in found.lines] == ["O6", "O8", "O9"]


def test_totals_without_a_value_are_said_not_to_be_checked(read):
    content = s.tidy_csv(
        [*FOUR, dict.fromkeys(s.LINE, "") | {"period": "Total", "actual_cost": "?"}]
    )

    found = read(content)

    assert found.result["stated_total"] is None
    assert ("total-unreadable", None) in found.said("warning")
