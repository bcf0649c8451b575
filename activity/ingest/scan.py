"""One scan of a sheet's XML for what fast readers give back as blank.

fastexcel shows error cells and formulas without a stored value as empty cells. A blank would
read as nothing spent, so both are found here and put back by their address. The scan also says
how far the sheet reaches, before anything makes room for its cells.
"""

import re
import zlib
from dataclasses import dataclass, field
from zipfile import BadZipFile

from activity.ingest import limits
from activity.ingest.cells import column_letters, column_number
from activity.ingest.refused import COMMANDS, DAMAGED, Refused

CHUNK = 8 * limits.MIB
USUAL_COLUMNS = 26  # those of one letter
SAVE_AGAIN = "Open the file in Excel, save it, send it in again"
ADDRESS = re.compile(rb"([A-Z]+)([1-9]\d*)")
ERROR = re.compile(rb"#[A-Z0-9/_]{1,20}[!?]?")
COMMAND = re.compile(rb"<(?:\w+:)?f\b[^>]*>[^<]*\|(?:'|&apos;)")


@dataclass
class Scan:
    """What one sheet's XML says of itself. Addresses are (row, column), counted from 1."""

    errors: dict = field(default_factory=dict)  # address -> "#REF!"
    valueless: set = field(default_factory=set)  # formulas that were never calculated
    zeros: set = field(default_factory=set)  # formulas whose stored value is 0
    formulas: int = 0
    first_column: int = 0  # where the first value stands; 0 in an empty sheet
    rows: int = 0
    row_count: int = 0  # rows may have no numbers
    columns: int = 0
    hidden: set = field(default_factory=set)  # rows that nobody sees
    rest: bytes = b""  # what comes after the rows: checks of input, header and footer


def scan(archive, name):
    """Read one sheet of an open archive, some rows at a time, and return its Scan."""
    found, rest, marks = Scan(), b"", None
    try:
        with archive.open(name) as file:
            while chunk := file.read(CHUNK):
                block = rest + chunk
                marks = marks or Marks(block)
                end = block.rfind(marks.row_end) + 1
                _look_through(block[:end], marks, found)
                rest = block[end:]
                if len(rest) > 8 * CHUNK:
                    raise Refused(DAMAGED)
    except (BadZipFile, OSError, EOFError, zlib.error) as damage:
        raise Refused(DAMAGED) from damage
    _look_through(rest, marks or Marks(b""), found)
    found.rest = rest[: limits.MIB]
    return found


class Marks:
    """What to look for, with the prefix that the maker of this sheet puts before its names."""

    def __init__(self, start):
        if b"<c r='" in start:
            raise Refused(f"This workbook was not written by a spreadsheet program. {SAVE_AGAIN}")
        named = re.search(rb"<(\w+:)?worksheet\b", start)
        p = re.escape(named.group(1) or b"") if named else b""
        empty = rb"\s*(?:<%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>" % (p, p, p, p)
        zero = rb"\s*<%bv>0</%bv>" % (p, p)
        ends = (rb"</%bf>" % p, rb"<%bf\b[^>]*/>" % p)
        self.prefix = p
        self.row_end = b"</" + p + b"row>"
        self.cell_start = b"<" + p + b"c "
        self.formulas = (b"<" + p + b"f>", b"<" + p + b"f ")
        self.cell = re.compile(rb"<%bc ([^>]*)>" % p)
        self.error = re.compile(rb' t="e"')
        self.valueless = [re.compile(end + empty) for end in ends]
        self.zero = [re.compile(end + zero) for end in ends]
        self.value = re.compile(rb"<%bv[^>]*>([^<]*)</%bv>" % (p, p))
        self.row_start = b"<" + p + b"row"
        self.row = re.compile(rb'<%brow\b[^>]*?\br="(\d+)"' % p)
        self.hidden = re.compile(rb'<%brow\b(?=[^>]*?\bhidden="(?:1|true)")[^>]*?\br="(\d+)"' % p)
        self.cells = [b"<" + p + b"c" + after for after in (b" ", b">", b"/>")]
        self.not_addressed = re.compile(rb'<%bc(?! r=")([\s/>])' % p)
        # Every address but those like A1 to Z999999, which need no second look.
        self.far = re.compile(rb' r="(?!(?:[A-Z]?[1-9]\d{0,5})")([^"]{0,40})')

    def valued(self, letters):
        """A cell of that column, of any when it is empty, that has a value of its own."""
        p, column = self.prefix, letters or b"[A-Z]+"
        return re.compile(
            rb'<%bc r="(%b)\d+"(?:[^>]*\bt="str"|[^>/]*>'
            rb"(?:<%bf\b[^>]*/>|<%bf\b.*?</%bf>)?<%b(?:v>[^<]|is>))" % (p, column, p, p, p, p),
            re.DOTALL,
        )


