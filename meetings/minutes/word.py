"""The lines of a Word document (.docx), taken from its text alone.

A packed file can hold anything, so nothing else of it is opened: no picture, no style, no link.
The one part that is read is unpacked under a limit, whatever its header says of its size, and no
other program is handed the file.
"""

import re
import zipfile
import zlib
from xml.parsers import expat

from meetings.minutes.refused import COPY_IT, Refused

PARTS = 2000  # a document with 500 pictures has about 1,000
TEXT_BYTES = 8 * 1024 * 1024  # of XML, which has about ten bytes for each one of text
ELEMENTS = 300_000  # a page has about 500
BLOCK = 1 << 16
DOCUMENT, CONTENTS = "word/document.xml", "[Content_Types].xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
PROGRAMS_IN = re.compile(r"vbaProject|activeX|/embeddings/|oleObject", re.IGNORECASE)
CALLED_PROGRAMS = re.compile(rb"(?i)macroEnabled|vbaProject|activeX|oleObject")
DAMAGED = f"This document is damaged and cannot be opened. {COPY_IT}"
PROGRAMS = (
    "This document holds macros or embedded programs. Save it without them (.docx), and send that"
)
TOO_LARGE = f"Unpacked, this document would be far larger than any minutes. {COPY_IT}"
DISHONEST = (
    zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError, OverflowError,
    NotImplementedError,
)  # fmt: skip


def lines(file):
    """The lines of an open .docx, cells of a table row apart by tabs. Raises Refused."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check(archive)
            return _Lines().of(_unpacked(archive, DOCUMENT))
    except (*DISHONEST, expat.ExpatError) as damage:
        raise Refused(DAMAGED) from damage


def _check(archive):
    """Refuse an archive that is no plain document."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > PARTS or len(set(names)) < len(names):
        raise Refused(DAMAGED)
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("This document has a password. Save a copy without one, and send that")
    if DOCUMENT not in names or CONTENTS not in names:
        raise Refused(f"This is a packed file, not a Word document. {COPY_IT}")
    if any(PROGRAMS_IN.search(name) for name in names):
        raise Refused(PROGRAMS)
    if CALLED_PROGRAMS.search(b"".join(_unpacked(archive, CONTENTS))):
        raise Refused(PROGRAMS)


def _unpacked(archive, name):
    """The bytes of one part, some at a time; never more than the limit."""
    left = TEXT_BYTES
    with archive.open(name) as part:
        while block := part.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise Refused(TOO_LARGE)
            yield block


class _Lines:
    """Gathers the text of paragraphs as the parser meets them; no tree is ever built."""

    def __init__(self):
        self.found, self.text, self.row, self.depth, self.merged = [], [], [], 0, False
        self.above, self.is_text, self.elements = [], False, 0

    def of(self, blocks):
        """The lines of a document."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
        return self.found

    def _doctype(self, *_):
        raise Refused(f"This document contains definitions that Word never writes. {COPY_IT}")

    def _start(self, name, attributes):
        self.elements += 1
        if self.elements > ELEMENTS:
            raise Refused(TOO_LARGE)
        space, _, tag = name.rpartition(" ")
        if space not in (W, W_STRICT):
            return
        self.is_text = tag == "t"
        if tag == "tbl":
            self.depth += 1
        elif tag == "tr" and self.depth == 1:
            self.row = []
        elif tag == "tc" and self.depth == 1:
            self.text, self.merged = [], False
        elif tag == "vMerge":
            self.merged = attributes.get(f"{space} val", "continue") == "continue"
        elif tag in ("tab", "br", "cr"):
            self.text.append(" " if self.depth else {"tab": "\t"}.get(tag, "\n"))
        elif tag == "noBreakHyphen":
            self.text.append("-")

    def _end(self, name):
        space, _, tag = name.rpartition(" ")
        self.is_text = False
        if space not in (W, W_STRICT):
            return
        if tag == "p" and self.depth:
            self.text.append(" ")
        elif tag == "p":
            self.found.extend("".join(self.text).split("\n"))
            self.text = []
        elif tag == "tc" and self.depth == 1:
            self._close_cell()
        elif tag == "tr" and self.depth == 1:
            self.found.append("\t".join(cell or " " for cell in self.row))
            self.above = self.row
        elif tag == "tbl":
            self._close_table()

    def _close_cell(self):
        """A cell that is one with that above it says what that says."""
        text = " ".join("".join(self.text).split())
        place = len(self.row)
        if self.merged and not text and place < len(self.above):
            text = self.above[place]
        self.row.append(text)
        self.text = []

    def _close_table(self):
        self.depth -= 1
        if not self.depth:
            self.found.append("")
            self.above, self.text = [], []

    def _characters(self, text):
        if self.is_text:
            self.text.append(text)
