"""From bytes to numbered rows: whatever the file is, what comes out are lines as a person counts
them, with the cells of a table apart."""

import io
import re
from dataclasses import dataclass

from meetings.minutes import word
from meetings.minutes.refused import COPY_IT, Refused

MIB = 1024 * 1024
FILE_BYTES = 10 * MIB  # a document with pictures
TEXT_LENGTH = MIB  # characters; a year of minutes has about 200,000
LINE_LENGTH = 20_000
OTHERS = (
    (b"%PDF", f"This is a PDF. {COPY_IT}"),
    (b"{\\rtf", f"This is a document in rich text. {COPY_IT}"),
    (b"\xd0\xcf\x11\xe0", f"This is a document of an older kind (.doc). {COPY_IT}"),
    (b"\x89PNG", f"This is a picture. {COPY_IT}"),
    (b"\xff\xd8\xff", f"This is a picture. {COPY_IT}"),
    (b"\x7fELF", "This is a program, not minutes. It was not kept"),
    (b"MZ", "This is a program, not minutes. It was not kept"),
)
WEB_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|table|meta|\?xml)\b", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
TABLE_RULE = re.compile(r"[|:\-+=\s]+")
BULLET = re.compile(
    r"^(?:[·•●▪■◦○\uf0b7–—-]|\*(?!\s*(?:=|denotes|indicates|means))|o(?=\s{2,}|\t))\s+(?:[*–-]\s+)?"
)
COLUMNS = re.compile(r"(?<=[^\s.!?:;]) {3,}(?=\S)")
TOO_LONG = "This is longer than any minutes. Send in those of one meeting at a time"
TOO_LARGE = f"The file is larger than {FILE_BYTES // MIB} MB. {COPY_IT}"
BINARY = f"This file is neither text nor a Word document. {COPY_IT}"


@dataclass(frozen=True)
class Cell:
    """Some text and the number of its line, the first being 1."""

    text: str
    line: int


@dataclass(frozen=True)
class Row:
    """A line, or one row of a table. `gap` says that a blank line stands before it."""

    cells: tuple[Cell, ...]
    is_table: bool = False
    is_bullet: bool = False
    gap: bool = False

    @property
    def filled(self):
        """The cells in which something stands."""
        return tuple(cell for cell in self.cells if cell.text)

    @property
    def text(self):
        """All of it on one line."""
        return " ".join(cell.text for cell in self.filled)

    @property
    def line(self):
        """The number of the line on which it begins."""
        return self.filled[0].line


@dataclass(frozen=True)
class Source:
    """The lines of some minutes as they came, and the rows made of them."""

    lines: tuple[str, ...]
    rows: tuple[Row, ...]

    def said(self, line):
        """What stands on a line, blanks apart."""
        return " ".join(self.lines[line - 1].split())


def bytes_of(path):
    """The bytes of a file, no more of them than tell that it is too large."""
    with path.open("rb") as file:
        return file.read(FILE_BYTES + 1)


def opened(content):
    """The Source of a file's bytes: text in any usual encoding, or .docx. Raises Refused."""
    if not content.strip():
        raise Refused("There is nothing in this file. Choose the file with the minutes")
    if len(content) > FILE_BYTES:
        raise Refused(TOO_LARGE)
    for start, sentence in OTHERS:
        if content.startswith(start):
            raise Refused(sentence)
    if content.startswith(b"PK"):
        return of_lines(word.lines(io.BytesIO(content)))
    return of_text(_decoded(content))


def of_text(text):
    """The Source of text that was pasted. Raises Refused."""
    if len(text) > TEXT_LENGTH:
        raise Refused(TOO_LONG)
    if WEB_PAGE.match(text):
        raise Refused(f"This is a web page. {COPY_IT}")
    return of_lines(re.split(r"\r\n|\r|\n", text))


def of_lines(lines):
    """The Source of lines. Raises Refused where they hold no word, or more than minutes do."""
    if sum(map(len, lines)) > TEXT_LENGTH or any(len(line) > LINE_LENGTH for line in lines):
        raise Refused(TOO_LONG)
    if not any(re.search(r"\w", line) for line in lines):
        raise Refused("There are no words in this file. Choose the file with the minutes")
    return Source(tuple(lines), tuple(_rows(lines)))


def _decoded(content):
    """Text in UTF-8, in UTF-16 with its mark, or as Windows writes it."""
    if len(content) > 4 * TEXT_LENGTH:
        raise Refused(TOO_LONG)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _as(content, "utf-16")
    else:
        text = _as(content, "utf-8-sig") or _as(content, "cp1252")
    if text is None or CONTROLS.search(text):
        raise Refused(BINARY)
    return text


def _as(content, encoding):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _rows(lines):
    """The rows of all lines: a run of lines that a tab begins is one row of a table."""
    held, gap = [], False
    for number, line in enumerate(lines, start=1):
        if _is_cell(line):
            held.append(Cell(_clean(line), number))
            continue
        yield from _table_row(held, gap)
        gap = (gap and not held) or not line.strip() or any(not c.text for c in held[-1:])
        held = []
        if line.strip() and not (TABLE_RULE.fullmatch(line) and len(line.strip()) > 2):
            yield _row(line, number, gap)
            gap = False
    yield from _table_row(held, gap)


def _is_cell(line):
    """One cell on a line of its own, as a table is pasted out of a document."""
    return line.startswith("\t") and "\t" not in line.strip() and not BULLET.match(line.strip())


def _table_row(cells, gap):
    if any(cell.text for cell in cells):
        yield Row(tuple(cells), is_table=len(cells) > 1, gap=gap)


def _row(line, number, gap):
    """A line as a row: with its cells where it has any, else as plain text."""
    text = line.strip()
    cells = [text]
    if text.count("|") > 1 or text.startswith("|"):
        cells = text.strip("|").split("|")
    elif "\t" in text and not BULLET.match(text):
        cells = re.split(r"\t+", line.removeprefix("\t"))
    elif COLUMNS.search(text):
        cells = COLUMNS.split(text)
    bullet = BULLET.match(text)
    if len(cells) == 1 and bullet:
        cells = [text[bullet.end() :]]
    found = tuple(Cell(_clean(cell), number) for cell in cells)
    if not any(cell.text for cell in found):
        found = (Cell(text, number),)
    return Row(found, len(cells) > 1, bool(bullet), gap)


def _clean(text):
    """Without blanks round it and without the marks of bold in Markdown."""
    return " ".join(re.sub(r"\*\*|__", "", text).split())
