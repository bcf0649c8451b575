"""The template of a year's budgets, out as a workbook and in as cells: practices by headings.

Pure: no rows of the database, no clock. Codes, names and headings are locked in the workbook, and
looked for by what they say when it comes back, never by where they stand.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO

from activity.ingest.cells import NO_VALUE, column_letters
from pbc.core import money
from pbc.core.exports.harmless import could_run

SHEET = "Budgets"
CODE, NAME = "Practice code", "Practice"
NEAR = Decimal("0.000001")  # what a spreadsheet's own arithmetic may be off by
TAKE_ANEW = "Take a new template, and copy the amounts into it"


class NotTheTemplate(Exception):
    """The workbook is no template of this year; the text is a sentence fit to show."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell, and what to do about it."""

    sheet: str
    cell: str
    message: str
    fix: str


@dataclass(frozen=True)
class Filled:
    """What a template says: its kind, [practice code, heading code, cell, amount], and problems."""

    kind: str
    amounts: list
    problems: list


def title(year_name, kind_name):
    """What the first cell says, by which a template is known."""
    return f"Budgets {year_name}, {kind_name}"


def written(*, year_name, kind_name, headings, practices, amounts):
    """The bytes of a template. `headings` and `practices` are (code, name), `amounts` what stands
    by (practice code, heading code): it is filled in, and an amount can be typed over."""
    import xlsxwriter  # by whoever takes a template away alone

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    bold, open_ = book.add_format({"bold": True}), {"locked": False, "num_format": "#,##0.00"}
    amount = book.add_format(open_)
    # What a name begins with stays a letter, also when somebody edits the cell.
    marked = book.add_format({"quote_prefix": True})
    bold_marked = book.add_format({"bold": True, "quote_prefix": True})
    sheet.write_string(0, 0, title(year_name, kind_name), bold)
    sheet.write_string(
        1,
        0,
        "Type what the year is to be, in pounds, without month 13. An empty cell changes nothing",
    )
    for column, text in enumerate((CODE, NAME, *(name for _, name in headings))):
        sheet.write_string(3, column, text, bold_marked if could_run(text) else bold)
    for row, (code, name) in enumerate(practices, 4):
        sheet.write_string(row, 0, code, marked if could_run(code) else None)
        sheet.write_string(row, 1, name, marked if could_run(name) else None)
        for column, (heading, _) in enumerate(headings, 2):
            stands = amounts.get((code, heading))
            write = sheet.write_blank if stands is None else sheet.write_number
            write(row, column, stands, amount)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 1 + len(headings), 16)
    sheet.freeze_panes(4, 2)
    sheet.protect()
    book.close()
    return out.getvalue()


def read(sheets, *, year_name, kinds, headings, practices):
    """Understand the cells of a template. `kinds` are {name: code}, `headings` {name: code},
    `practices` the codes that the person may set. Raises NotTheTemplate."""
    rows = next((sheet["rows"] for sheet in sheets if sheet["name"] == SHEET), None)
    if not rows or not rows[0]:
        raise NotTheTemplate(f"There is no sheet “{SHEET}” in this workbook. {TAKE_ANEW}")
    said = rows[0][0] or ""
    kind = next((code for name, code in kinds.items() if said == title(year_name, name)), None)
    if kind is None:
        raise NotTheTemplate(
            f"Cell A1 says “{said[:60]}”, and this is the page of {year_name}. {TAKE_ANEW}"
        )
    at = next((n for n, row in enumerate(rows) if row[0] == CODE), None)
    if at is None:
        raise NotTheTemplate(f"No row begins with “{CODE}”. {TAKE_ANEW}")
    problems = []
    columns = _columns(rows[at], at, headings, problems)
    amounts = list(_amounts(rows, at, columns, practices, problems))
    if not columns or not (amounts or problems):
        raise NotTheTemplate("No amount stands in the template. Fill it in, and send it in again")
    return Filled(kind, amounts, problems)


def _columns(heads, at, headings, problems):
    """{column: heading code} of the row of headings."""
    found = {}
    for number, text in enumerate(heads):
        if text in (None, CODE, NAME):
            continue
        if text not in headings:
            what = f"“{text[:60]}” is no heading of the budget"
            problems.append(
                _problem(at, number, what, "Use a heading of the template, or empty it")
            )
        elif headings[text] in found.values():
            what = f"The heading “{text}” stands twice"
            problems.append(_problem(at, number, what, "Leave one of the two columns out"))
        else:
            found[number] = headings[text]
    return found


def _amounts(rows, at, columns, practices, problems):
    seen = {}
    for number, row in enumerate(rows[at + 1 :], at + 1):
        code = row[0]
        if code is None:
            if any(row[column] for column in columns):
                what = "There are amounts in this row and no practice code"
                problems.append(_problem(number, 0, what, "Enter the practice’s code"))
        elif code not in practices:
            what = f"Practice code {code[:20]} is not in the register of this year, or not yours"
            problems.append(_problem(number, 0, what, "Correct the code, or leave the row out"))
        elif code in seen:
            what = f"Practice {code} stands in row {seen[code]} already"
            problems.append(_problem(number, 0, what, "Leave one of the two rows out"))
        else:
            seen[code] = number + 1
            yield from _of_a_row(row, number, code, columns, problems)


def _of_a_row(row, number, code, columns, problems):
    for column, heading in columns.items():
        text = row[column]
        if text is None:
            continue
        try:
            amount = pounds(text)
        except ValueError as fault:
            problems.append(_problem(number, column, str(fault), "Type the amount in pounds"))
        else:
            yield [code, heading, _cell(number, column), str(amount)]


def pounds(text):
    """An amount as a cell has it. Raises ValueError, its text fit to show."""
    if text == NO_VALUE:
        raise ValueError(
            "The formula in this cell has no value. Open the file in Excel and save it"
        )
    if text.startswith("#"):
        raise ValueError(f"This cell holds the error {text[:12]}")
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return money.parse_pounds(text)
    if not (exact.is_finite() and abs(exact) <= money.LARGEST):
        raise ValueError("Enter an amount below a million million pounds")
    rounded = money.to_the_penny(exact)
    if abs(rounded - exact) >= NEAR:
        return money.parse_pounds(f"{exact:f}")
    return money.parse_pounds(str(rounded))


def _problem(row, column, message, fix):
    return Problem(SHEET, _cell(row, column), message, fix)


def _cell(row, column):
    return f"{column_letters(column + 1)}{row + 1}"
