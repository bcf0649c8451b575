"""Excel 97 workbooks (.xls), by xlrd, where an error has a cell type of its own."""

import struct
from collections import defaultdict
from datetime import datetime, timedelta

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.compdoc import CompDoc

from activity.ingest.refused import COMMANDS, DAMAGED, LOCKED, PROGRAMS, Refused

BOF, BOUND_SHEET, ROW, LINK = 0x0809, 0x0085, 0x0208, 0x01AE
NOTE, TEXT, CONTINUE, NO_ROW = 0x001C, 0x01B6, 0x003C, b"\xff\xff"
SHEET_OF_CELLS = b"\x10\x00"
PROGRAM_SHEETS = (1, 6)  # macros of Excel 4, modules of Excel 5
HIDDEN_ROW = 0x20
TOPIC, ANOTHER_BOOK = "\x03", "\x01"  # how the path of a link goes on, and how it begins


def sheets(path):
    """Give name, whether it is hidden, columns of text, hidden rows and, with the first, all
    remarks of the workbook, for each sheet."""
    try:
        content = path.read_bytes()
        hidden_rows, remarks = _look_through(content)
        with xlrd.open_workbook(
            file_contents=content, on_demand=True, logfile=_Nowhere()
        ) as workbook:
            for number in range(workbook.nsheets):
                sheet = workbook.sheet_by_index(number)
                columns = _columns(sheet, workbook.datemode)
                rest = "" if number else "\n".join(remarks)
                yield sheet.name, bool(sheet.visibility), columns, hidden_rows[number], rest
                workbook.unload_sheet(number)
    except (Refused, MemoryError):
        raise
    except Exception as damage:  # xlrd raises what comes: struct.error, IndexError, its own
        locked = "encrypt" in str(damage).lower() or "password" in str(damage).lower()
        raise Refused(LOCKED if locked else DAMAGED) from damage


def _records(content):
    """The records of a workbook, each as what it is and its bytes, whatever sector they lie in."""
    document = CompDoc(content, logfile=_Nowhere())
    stream = document.get_named_stream("Workbook") or document.get_named_stream("Book") or b""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _look_through(content):
    """Walk the records for what xlrd leaves out: programs, by sheet the rows nobody sees, and the
    words of remarks and text boxes."""
    hidden, remarks, number = defaultdict(list), Remarks(), -1
    for kind, data in _records(content):
        remarks.take(kind, data)
        if kind == BOF and data[2:4] == SHEET_OF_CELLS:
            number += 1
        elif kind == ROW and len(data) >= 14 and data[12] & HIDDEN_ROW:
            hidden[number].append(struct.unpack_from("<H", data)[0] + 1)
        elif kind == BOUND_SHEET and len(data) > 5 and data[5] in PROGRAM_SHEETS:
            raise Refused(PROGRAMS)
        elif kind == LINK and _runs_a_program(data):
            raise Refused(COMMANDS)
    return hidden, remarks.texts


class Remarks:
    """The words of remarks and text boxes, put together from the records that they are cut into.

    Excel 97 writes them behind a TEXT record, in pieces of which each says in which letters; Excel
    5 in NOTE records, of which the later ones of a remark name no row.
    """

    def __init__(self):
        self.pieces, self.goes_on = [], False  # a list for each remark

    @property
    def texts(self):
        """The words of each remark, in one piece."""
        return ["".join(pieces) for pieces in self.pieces]

    def take(self, kind, data):
        """Look at the next record."""
        self.goes_on = kind == TEXT or (kind == CONTINUE and self.goes_on)
        if kind == TEXT or (kind == NOTE and not (data[:2] == NO_ROW and self.pieces)):
            self.pieces.append([])
        if kind == NOTE:
            self.pieces[-1].append(data[6:].decode("latin-1"))
        elif kind == CONTINUE and self.goes_on:
            letters = "utf-16-le" if data[:1] == b"\x01" else "latin-1"
            self.pieces[-1].append(data[1:].decode(letters, errors="replace"))


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
