"""Spreadsheets built in memory for tests: the four layouts, with small invented practices.

Every function returns the bytes of a file. Rows are given with the words of the tidy layout; what
a test does not name has a plain value.
"""

import csv
import io
import re
import zipfile
from datetime import date

import xlsxwriter

LINE = {
    "period": "2006-09",
    "locality": "Ambleton",
    "practice_code": "Y90001",
    "practice_name": "Fernville Surgery",
    "provider_code": "RWG",
    "pod": "EL",
    "specialty_code": "100",
    "plan_activity": "10.50",
    "actual_activity": "12",
    "budget": "1000.00",
    "savings_plan_adj": "-100.00",
    "revised_budget": "900.00",
    "actual_cost": "1200.00",
}
MONITORING = {
    "FINANCIAL_YEAR": "200607",
    "FINANCIAL_MONTH": "06",
    "DATASET_CREATED": "20061020",
    "ORG_CODE_PROVIDER": "RWG",
    "ORG_CODE_COMMISSIONER": "5ZZ",
    "LOCAL_LOCALITY": "AMB",
    "GP_PRACTICE_CODE": "Y90001",
    "TREATMENT_FUNCTION_CODE": "100",
    "POD_CODE": "EL",
    "LOCAL_POD_DESC": "ELECTIVE INPATIENT",
    "PLAN_ACTIVITY": "10.50",
    "ACTUAL_ACTIVITY": "12",
    "PLAN_PRICE": "1000.00",
    "PLAN_PRICE_ADJ": "-100.00",
    "ACTUAL_PRICE": "1200.00",
}
MEASURES = ("Plan activity", "Actual activity", "Budget", "Savings plan", "Actual")
REPORT_KEYS = ("Code", "Practice", "Point of delivery")
REPORT_MEASURES = (
    "Plan activity",
    "Actual activity",
    "Budget £",
    "Savings plan £",
    "Revised budget £",
    "Actual £",
)


def line(**said):
    """One line of the tidy layout."""
    return {**LINE, **said}


def practices(*codes, **said):
    """One line for each practice, alike but for their code."""
    return [line(practice_code=code, **said) for code in codes]


def separated(rows, *, separator=",", encoding="utf-8", ending="\n", headings=None, above=()):
    """Text of rows that are dictionaries, under their keys or under other headings."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=ending)
    writer.writerows(above)
    keys = list(rows[0])
    writer.writerow([(headings or {}).get(key, key) for key in keys])
    writer.writerows([row.get(key, "") for key in keys] for row in rows)
    return text.getvalue().encode(encoding)


def tidy_csv(rows, **style):
    """The tidy layout as csv."""
    return separated(rows, **style)


def monitoring_csv(*rows):
    """The layout of contract monitoring, with pipes between its columns."""
    return separated([{**MONITORING, **row} for row in rows], separator="|", ending="\r\n")


def workbook(fill, **options):
    """Bytes of an xlsx that a function fills."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, **options}) as book:
        fill(book)
    return held.getvalue()


def tidy_xlsx(rows, *, cells=None, name="Data"):
    """The tidy layout as a workbook; `cells` puts formulas or other texts at addresses."""

    def fill(book):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, list(rows[0]))
        for number, row in enumerate(rows, 1):
            for column, (key, value) in enumerate(row.items()):
                _write(sheet, number, column, value, is_text=key in list(LINE)[:7])
        for address, value in (cells or {}).items():
            sheet.write(address, *value) if isinstance(value, tuple) else sheet.write(
                address, value
            )

    return workbook(fill)


def _write(sheet, row, column, value, *, is_text):
    number = not is_text and re.fullmatch(r"-?\d+(\.\d+)?", str(value))
    if value is not None and value != "":
        sheet.write_number(row, column, float(value)) if number else sheet.write_string(
            row, column, str(value)
        )


def report(
    blocks,
    *,
    totals=None,
    after=None,
    grand=None,
    locality="Ambleton",
    month="month 6 (September 2006)",
):
    """The report: `blocks` is (code, name, [(point of delivery, six figures, six to date)]).

    `totals` and `grand` are pairs of actual cost, in the month and to date; without `grand` the
    true sum stands at the foot. `after` are totals of several blocks, (label, pair), that stand
    below that of a practice.
    """

    def fill(book):
        sheet = book.add_worksheet("PBC Report")
        sheet.write("A1", "Northshire PCT - Practice Based Commissioning budget report")
        sheet.write("A2", f"{locality} locality: {month}, financial year 2006/07")
        sheet.merge_range("D4:I4", "Month 6 (September)")
        sheet.merge_range("J4:P4", "Year to date (months 1 to 6)")
        sheet.write_row("A5", (*REPORT_KEYS, *REPORT_MEASURES, *REPORT_MEASURES, "Variance £"))
        _fill_report(sheet, blocks, totals, after or {}, grand)

    return workbook(fill)


