"""The report: a practice on its first row, the same headings twice, its totals checked."""

import io

import openpyxl
import pytest

from tests import spreadsheets as s

MONTH = (10.5, 12, 1000, -100, 900, 1200)
TO_DATE = (60, 70, 6000, -600, 5400, 7000.25)
BLOCKS = [
    ("Y90001", "Fernville Surgery", [("Elective inpatient", MONTH, TO_DATE)]),
    (
        "Y90002",
        "Milbrook House",
        [("Elective inpatient", MONTH, TO_DATE), ("A&E attendance", MONTH, TO_DATE)],
    ),
    ("V81999", "GP practice code not known", [("A&E attendance", MONTH, TO_DATE)]),
]


@pytest.fixture
def found(read):
    """A report as it should be."""
    return read(s.report(BLOCKS), "file.xlsx")


def test_each_line_belongs_to_the_practice_at_the_top_of_its_block(found):
    assert [line["practice"] for line in found.lines] == ["11", "12", "12", ""]
    assert [line["pod"] for line in found.lines] == ["21", "21", "23", "23"]


def test_the_month_and_locality_come_from_the_titles(found):
    assert found.result["layout"] == "report"
    assert found.result["slices"] == [[2006, 6, 1]]
    assert found.lines[3]["locality"] == "1"  # of the unassigned line


def test_the_figures_of_the_month_are_the_rows(found):
    assert found.money["read"] == "4800.00"  # 4 lines of £1,200
    assert (found.lines[0]["actual_cost"], found.lines[0]["cell"]) == ("1200.00", "I6")


def test_to_date_less_month_is_the_opening_figure_and_no_row(found):
    [first, *_] = found.openings
    assert (first["first_month"], first["month"]) == ("0", "5")
    assert first["actual_cost"] == "5800.25"  # 7,000.25 − 1,200
    assert (first["budget"], first["savings_plan"]) == ("5000.00", "-500.00")
    assert first["cell"] == "O6"
    assert len(found.openings) == found.rows["staged"] == 4


def test_totals_are_ignored_and_footnotes_are_no_rows(found):
    assert [row for code, row in found.said("ignored") if code == "total-row"] == [7, 11, 14, 16]
    assert found.rows == {"read": 8, "staged": 4, "unassigned": 1, "parked": 0, "ignored": 4}


def test_a_grand_total_that_agrees_is_kept_without_a_difference(found):
    assert found.result["stated_total"] == "4800.00"
    assert found.result["stated_total_difference"] == "0.00"
    assert not found.said("warning")


@pytest.mark.parametrize(
    ("grand", "stated", "difference"),
    [((4900, 28001), "4900.00", "100.00"), ((4800, 53001), "53001.00", "25000.00")],
)
def test_a_grand_total_that_differs_is_told_in_pounds(read, grand, stated, difference):
    """G04: of the month, or from April on (four times £7,000.25)."""
    found = read(s.report(BLOCKS, grand=grand), "file.xlsx")

    assert found.result["stated_total"] == stated
    assert found.result["stated_total_difference"] == difference
    assert ("total-differs", 16) in found.said("warning")


def test_a_subtotal_that_differs_is_a_warning(read):
    found = read(s.report(BLOCKS, totals={"Y90001": (1300, 7000.25)}), "file.xlsx")

    assert found.said("warning") == [("total-differs", 7)]
    assert found.result["stated_total_difference"] == "0.00"


# Four lines of £1,200 and £7,000.25 to date: one of Y90001, two of Y90002, one of nobody.
TWO, THREE, FOUR = (2400, 14000.50), (3600, 21000.75), (4800, 28001.00)
ONE = (1200, 7000.25)


@pytest.mark.parametrize(
    "after",
    [
        {"Y90002": [("Total DacCom", THREE)]},  # all so far
        {"Y90002": [("Total Milbrook and friends", TWO)]},  # the last block alone
        {"V81999": [("Total DacCom and nobody", THREE)]},  # the last two blocks
        {"Y90001": [("Total DacCom", ONE)], "Y90002": [("Total WatCom", TWO)]},
    ],
)
def test_a_total_of_some_blocks_agrees_with_them(read, after):
    found = read(s.report(BLOCKS, after=after), "file.xlsx")

    assert found.said("warning") == []
    assert found.result["stated_total_difference"] == "0.00"


