"""Excel 97 workbooks (.xls), by xlrd, where an error has a cell type of its own."""

import struct
from collections import defaultdict
from datetime import datetime, timedelta

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.compdoc import CompDoc

from activity.ingest.refused import COMMANDS, DAMAGED, LOCKED, PROGRAMS, Refused

BOF, BOUND_SHEET, ROW, LINK = 0x0809, 0x0085, 0x0208, 0x01AE
SHEET_OF_CELLS = b"\x10\x00"
PROGRAM_SHEETS = (1, 6)  # macros of Excel 4, modules of Excel 5
HIDDEN_ROW = 0x20
TOPIC, ANOTHER_BOOK = "\x03", "\x01"  # how the path of a link goes on, and how it begins


def sheets(path):
    """Give name, whether it is hidden, columns of text and hidden rows for each sheet."""
    try:
        content = path.read_bytes()
        hidden_rows = _look_through(content)
        with xlrd.open_workbook(
            file_contents=content, on_demand=True, logfile=_Nowhere()
        ) as workbook:
            for number in range(workbook.nsheets):
                sheet = workbook.sheet_by_index(number)
                columns = _columns(sheet, workbook.datemode)
                yield sheet.name, bool(sheet.visibility), columns, hidden_rows[number]
                workbook.unload_sheet(number)
    except (Refused, MemoryError):
        raise
    except Exception as damage:  # xlrd raises what comes: struct.error, IndexError, its own
        locked = "encrypt" in str(damage).lower() or "password" in str(damage).lower()
        raise Refused(LOCKED if locked else DAMAGED) from damage


def _look_through(content):
    """Walk the records for what xlrd leaves out: programs, and by sheet the rows nobody sees."""
    document = CompDoc(content, logfile=_Nowhere())
    stream = document.get_named_stream("Workbook") or document.get_named_stream("Book") or b""
    hidden, place, number = defaultdict(list), 0, -1
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        data, place = stream[place + 4 : place + 4 + length], place + 4 + length
        if kind == BOF and data[2:4] == SHEET_OF_CELLS:
            number += 1
        elif kind == ROW and length >= 14 and data[12] & HIDDEN_ROW:
            hidden[number].append(struct.unpack_from("<H", data)[0] + 1)
        elif kind == BOUND_SHEET and length > 5 and data[5] in PROGRAM_SHEETS:
            raise Refused(PROGRAMS)
        elif kind == LINK and _runs_a_program(data):
            raise Refused(COMMANDS)
    return hidden


def _runs_a_program(data):
    """Is a link one to a program and what it is asked, not one to another workbook?"""
    wide, length = data[4:5] == b"\x01", int.from_bytes(data[2:4], "little")
    path = data[5 : 5 + length * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1")
    return TOPIC in path and not path.startswith(ANOTHER_BOOK)


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