def _fill_report(sheet, blocks, totals, after, grand):
    row, spent, to_date = 5, 0, 0
    for code, name, lines in blocks:
        for number, (pod, figures, added) in enumerate(lines):
            sheet.write_row(row, 0, [code, name] if number == 0 else [])
            sheet.write_row(row, 2, [pod, *figures, *added, added[5] - added[4]])
            row, spent, to_date = row + 1, spent + figures[5], to_date + added[5]
        sheet.write(row, 1, f"Total {name}")
        actual = sum(line[1][5] for line in lines), sum(line[2][5] for line in lines)
        _total(sheet, row, (totals or {}).get(code, actual))
        for label, pair in after.get(code, ()):
            row += 1
            sheet.write(row, 1, label)
            _total(sheet, row, pair)
        row += 2
    sheet.write(row, 1, "TOTAL AMBLETON LOCALITY")
    _total(sheet, row, grand or (spent, to_date))
    sheet.write(row + 2, 0, "* Source: trust returns. Budgets are indicative.")


def _total(sheet, row, actual):
    sheet.write_formula(row, 8, "=SUM(I6:I6)", None, actual[0])
    sheet.write_formula(row, 14, "=SUM(O6:O6)", None, actual[1])


def wide(sheets, *, unit="£", summary=True, stated=None, months=3, hidden=()):
    """The wide layout: `sheets` is {title: {point of delivery: {measure: [months]}}}.

    The summary adds the actual cost of all sheets up, or states what the test says.
    """

    def fill(book):
        cover = book.add_worksheet("Cover")
        cover.write("A1", "Ambleton: practice budget statements 2006/07")
        cover.write("A2", f"Money in {unit}. One sheet a practice. The Summary adds them up.")
        if summary:
            page = book.add_worksheet("Summary")
            page.write("A1", "Ambleton locality, all practices and unassigned")
            _fill_wide(book, page, f"Summary ({unit})", _added_up(sheets, stated), months)
        for title, pods in sheets.items():
            page = book.add_worksheet(title[:31])
            page.write("A1", title)
            second = "Activity not assigned" if "V8" in title else f"Ambleton 2006/07 ({unit})"
            _fill_wide(book, page, second, pods, months)
            page.hide() if title in hidden else None
        lookup = book.add_worksheet("Lookup")
        lookup.write_row("A1", ["EL", "Elective inpatient", "Elective"])
        lookup.hide()

    return workbook(fill)


def _added_up(sheets, stated):
    actual = [pod["Actual"] for pods in sheets.values() for pod in pods.values()]
    return {
        "Elective inpatient": {
            "Actual": stated or [sum(month) for month in zip(*actual, strict=True)]
        }
    }


def _fill_wide(book, sheet, second, pods, months):
    sheet.write("A2", second)
    style = book.add_format({"num_format": "mmm-yy"})
    sheet.write_row("A4", ["Point of delivery", "Measure"])
    for number in range(12):
        day = date(2006 + (number > 8), (number + 3) % 12 + 1, 1)
        sheet.write_datetime(3, 2 + number, day, style)
    sheet.write("O4", "YTD")
    row = 4
    for pod, measures in pods.items():
        sheet.write(row, 0, pod)
        for measure in MEASURES:
            sheet.write(row, 1, measure)
            sheet.write_row(row, 2, measures.get(measure, []))
            row += 1
    _fill_wide_total(sheet, row, pods, months)


def _fill_wide_total(sheet, row, pods, months):
    sheet.write(row, 0, "Total all points of delivery")
    sheet.write(row, 1, "Actual")
    for number in range(months):
        value = sum(m["Actual"][number] for m in pods.values() if number < len(m["Actual"]))
        sheet.write_formula(row, 2 + number, f'=SUMIF(B5:B{row},"Actual",C5:C{row})', None, value)


def changed(content, part, old, new):
    """The bytes of a workbook with something inside one of its parts exchanged."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(held, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            text = text.replace(old, new) if name == part else text
            target.writestr(name, text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def added(content, part, text):
    """The bytes of a workbook with one part more."""
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, text)
    return held.getvalue()
