"""The tidy layout, in every manner in which people write it."""

import pytest

from tests import spreadsheets as s

BOTH = ("Y90001", "Y90002")


def test_a_line_becomes_figures_of_one_month_practice_and_cell(read):
    found = read(s.tidy_csv(s.practices(*BOTH)))

    [first, _] = found.lines
    assert (first["year"], first["first_month"], first["month"]) == ("2006", "6", "6")
    assert (first["practice"], first["locality"], first["pod"]) == ("11", "1", "21")
    assert (first["plan_activity"], first["actual_activity"]) == ("10.500", "12.000")
    assert (first["budget"], first["savings_plan"]) == ("1000.00", "-100.00")
    assert (first["actual_cost"], first["row"], first["cell"]) == ("1200.00", "2", "M2")
    assert found.result["slices"] == [[2006, 6, 1]]
    assert found.money["read"] == "2400.00"  # 2 practices of £1,200


POUNDS = {
    "period": "Month", "locality": "Locality", "practice_code": "Practice Code",
    "practice_name": "Practice", "provider_code": "Provider", "pod": "POD",
    "specialty_code": "Specialty", "plan_activity": "Plan Activity",
    "actual_activity": "Actual Activity", "budget": "Budget (£)",
    "savings_plan_adj": "Savings Plan (£)", "revised_budget": "Revised Budget (£)",
    "actual_cost": "Actual (£)",
}  # fmt: skip


def test_pounds_commas_and_brackets_of_the_windows_page_are_read_to_the_penny(read):
    said = {"period": "Sep-06", "savings_plan_adj": "(£84.63)", "actual_cost": "£1,234.56"}
    rows = s.practices(*BOTH, practice_name="FERNVILLE", revised_budget="£915.37", **said)

    found = read(s.tidy_csv(rows, headings=POUNDS, encoding="cp1252", ending="\r\n"))

    assert found.result["layout"] == "long"
    assert found.lines[0]["savings_plan"] == "-84.63"
    assert found.money["read"] == "2469.12"  # twice £1,234.56
    assert not found.problems  # 1,000 − 84.63 = 915.37


def test_days_lower_case_and_padded_names_mean_the_same(read):
    rows = [s.line(practice_code=c.lower(), period="01/09/2006") for c in BOTH]
    rows[0]["practice_name"] = "  Fernville Surgery "

    found = read(s.tidy_csv(rows, headings=POUNDS, encoding="utf-8-sig"))

    assert [line["practice"] for line in found.lines] == ["11", "12"]
    assert found.result["months"] == [6]


@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_separator_and_encoding_is_recognised(read, separator, encoding):
    found = read(s.tidy_csv(s.practices(*BOTH), separator=separator, encoding=encoding))

    assert found.rows["staged"] == 2


def test_columns_are_known_by_heading_never_by_position(read):
    rows = [dict(reversed(row.items())) for row in s.practices(*BOTH)]

    found = read(s.tidy_csv(rows))

    assert found.money["staged"] == "2400.00"
    assert found.lines[0]["cell"] == "A2"  # the actual cost stands first now


def test_titles_above_the_heading_and_blank_lines_are_no_rows(read):
    above = [["Northshire PCT"], [], ["Printed 9 October 2006"]]

    found = read(s.tidy_csv(s.practices(*BOTH), above=above) + b"\n\n")

    assert found.rows["read"] == 2
    assert [line["row"] for line in found.lines] == ["5", "6"]


@pytest.mark.parametrize(
    "written",
    ["2006-09", "Sep-06", "Sept 2006", "September 2006", "30/09/2006", "200609", "2006-09-30",
     "09/2006", "1st September 2006", "2006-09-01 00:00:00"],
)  # fmt: skip
def test_september_2006_is_month_6_however_it_is_written(read, written):
    found = read(s.tidy_csv(s.practices(*BOTH, period=written)))

    assert found.result["slices"] == [[2006, 6, 1]]


def test_a_column_nobody_knows_is_left_out_and_named(read):
    rows = [{**row, "Bed colour": "blue"} for row in s.practices(*BOTH)]

    found = read(s.tidy_csv(rows))

    [problem] = found.problems
    assert (problem["code"], problem["cell"]) == ("column-not-understood", "N1")
    assert "Bed colour" in problem["message"]
    assert found.rows["staged"] == 2


def test_a_total_among_the_rows_is_ignored_and_never_added_in(read):
    rows = s.practices(*BOTH)
    total = dict.fromkeys(s.LINE, "") | {"practice_name": "Total", "actual_cost": "123456.78"}

    found = read(s.tidy_csv([rows[0], total, rows[1]]))

    assert found.said("ignored") == [("total-row", 3)]
    assert found.money["read"] == "2400.00"
    assert found.result["stated_total"] is None  # a total among the rows is not the file's own


def test_a_practice_called_total_is_a_practice(read):
    found = read(s.tidy_csv(s.practices("Y90005", practice_name="Total Care Surgery")))

    assert not found.said("ignored")


def test_the_total_at_the_foot_is_held_against_the_rows(read):
    """G04: the difference is shown in pounds and kept."""
    total = dict.fromkeys(s.LINE, "") | {"period": "Grand total", "actual_cost": "2500.00"}

    found = read(s.tidy_csv([*s.practices(*BOTH), total]))

    assert found.result["stated_total"] == "2500.00"
    assert found.result["stated_total_difference"] == "100.00"  # 2,500 less twice 1,200
    assert found.money["read"] == "2400.00"


def test_headings_that_come_again_are_ignored(read):
    rows = s.practices(*BOTH)

    found = read(s.tidy_csv([rows[0], {key: key for key in s.LINE}, rows[1]]))

    assert found.said("ignored") == [("repeated-heading", 3)]
    assert found.rows["staged"] == 2


def test_a_footnote_is_no_row(read):
    found = read(s.tidy_csv(s.practices(*BOTH)) + b"Source: returns of the trusts\n")

    assert found.rows["read"] == 2


def test_a_line_with_a_field_too_many_is_parked_with_its_number(read):
    content = s.tidy_csv(s.practices(*BOTH, "Y90002", pod="AE"))
    content = content.replace(b"Y90002,Fernville", b"Y90002,Fernville,Row", 1)

    found = read(content)

    assert found.said("parked") == [("line-too-long", 3)]


def test_monitoring_knows_points_of_delivery_by_their_other_codes(read):
    codes = [{"GP_PRACTICE_CODE": code, "POD_CODE": "OPFASPCL"} for code in BOTH]

    found = read(s.monitoring_csv(*codes))

    assert found.result["layout"] == "monitoring"
    assert {line["pod"] for line in found.lines} == {"22"}
    assert found.result["slices"] == [[2006, 6, 1]]


def test_monitoring_takes_the_locality_of_unassigned_rows_from_the_file(read):
    """B06: what belongs to no practice is its locality's, on a line of its own."""
    rows = [{"GP_PRACTICE_CODE": code} for code in (*BOTH, "V81999")]

    found = read(s.monitoring_csv(*rows))

    assert found.rows["unassigned"] == 1
    assert (found.lines[2]["practice"], found.lines[2]["locality"]) == ("", "1")
    assert found.money["unassigned"] == "1200.00"


def test_a_workbook_of_the_tidy_layout_is_read_the_same(read):
    found = read(s.tidy_xlsx(s.practices(*BOTH)), "file.xlsx")

    assert found.money["staged"] == "2400.00"
    assert (found.lines[0]["sheet"], found.lines[0]["cell"]) == ("Data", "M2")
    assert found.result["sheets_skipped"] == []