def test_a_total_of_blocks_that_do_not_follow_each_other_is_said_not_to_be_checked(read):
    found = read(s.report(BLOCKS, after={"V81999": [("Total DacCom", TWO)]}), "file.xlsx")

    assert found.said("warning") == [("total-unclear", 15), ("total-unclear", 15)]
    assert found.result["stated_total_difference"] == "0.00"


def test_the_last_group_of_a_report_without_a_total_of_all_is_no_total_of_all(read):
    """Its own two blocks agree, and the file states no total of its own."""
    after = {"Y90001": [("Total DacCom", ONE)]}

    found = read(s.report(BLOCKS, after=after, grand=THREE), "file.xlsx")

    assert found.said("warning") == []
    assert found.result["stated_total"] is None


def test_a_total_of_all_that_leaves_the_first_block_out_needs_a_reason_m3(read):
    found = read(s.report(BLOCKS, grand=THREE), "file.xlsx")

    assert found.result["stated_total_difference"] == "-1200.00"


def test_an_unknown_practice_parks_every_line_of_its_block(read):
    blocks = [("Y9ZZZZ", "Nobody's", BLOCKS[1][2]), *BLOCKS[:2]]

    found = read(s.report(blocks), "file.xlsx")

    assert found.said("parked") == [("practice-unknown", 6), ("practice-unknown", 7)]


def test_a_report_of_april_has_no_earlier_months(read):
    content = s.report(BLOCKS, month="month 1 (April 2006)")
    content = s.changed(content, "xl/sharedStrings.xml", b"Month 6 (September)", b"Month 1 (April)")

    found = read(content, "file.xlsx")

    assert found.result["months"] == [1]
    assert not found.openings


def test_titles_that_name_two_months_are_refused(read):
    found = read(s.report(BLOCKS, month="month 6 (October 2006)"), "file.xlsx")

    assert "two different months" in found.refused


def test_without_a_month_in_the_titles_somebody_is_asked(read):
    content = s.report(BLOCKS, month="the month")
    content = s.changed(content, "xl/sharedStrings.xml", b"Month 6 (September)", b"In the month")

    found = read(content, "file.xlsx")

    assert "month" in (found.refused or found.result["headings"]["missing"])


def test_a_line_after_a_blank_one_that_names_nobody_belongs_to_nobody(read):
    """Its practice is asked for; the one above does not get its money."""
    found = read(without_second_holder(s.report(BLOCKS[:2])), "file.xlsx")

    assert found.said("parked") == [("practice-blank", 9), ("practice-blank", 10)]


def without_second_holder(content):
    """The report with the code and name of its second practice gone."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    sheet["A9"], sheet["B9"] = None, None
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_several_reports_in_one_workbook_are_checked_each_and_added_up(read):
    book = openpyxl.load_workbook(io.BytesIO(s.report(BLOCKS)), data_only=True)
    second = book.copy_worksheet(book.active)
    second["A6"], second["A9"], second["A13"] = "Y90003", "Y90004", "V81998"
    second["A2"] = "Burnhope, Vale & St John's locality: month 6 (September 2006), 2006/07"
    held = io.BytesIO()
    book.save(held)

    found = read(held.getvalue(), "file.xlsx")

    assert found.result["slices"] == [[2006, 6, 1], [2006, 6, 2]]
    assert found.result["stated_total"] == "9600.00"  # twice £4,800
    assert found.money["unassigned"] == "2400.00"


def test_the_same_heading_twice_for_the_same_months_is_not_chosen_between(read):
    content = s.report(BLOCKS)
    content = s.changed(content, "xl/sharedStrings.xml", b"Savings plan", b"Budget")

    found = read(content, "file.xlsx")

    assert "budget" in found.result["headings"]["missing"]


def test_a_year_to_date_beyond_twelve_times_the_limit_is_said_with_its_own_cell(read):
    blocks = [
        ("Y90001", "Fernville Surgery", [("Elective inpatient", MONTH, (1, 1, 1, 0, 1, DEAR))])
    ]

    found = read(s.report([*blocks, *BLOCKS[1:]]), "file.xlsx")

    [dear] = [problem for problem in found.problems if problem["code"] == "cost-very-large"]
    assert dear["cell"] == "O6"


DEAR = 120_000_000.01
