"""Whether the archive that a workbook is packed in is honest: its directory and all its bytes.

The readers that come after see the archive through other eyes than ours, so nothing may be left
to how one reads it: one directory at the very end, each part named alike at both places, no part
inside another, and as many bytes in it as its header says.
"""

import re
import struct
import zipfile
import zlib

from activity.ingest import limits
from activity.ingest.refused import (
    ASK_FOR_XLSX,
    COMMANDS,
    DAMAGED,
    LOCKED,
    PROGRAMS,
    Refused,
)

LOCAL, END, END_64, TO_END_64 = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOM = b"\xef\xbb\xbf"
BLOCK = 1 << 18  # bytes of a part looked at at a time
NOT_PARSED = ("xl/media/", "customxml/")  # pictures, and what other programs leave: UTF-16 too
LONGEST_NAME = 255
BEGINNING = 1000  # bytes of a part, blanks before it apart, by which it is known
# Flags of a part: with a password, of the old, the strong and the directory's kind; only the
# difference to another file; a name in UTF-8 (APPNOTE 4.4.4).
ENCRYPTED, PATCH, UTF_8_NAME = 0x1 | 0x40 | 0x2000, 0x20, 0x800

ACTIVE = re.compile(r"vbaProject|activeX|/embeddings/|oleObject|/macrosheets/", re.IGNORECASE)
# What a list of contents or of relations calls a program, whatever the name of its part.
CALLED_ACTIVE = re.compile(
    rb"(?i)macroEnabled|vbaProject|activeX|macrosheet|application/vnd\.[\w.-]*oleObject|"
    rb"relationships/(?:oleObject|control|package|attachedTemplate|frame)[\"']"
)
SPREADSHEETS_WRITE = (b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
STRANGE_NAME = re.compile(
    r"(^|/)\.\.(/|$)|^[A-Za-z]:|[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

# What comes of reading an archive that is not what it says.
DISHONEST = (
    zipfile.BadZipFile, struct.error, zlib.error, OSError, ValueError, EOFError, RuntimeError,
    OverflowError,
)  # fmt: skip
MUCH_LARGER = f"Unpacked, this workbook would be far larger than any real one. {ASK_FOR_XLSX}"
NOT_WRITTEN_SO = (
    f"This workbook is written in an encoding that spreadsheet programs do not use. {ASK_FOR_XLSX}"
)
ENTITIES = (
    "The file contains XML entity definitions, which an Excel export never has. It was not "
    f"opened. {ASK_FOR_XLSX}"
)


def check(path):
    """Refuse what is packed and no honest .xlsx, without a parser having seen any of it."""
    with path.open("rb") as file:
        check_file(file)


def check_file(file):
    """The same, of an open file."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_end(file, archive)
            _check_parts(parts)
            _check_kind([part.filename for part in parts])
            for part, start in _placed(file, parts, archive.start_dir):
                _check_bytes(file, part, start)
    except DISHONEST as damage:
        raise Refused(DAMAGED) from damage


def _check_parts(parts):
    """Refuse an archive whose directory is larger, denser or stranger than Excel makes one."""
    if len(parts) > limits.ARCHIVE_PARTS:
        raise Refused(
            f"This workbook has {len(parts):,} parts inside, more than any real one. {ASK_FOR_XLSX}"
        )
    names = {part.filename.lower().lstrip("/") for part in parts}
    packed_otherwise = any(p.compress_type not in (0, 8) or p.flag_bits & PATCH for p in parts)
    if len(names) < len(parts) or packed_otherwise:
        raise Refused(DAMAGED)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise Refused(LOCKED)
    if any(_is_strange(part.orig_filename) for part in parts):
        raise Refused(
            "Inside this workbook are parts with names that no spreadsheet program gives. "
            f"{ASK_FOR_XLSX}"
        )
    _check_sizes(parts)


def _is_strange(name):
    return len(name) > LONGEST_NAME or STRANGE_NAME.search(name)


def _check_sizes(parts):
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > limits.ARCHIVE_BYTES or _is_dense(unpacked, packed):
        raise Refused(MUCH_LARGER)
    if any(_is_dense(part.file_size, part.compress_size) for part in parts):
        raise Refused(MUCH_LARGER)


def _is_dense(unpacked, packed):
    return unpacked > limits.RATIO_COUNTS_FROM and unpacked > limits.ARCHIVE_RATIO * max(1, packed)


def _check_kind(names):
    """Refuse what is an archive and no .xlsx, and a workbook that holds programs."""
    if any(ACTIVE.search(name) for name in names):
        raise Refused(PROGRAMS)
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Refused(f"This kind of workbook is not read here. {ASK_FOR_XLSX}")
    if not any(re.fullmatch(r"(?i)/?xl/workbook\d*\.xml", name) for name in names):
        raise Refused(
            "This is a packed file, not a workbook. Unpack it, and send in what is inside"
        )


def _check_end(file, archive):
    """Refuse where readers may differ about which directory is the archive's."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    place = tail.find(END)
    if place < 0 or place != tail.rfind(END):
        raise Refused(DAMAGED)
    entries, length, offset, comment = struct.unpack_from("<HLLH", tail, place + 10)
    if place + 22 + comment != len(tail) or entries not in (len(archive.filelist), 0xFFFF):
        raise Refused(DAMAGED)
    at = size - len(tail) + place
    if tail[max(0, place - 20) : place].startswith(TO_END_64):
        at, offset = _end_64(tail, place, at)
    elif offset + length != at:
        raise Refused(DAMAGED)
    if offset != archive.start_dir:
        raise Refused(DAMAGED)


def _end_64(tail, place, at):
    """Where the longer end record stands, which some programs always write, and its offset."""
    if place < 76 or tail[place - 76 : place - 72] != END_64:
        raise Refused(DAMAGED)
    length, offset = struct.unpack_from("<QQ", tail, place - 76 + 40)
    if offset + length != at - 76:
        raise Refused(DAMAGED)
    return at - 76, offset


def _placed(file, parts, directory):
    """Each part with where its bytes start; refuse where two share bytes or names differ."""
    ends = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        file.seek(part.header_offset)
        head = file.read(30)
        flags, method, name_length, extra = struct.unpack("<4s2xHH16xHH", head)[1:]
        if head[:4] != LOCAL or part.header_offset < ends or method != part.compress_type:
            raise Refused(DAMAGED)
        encoding = "utf-8" if flags & UTF_8_NAME else "cp437"
        if file.read(name_length) != part.orig_filename.encode(encoding):
            raise Refused(DAMAGED)
        start = part.header_offset + 30 + name_length + extra
        ends = start + part.compress_size
        if ends > directory:
            raise Refused(DAMAGED)
        yield part, start


def blocks_of(file, part, start):
    """The real bytes of a part, some at a time; refused where its header did not tell the truth.

    Counted here and not by zipfile, which stops at the size that the header claims.
    """
    file.seek(start)
    inflate = zlib.decompressobj(-15) if part.compress_type else _Stored()
    size, check, left = 0, 0, part.compress_size
    while left or inflate.unconsumed_tail:
        packed = inflate.unconsumed_tail or file.read(min(BLOCK, left))
        left -= 0 if inflate.unconsumed_tail else len(packed)
        block = inflate.decompress(packed, BLOCK)
        size, check = size + len(block), zlib.crc32(block, check)
        if size > part.file_size or not packed or inflate.unused_data:
            raise Refused(DAMAGED)
        yield block
    if block := inflate.flush():
        size, check = size + len(block), zlib.crc32(block, check)
        yield block
    if size != part.file_size or check != part.CRC or not inflate.eof:
        raise Refused(DAMAGED)


class _Stored:
    """What is stored unpacked, behind the same door."""

    unconsumed_tail = unused_data = b""
    eof = True

    def decompress(self, data, most):
        """The bytes themselves."""
        return data

    def flush(self):
        """Nothing is kept back."""
        return b""


def _check_bytes(file, part, start):
    """Count a part, and refuse one that no parser may see."""
    name, kept, seen, is_xml = part.filename.lower(), b"", b"", None
    for block in blocks_of(file, part, start):
        seen = kept + block
        if is_xml is None and len(_begun(seen)) >= BEGINNING:
            is_xml = _check_start(name, seen)
        _check_words(name, seen, is_xml)
        kept = _begun(seen) if is_xml is None else seen[-100:]
    if is_xml is None:
        _check_words(name, seen, _check_start(name, seen))


def _begun(text):
    """A part from its first character on, which blanks may put off."""
    return text.removeprefix(BOM).lstrip()


def _check_words(name, seen, is_xml):
    if is_xml and _defines(seen):
        raise Refused(ENTITIES)
    if (name.endswith(".rels") or name == "[content_types].xml") and CALLED_ACTIVE.search(seen):
        raise Refused(PROGRAMS)
    if "externallink" in name and b"ddeLink" in seen:
        raise Refused(COMMANDS)


def _check_start(name, text):
    """Is it XML? Refuse another file inside, and XML in letters that hide what it says."""
    if text.startswith((LOCAL, OLE, b"MZ")):
        raise Refused(PROGRAMS)
    start = _begun(text)
    named_xml = name.endswith((".xml", ".rels", ".vml")) and not name.startswith(NOT_PARSED)
    if named_xml and not start.startswith(b"<") and start:
        raise Refused(NOT_WRITTEN_SO)
    is_xml = start.startswith(b"<") and not name.startswith(NOT_PARSED)
    declared = DECLARED.match(start[:BEGINNING])
    if is_xml and (b"\x00" in start[:BEGINNING] or _is_odd(declared)):
        raise Refused(NOT_WRITTEN_SO)
    return is_xml


def _is_odd(declared):
    return declared is not None and declared.group(1).lower() not in SPREADSHEETS_WRITE


def _defines(text):
    """Does it hold a document type or an entity definition, in capitals or not?"""
    return any(mark in text for mark in (b"<!D", b"<!d", b"<!E", b"<!e"))
