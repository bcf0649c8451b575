"""Excel 97 workbooks (.xls), by xlrd, where an error has a cell type of its own."""

from datetime import datetime, timedelta

import xlrd
from xlrd.biffh import error_text_from_code

from activity.ingest import guard
from activity.ingest.refused import Refused


def sheets(path):
    """Give name, whether it is hidden, and columns of text for each sheet."""
    try:
        with xlrd.open_workbook(path, on_demand=True, logfile=_Nowhere()) as workbook:
            for number in range(workbook.nsheets):
                sheet = workbook.sheet_by_index(number)
                yield sheet.name, bool(sheet.visibility), _columns(sheet, workbook.datemode)
                workbook.unload_sheet(number)
    except Exception as damage:  # xlrd raises what comes: struct.error, IndexError, its own
        locked = "encrypt" in str(damage).lower() or "password" in str(damage).lower()
        raise Refused(guard.LOCKED if locked else guard.DAMAGED) from damage


class _Nowhere:
    """xlrd tells of small faults on a file object; nobody reads them."""

    def write(self, text):
        """Take the words and forget them."""


def _columns(sheet, datemode):
    return [
        [
            _text(kind, value, datemode)
            for kind, value in zip(sheet.col_types(number), sheet.col_values(number), strict=True)
        ]
        for number in range(sheet.ncols)
    ]


def _text(kind, value, datemode):
    if kind == xlrd.XL_CELL_NUMBER:
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if kind == xlrd.XL_CELL_TEXT:
        return value
    if kind == xlrd.XL_CELL_DATE:
        return _date(value, datemode)
    if kind == xlrd.XL_CELL_ERROR:
        return error_text_from_code.get(value, "#N/A")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "true" if value else "false"
    return None


def _date(value, datemode):
    """A date as text. A workbook of the 1904 system counts its days from another start."""
    start = datetime(1904, 1, 1) if datemode else datetime(1899, 12, 30)  # noqa: DTZ001
    try:
        return str(start + timedelta(days=round(value, 5)))
    except OverflowError:
        return f"{value:.15g}"