def _look_through(block, marks, found):
    """Add what some rows of XML hold to what was found before."""
    for mark in marks.error.finditer(block):
        _note_error(block, mark.start(), marks, found)
    formulas = sum(block.count(start) for start in marks.formulas)
    found.formulas += formulas
    if formulas:
        _refuse_commands(block)
        _note_all(block, marks.valueless, marks, found.valueless)
        _note_all(block, marks.zero, marks, found.zeros)
    _measure(block, marks, found)


def _refuse_commands(block):
    """Refuse formulas that ask another program to do something: program|'topic'!item."""
    if (b"|'" in block or b"|&apos;" in block) and COMMAND.search(block):
        raise Refused(COMMANDS)


def _note_error(block, position, marks, found):
    cell = _cell_at(block, position, marks)
    if cell and cell.end() > position:  # the words may also stand in somebody's text
        value = marks.value.search(block, cell.end())
        known = value and ERROR.fullmatch(value.group(1))
        found.errors[_address(cell)] = known[0].decode() if known else "#N/A"


def _note_all(block, patterns, marks, into):
    for pattern in patterns:
        for ending in pattern.finditer(block):
            cell = _cell_at(block, ending.start(), marks)
            if cell and b't="str"' not in cell.group(1):  # a formula may well give a blank text
                into.add(_address(cell))


def _cell_at(block, position, marks):
    start = block.rfind(marks.cell_start, 0, position)
    return marks.cell.match(block, start) if start >= 0 else None


def _address(cell):
    named = re.search(rb'\br="([A-Z]{1,3})([1-9]\d{0,8})"', cell.group(1))
    if not named:
        raise Refused(f"The cells of this workbook have no addresses. {SAVE_AGAIN}")
    return int(named.group(2)), column_number(named.group(1).decode())


def _measure(block, marks, found):
    """See how far the sheet reaches, and refuse one that claims more than a sheet can hold."""
    found.row_count += block.count(marks.row_start)
    rows = [int(number[:9]) for number in marks.row.findall(block)]
    found.rows = max(found.rows, found.row_count, *rows, 0)
    if b' hidden="' in block:
        found.hidden.update(int(number[:9]) for number in marks.hidden.findall(block))
    found.columns = max(found.columns, USUAL_COLUMNS)
    for address in {mark.group(1) for mark in marks.far.finditer(block)}:
        _reach(address, found)
    found.columns = max(found.columns, _most_in_a_row(block, marks))
    if (
        found.rows > limits.XLSX_ROWS
        or found.columns > limits.XLSX_COLUMNS
        or found.rows * found.columns > limits.CELLS
    ):
        raise Refused(
            f"This workbook claims {found.rows:,} rows and {found.columns:,} columns, which no "
            "activity file has. Delete the empty rows and columns, save it, send it in again"
        )
    _look_for_first_column(block, marks, found)


def _reach(address, found):
    """Take in an address that is not among the first columns, or no address."""
    if address.isdigit():  # a row's own
        return
    named = ADDRESS.fullmatch(address)
    if not named:
        raise Refused(f"The cells of this workbook have no addresses. {SAVE_AGAIN}")
    found.columns = max(found.columns, column_number(named.group(1)[:4].decode()))
    found.rows = max(found.rows, int(named.group(2)[:9]))


def _most_in_a_row(block, marks):
    """Most cells of one row, where cells have no addresses and so follow one another."""
    ends = {mark.group(1) for mark in marks.not_addressed.finditer(block)}
    if ends & {b"\t", b"\n", b"\r"}:
        raise Refused(f"This workbook was not written by a spreadsheet program. {SAVE_AGAIN}")
    rows = block.split(marks.row_end) if ends else []
    return max((sum(map(row.count, marks.cells)) for row in rows), default=0)


def _look_for_first_column(block, marks, found):
    if not found.first_column:
        first = marks.valued(b"").search(block)
        found.first_column = column_number(first.group(1).decode()) if first else 0
    if found.first_column > USUAL_COLUMNS:
        valued = {each.group(1) for each in marks.valued(b"").finditer(block)}
        columns = [column_number(letters.decode()) for letters in valued]
        found.first_column = min([found.first_column, *columns])
        return
    for column in range(1, found.first_column):
        if marks.valued(column_letters(column).encode()).search(block):
            found.first_column = column
            return
