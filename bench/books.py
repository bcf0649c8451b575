"""The workbooks of `bench.load`: each states two months of every practice anew, the next dearer."""

import os
import sys
import zipfile
from decimal import Decimal

import xlsxwriter

from bench import county
from pbc.core import money, periods

ROWS = int(os.environ.get("PBC_BENCH_ROWS", "100000"))
MONTHS = (11, 12)  # of 2006/07
STEP = 1000  # pounds by which one workbook differs from the next
WHOLE = f"rows-{ROWS}.xlsx"  # the workbook that the others are made from


class Books:
    """The workbooks in their order, and the total of the county by each: `totals[published]` is
    that which stands now."""

    def __init__(self, folder, many):
        self.folder, self.published = folder, 0
        self.given = variants(folder, many)
        rest = sum((of_month(month) for month in periods.MONTHS if month not in MONTHS), Decimal(0))
        whole = rest + sum((of_month(month) for month in MONTHS), Decimal(0))
        kept = folder / "total"
        first = kept.read_text() if kept.exists() else in_pounds(whole)
        self.totals = [first, *(in_pounds(rest + total) for _, total in self.given)]

    def next(self, many):
        """The next so many of them."""
        return [path for path, _ in self.given[self.published : self.published + many]]

    def sent_by(self, seen):
        """Those that a crowd has published stand now."""
        self.published += len(seen.books)
        (self.folder / "total").write_text(self.totals[self.published])
        return seen


def of_month(month):
    """What the two years have of a month of 2006/07."""
    from bench import two_years  # of models, which are there only once the site's place is known

    costs = (row[-1] for row in two_years.rows(2006, month))
    return sum((Decimal(f"{cost:.2f}") for cost in costs), Decimal(0))


def in_pounds(total):
    return f"{money.round_half_up(total, 0):,}"


def workbook(path):
    """The two months of every practice, in as many rows as are said; the first has a round cost."""
    least = len(MONTHS) * len(county.PODS) * len(county.PROVIDERS) * len([*county.practices()])
    if least > ROWS:
        sys.exit(f"{ROWS:,} rows do not state both months of every practice: {least:,} do")
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Activity")
        sheet.write_row(0, 0, county.HEADINGS)
        for at, row in enumerate(rows(ROWS), start=1):
            sheet.write_row(at, 0, row)


def rows(number):
    """As many different rows of the two months: practice, kind, provider and specialty."""
    made, last = 0, len(county.HEADINGS) - 1
    kinds = [(pod, trust) for pod in county.PODS for trust in county.PROVIDERS]
    for turn in range(len(county.SPECIALTIES)):
        for month in MONTHS:
            period = f"{periods.first_day(2006, month):%Y-%m}"
            for code, name, place, _ in county.practices():
                for pod, trust in kinds:
                    if made == number:
                        return
                    made += 1
                    whose = (period, place, code, name, trust, pod, county.SPECIALTIES[turn])
                    row = [*whose, 1, 1 + made % 3, 125, -1.25, 123.75, 1 + made % 97 / 4]
                    row[last] = 5_000.0 if made == 1 else row[last]
                    yield row


def variants(folder, many):
    """So many workbooks, each dearer than the one before in its first row: [(path, its total)].

    A folder that is kept counts on: the site takes the same bytes for the same file, and would
    not read them.
    """
    base = sum((Decimal(repr(float(row[-1]))) for row in rows(ROWS)), Decimal(0))
    counter, found = folder / "made", []
    made = int(counter.read_text()) if counter.exists() else 0
    counter.write_text(str(made + many))
    with zipfile.ZipFile(folder / WHOLE) as book:
        parts = {one: book.read(one) for one in book.namelist()}
    sheet = next(one for one in parts if one.endswith("sheet1.xml"))
    before = b'<c r="M2"><v>5000</v></c>'
    if parts[sheet].count(before) != 1:
        sys.exit("the first cost of the workbook is not where it was")
    for turn in range(1, many + 1):
        cost = 5000 + (made + turn) * STEP
        path = folder / f"book-{turn}.xlsx"
        cells = parts[sheet].replace(before, b'<c r="M2"><v>%d</v></c>' % cost)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
            for name, content in parts.items():
                book.writestr(name, cells if name == sheet else content)
        found.append((path, base + cost - 5000))
    return found
