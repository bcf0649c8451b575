"""The report of one locality and month as a workbook: titles, blocks with subtotals, footnotes.

The totals are formulas that carry their values, as a spreadsheet program saves them.
"""

from collections import defaultdict
from datetime import datetime, time
from decimal import Decimal

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from pbc.core import periods
from pbc.demonstration.care import CARE
from pbc.demonstration.organisations import PCT, YEAR

MEASURES = ("plan_activity", "actual_activity", "budget", "savings", "revised", "cost")
HEADINGS = (
    *("Plan activity", "Actual activity"),
    *("Budget £", "Savings plan £", "Revised budget £", "Actual £"),
)
FIRST, TO_DATE, VARIANCE = 3, 9, 15  # columns: of the month, of the year to date, the last
FOOTNOTES = """\
* Source: trust returns. Budgets are indicative. Revised budget = budget less the savings plan.
Figures may change in later reports as activity is assigned to practices.
Variance: positive = overspend."""


def write(path, locality, month, lines, created):
    """Write the report of a month; `lines` are those of the year to that month."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime.combine(created, time())})
        Report(book, locality, month).fill(_blocks(locality, month, lines))


def _blocks(locality, month, lines):
    """{(code, name): {point of delivery: fifteen figures}}, practices first, in their order."""
    found = defaultdict(lambda: defaultdict(lambda: [Decimal(0)] * (2 * len(MEASURES))))
    for line in lines:
        figures = found[line.practice, line.name][line.care]
        for number, measure in enumerate(MEASURES):
            amount = getattr(line, measure)
            figures[number + len(MEASURES)] += amount
            if line.month == month:
                figures[number] += amount
    return found


class Report:
    """One sheet, written from the top downwards."""

    def __init__(self, book, locality, month):
        self.sheet = book.add_worksheet("PBC Report")
        self.bold = book.add_format({"bold": True})
        self.centred = book.add_format({"bold": True, "align": "center"})
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.total = book.add_format({"num_format": "#,##0.00", "bold": True, "top": 1})
        self.locality, self.month, self.row = locality, month, 0
        self.subtotals = []

    def fill(self, blocks):
        """Titles, headings, a block for each practice, those of nobody, and the grand total."""
        self._head()
        assigned = [key for key in blocks if not key[0].startswith("V8")]
        for key in assigned:
            self._block(*key, blocks[key])
        self.sheet.write(self.row, 1, "Activity not assigned to a practice", self.bold)
        self.row += 1
        for key in blocks:
            if key not in assigned:
                self._block(*key, blocks[key])
        self._grand_total()
        for text in FOOTNOTES.split("\n"):
            self.sheet.write(self.row, 0, text)
            self.row += 1

    def _head(self):
        name, year = periods.month_name(self.month), periods.year_name(YEAR)
        when = f"month {self.month} ({periods.month_and_year(YEAR, self.month)})"
        self.sheet.write(0, 0, f"{PCT[1]} - Practice Based Commissioning budget report", self.bold)
        self.sheet.write(1, 0, f"{self.locality.name} locality: {when}, financial year {year}")
        band = f"Month {self.month} ({name})"
        self.sheet.merge_range(3, FIRST, 3, TO_DATE - 1, band, self.centred)
        band = f"Year to date (months 1 to {self.month})"
        self.sheet.merge_range(3, TO_DATE, 3, VARIANCE, band, self.centred)
        headings = ("Code", "Practice", "Point of delivery", *HEADINGS, *HEADINGS, "Variance £")
        self.sheet.write_row(4, 0, headings, self.bold)
        self.sheet.set_column(1, 2, 34)
        self.sheet.set_column(FIRST, VARIANCE, 14)
        self.sheet.freeze_panes(5, 3)
        self.row = 5

    def _block(self, code, name, by_care):
        """One practice: its name on the first line only, then the sum of its lines."""
        first, sums = self.row, [Decimal(0)] * (2 * len(MEASURES))
        self.sheet.write_row(self.row, 0, (code, name))
        for care in CARE:
            if care.code in by_care:
                figures = by_care[care.code]
                self._line(care.name, figures)
                sums = [a + b for a, b in zip(sums, figures, strict=True)]
        span = lambda column: f"=SUM({column}{first + 1}:{column}{self.row})"  # noqa: E731
        self._totals(f"Total {name}", span, sums)
        self.subtotals.append((self.row, sums))
        self.row += 2

    def _line(self, name, figures):
        self.sheet.write(self.row, 2, name)
        for number, figure in enumerate(figures):
            self.sheet.write_number(self.row, FIRST + number, figure, self.money)
        actual = xl_rowcol_to_cell(self.row, VARIANCE - 1)
        formula = f"={actual}-{xl_rowcol_to_cell(self.row, VARIANCE - 2)}"
        variance = float(figures[-1] - figures[-2])
        self.sheet.write_formula(self.row, VARIANCE, formula, self.money, variance)
        self.row += 1

    def _totals(self, label, formula, sums):
        self.sheet.write(self.row, 1, label, self.total)
        for number, value in enumerate([*sums, sums[-1] - sums[-2]]):
            column = FIRST + number
            text = formula(xl_col_to_name(column))
            self.sheet.write_formula(self.row, column, text, self.total, float(value))

    def _grand_total(self):
        rows = [row for row, _ in self.subtotals]
        sums = [sum(column) for column in zip(*(s for _, s in self.subtotals), strict=True)]
        added = lambda column: "=" + "+".join(f"{column}{row + 1}" for row in rows)  # noqa: E731
        self._totals(f"TOTAL {self.locality.name.upper()} LOCALITY", added, sums)
        self.row += 2
