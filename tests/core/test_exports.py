"""Tables that are taken away: numbers stay numbers, and no text can run as a formula (B11, S9)."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from pbc.core.exports import Column, Fact, Kind, Table, answer, separated, workbook

COLUMNS = [Column("Practice", Kind.NAME), Column("Over", Kind.MONEY), Column("On", Kind.DAY)]
SIGNS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    " =",
    "\ufeff=",
]
PAYLOADS = [
    f"{sign}{rest}"
    for sign in SIGNS
    for rest in ("1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)")
]


def xlsx(*tables, facts=(), **more):
    file = io.BytesIO()
    workbook.write(tables, facts, file, **more)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()))


def text(*tables, facts=()):
    file = io.BytesIO()
    separated.write(tables, facts, file)
    return file.getvalue().decode("utf-8-sig")


def one_row(*values):
    return Table("Sheet", [Column("A"), Column("B", Kind.MONEY)], [values])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_could_run_is_text_in_a_workbook_s9(payload):
    book = xlsx(one_row(payload, payload), facts=[Fact(payload, payload)])

    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book["Sheet"]["A2"].quotePrefix


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_could_run_has_a_quote_before_it_in_csv_s9(payload):
    written = text(one_row(payload, None), facts=[Fact(payload, payload)])

    found = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]
    assert [cell for cell in found if cell.lstrip().startswith(payload.strip() or payload)] == []
    assert found.count(f"'{payload}") == 3


def test_money_that_is_under_is_a_number_in_both_forms_s9():
    table = one_row("Fernville", Decimal("-1190000.25"))

    cell = xlsx(table)["Sheet"]["B2"]
    assert (cell.data_type, cell.value) == ("n", -1190000.25)
    assert '"Fernville",-1190000.25\r\n' in text(table)


def test_headings_stay_in_sight_and_the_total_and_the_facts_follow_b11():
    table = Table(
        "By practice",
        COLUMNS,
        [("Fernville", Decimal("12.50"), date(2007, 3, 13)), ("Parkwood", None, None)],
        ("Dacorum", Decimal("12.50"), None),
        [("Parked", "not received", None)],
    )

    book = xlsx(table, facts=[Fact("As known on", "13 March 2007")])

    sheet, about = book["By practice"], book["About"]
    assert sheet.freeze_panes == "B2"
    assert [[cell.value for cell in row][:2] for row in sheet] == [
        ["Practice", "Over"],
        ["Fernville", 12.5],
        ["Parkwood", None],
        ["Dacorum", 12.5],
        ["Parked", "not received"],
    ]
    assert sheet["C2"].value.date() == date(2007, 3, 13)
    assert [cell.value for cell in about[2]] == ["As known on", "13 March 2007"]


def test_csv_has_the_headings_first_and_the_facts_below_b11():
    table = Table("T", COLUMNS, [("Fernville", Decimal("12.50"), date(2007, 3, 13))])

    written = text(table, facts=[Fact("As known on", "13 March 2007")])

    assert written.splitlines() == [
        '"Practice","Over","On"',
        '"Fernville",12.50,"2007-03-13"',
        "",
        '"As known on","13 March 2007"',
    ]


def test_a_table_too_long_for_a_sheet_goes_on_in_another_with_its_headings():
    rows = [(str(number), Decimal(number), None) for number in range(5)]

    book = xlsx(Table("Rows", COLUMNS, rows), last_row=2)

    assert book.sheetnames == ["Rows", "Rows, 2", "Rows, 3", "About"]
    assert [sheet.max_row for sheet in book][:3] == [3, 3, 2]
    assert book["Rows, 3"]["A1"].value == "Practice"
    assert book["Rows, 3"]["B2"].value == 4


def test_a_name_that_no_sheet_may_have_is_made_one():
    assert xlsx(Table("By PCT/ICB: [all]?", COLUMNS, [])).sheetnames[0] == "By PCT ICB   all"


@pytest.mark.django_db
def test_the_answer_is_a_file_with_a_plain_name():
    taken = answer([], [], called="Dacorum, position to month 6 of 2006/07", form="csv")

    assert taken["Content-Disposition"] == (
        'attachment; filename="dacorum-position-to-month-6-of-200607.csv"'
    )
    assert taken["Content-Type"] == "text/csv; charset=utf-8"
    taken.close()
