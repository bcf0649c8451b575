"""A workbook: a sheet for each table, its headings held in sight; the facts on the last sheet.

Money and counts are numbers, text is text: no cell is a formula, and none becomes one when
somebody edits it. Rows go to disc as they come.
"""

import re
from datetime import date

from pbc.core.exports.harmless import could_run
from pbc.core.exports.table import Column, Kind, Table

LAST_ROW = 1_048_575  # counted from 0: as far down as a sheet goes
LONGEST_TEXT = 32_767  # characters that a cell can hold
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
WIDTHS = {Kind.NAME: 34, Kind.WORDS: 18, Kind.MONEY: 17, Kind.COUNT: 12, Kind.PERCENT: 12}
SHOWN = {
    Kind.MONEY: "#,##0.00;[Black]-#,##0.00",
    Kind.COUNT: "#,##0.###",
    Kind.PERCENT: "0.0",
    Kind.DAY: "d mmm yyyy",
}
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(tables, facts, file, *, last_row=LAST_ROW):
    """Write tables and facts into a file; what is too long for a sheet goes on in one more."""
    import xlsxwriter  # few pages write one, and each process of the site would load it

    with xlsxwriter.Workbook(file, {"constant_memory": True, **PLAIN}) as book:
        formats = Formats(book)
        for table in tables:
            _write_table(book, formats, table, last_row)
        about = [Column("About these figures", Kind.NAME), Column("")]
        rows = [(fact.name, fact.value) for fact in facts]
        _write_table(book, formats, Table("About", about, rows), last_row)


class Formats:
    """How cells look, made once: by kind, in the total, in the headings, and with a quote mark."""

    def __init__(self, book):
        self.book, self.made = book, {}

    def get(self, kind, *, bold=False, quoted=False):
        key = kind, bold, quoted
        if key not in self.made:
            one = self.book.add_format({"bold": bold, "num_format": SHOWN.get(kind, "General")})
            if quoted:
                one.set_quote_prefix()
            self.made[key] = one
        return self.made[key]


def _write_table(book, formats, table, last_row):
    sheet, at = _sheet(book, formats, table), 0
    ends = [(row, False) for row in table.beside]
    ends = [(table.total, True), *ends] if table.total else ends
    for row, bold in _all_rows(table.rows, ends):
        if at == last_row:
            sheet, at = _sheet(book, formats, table), 0
        at += 1
        for number, value in enumerate(row):
            _write_cell(sheet, (at, number), value, table.columns[number].kind, formats, bold)


def _all_rows(rows, ends):
    yield from ((row, False) for row in rows)
    yield from ends


def _sheet(book, formats, table):
    """A new sheet with the headings of a table, which stay in sight."""
    sheet = book.add_worksheet(_name(book, table.name))
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, WIDTHS.get(column.kind, 14))
        _write_cell(sheet, (0, number), column.name, Kind.WORDS, formats, True)
    return sheet


def _name(book, name):
    """A name that a sheet may have, and that no other sheet of the book has."""
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    plain = FORBIDDEN.sub(" ", name).strip()[:26] or "Table"
    names = [plain, *(f"{plain}, {number}" for number in range(2, len(taken) + 2))]
    return next(one for one in names if one.lower() not in taken)


def _write_cell(sheet, at, value, kind, formats, bold):
    if value is None:
        return
    if isinstance(value, str):
        style = formats.get(Kind.WORDS, bold=bold, quoted=could_run(value))
        sheet.write_string(*at, value[:LONGEST_TEXT], style)
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, formats.get(Kind.DAY, bold=bold))
    else:
        sheet.write_number(*at, value, formats.get(kind, bold=bold))
