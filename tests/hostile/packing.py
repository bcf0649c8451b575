"""Archives put together byte by byte, so that each field of a header can lie."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace

from tests import spreadsheets as s

ROWS = s.practices("Y90001", "Y90002")
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class Entry:
    """One part: its bytes, and what its two headers say of them; None says the truth."""

    name: bytes
    content: bytes = b""
    method: int = 8
    flags: int = 0
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    local_name: bytes | None = None
    local_method: int | None = None
    offset: int | None = None
    packed: bytes | None = None  # in the place of its content, deflated

    def data(self):
        """Its bytes as they lie in the archive."""
        if self.packed is not None:
            return self.packed
        return deflated(self.content) if self.method == 8 else self.content

    def sizes(self):
        """What the headers say: crc, packed and unpacked size."""
        crc = zlib.crc32(self.content) if self.crc is None else self.crc
        packed = len(self.data()) if self.packed_size is None else self.packed_size
        return crc, packed, len(self.content) if self.size is None else self.size


def deflated(content):
    """Content as an archive holds it."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    return squeeze.compress(content) + squeeze.flush()


def packed(entries, *, before=b"", after=b"", comment=b""):
    """An archive of entries, with other bytes before, behind or at its end."""
    out, offsets = bytearray(before), []
    for entry in entries:
        offsets.append(len(out) if entry.offset is None else entry.offset)
        out += _local(entry) + entry.data()
    start = len(out)
    for entry, offset in zip(entries, offsets, strict=True):
        out += _central(entry, offset)
    out += struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(out) - start, start,
        len(comment),
    )  # fmt: skip
    return bytes(out) + comment + after


def _local(entry):
    name = entry.name if entry.local_name is None else entry.local_name
    method = entry.method if entry.local_method is None else entry.local_method
    head = struct.pack("<4s3H2H3L2H", b"PK\x03\x04", 20, entry.flags, method, 0, 33,
                       *entry.sizes(), len(name), 0)  # fmt: skip
    return head + name


def _central(entry, offset):
    head = struct.pack("<4s4H2H3L5H2L", b"PK\x01\x02", 20, 20, entry.flags, entry.method, 0, 33,
                       *entry.sizes(), len(entry.name), 0, 0, 0, 0, 0, offset)  # fmt: skip
    return head + entry.name


def sound():
    """The bytes of a workbook that is read without a word."""
    return s.tidy_xlsx(ROWS)


def entries(content=None):
    """The parts of a sound workbook."""
    with zipfile.ZipFile(io.BytesIO(content or sound())) as archive:
        return [Entry(name.encode(), archive.read(name)) for name in archive.namelist()]


def parts(content=None):
    """The parts of a sound workbook by their names."""
    return {entry.name.decode(): entry.content for entry in entries(content)}


def with_entry(name, **said):
    """A sound workbook of which one part says something else of itself."""
    return packed([replace(e, **said) if e.name == name.encode() else e for e in entries()])


def with_part(name, content):
    """A sound workbook with one part exchanged or added."""
    content = content if isinstance(content, bytes) else content.encode()
    others = [e for e in entries() if e.name != name.encode()]
    return packed([*others, Entry(name.encode(), content)])


def with_text(name, old, new):
    """A sound workbook with a text in one of its parts exchanged, once."""
    content = parts()[name]
    old, new = (t if isinstance(t, bytes) else t.encode() for t in (old, new))
    assert old in content, (name, old)
    return with_part(name, content.replace(old, new, 1))
