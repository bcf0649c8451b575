"""Before a file is opened: its size, what it really is, and whether its archive is honest.

A name proves nothing, so a file is known by its first bytes: a workbook called .xls that is
really .xlsx is read, a web page called .xls is refused.
"""

import re
import zipfile

from activity.ingest import limits
from activity.ingest.refused import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
ASK_FOR_XLSX = "Open it in Excel, save it as an Excel workbook (.xlsx), send it in again"
DAMAGED = (
    "This workbook is damaged and cannot be opened. Ask the sender to save it and send it again"
)
LOCKED = "This workbook has a password. Save a copy without one, and send that in"
ACTIVE = re.compile(r"vbaProject|activeX|/embeddings/|oleObject", re.IGNORECASE)
# The first bytes of things that are sent by mistake, and what to say of them.
OTHERS = (
    (b"%PDF", "This is a PDF, not a spreadsheet. Ask the sender for the spreadsheet behind it"),
    (b"{\\rtf", "This is a Word document, not a spreadsheet. Send the spreadsheet in"),
    (b"\x89PNG", "This is a picture, not a spreadsheet. Send the spreadsheet in"),
    (b"\xff\xd8\xff", "This is a picture, not a spreadsheet. Send the spreadsheet in"),
    (b"\x1f\x8b", "This file is packed (gzip). Unpack it, and send in what is inside"),
    (b"Rar!", "This file is packed (rar). Unpack it, and send in what is inside"),
    (b"7z\xbc\xaf", "This file is packed (7z). Unpack it, and send in what is inside"),
    (b"PAR1", "This is a Parquet file. Send it in as .csv or .xlsx"),
)
WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)


def kind_of(path):
    """Say what a file is by its first bytes: "xlsx", "xls" or "csv". Anything else is refused."""
    size = path.stat().st_size
    if not size:
        raise Refused("The file is empty (0 bytes). Ask the sender to send it again")
    if size > limits.FILE_BYTES:
        most = limits.FILE_BYTES // limits.MIB
        raise Refused(f"The file is larger than {most} MB. Send it in by locality or by month")
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(ZIP):
        return _check_archive(path)
    if head.startswith(OLE):
        return _check_ole(path)
    return _check_text(head)


def _check_text(head):
    for magic, sentence in OTHERS:
        if head.startswith(magic):
            raise Refused(sentence)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml") or b"urn:schemas-microsoft-com:office" in start:
        raise Refused(f"This is an XML file, not a workbook. {ASK_FOR_XLSX}")
    if start.startswith(b"<") and WEB_PAGE.search(start):
        raise Refused(f"This is a web page saved under the name of a spreadsheet. {ASK_FOR_XLSX}")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("This file is neither a workbook nor text. Send it in as .xlsx, .xls or .csv")
    return "csv"


def _check_ole(path):
    """Tell an Excel 97 workbook from an encrypted .xlsx and from other documents of that age."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused(LOCKED)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refused("This workbook holds macros. Save it without them, and send that in")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Refused("This is an Office document without a workbook. Send the spreadsheet in")
    return "xls"


def _check_archive(path):
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            _check_kind({part.filename for part in parts})
            for part in parts:
                _check_prologue(archive, part)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as damage:
        raise Refused(DAMAGED) from damage
    return "xlsx"


def _check_parts(parts):
    """Refuse an archive that is larger, denser or stranger than Excel makes one."""
    if len(parts) > limits.ARCHIVE_PARTS:
        raise Refused(f"This workbook has {len(parts):,} parts inside, more than any real one")
    if len({part.filename.lower() for part in parts}) < len(parts) or _overlap(parts):
        raise Refused(DAMAGED)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(LOCKED)
    unpacked = sum(part.file_size for part in parts)
    dense = any(
        part.file_size > limits.RATIO_COUNTS_FROM
        and part.file_size > limits.ARCHIVE_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if unpacked > limits.ARCHIVE_BYTES or dense:
        raise Refused("Unpacked, this workbook would be far larger than any real one")


def _overlap(parts):
    """Do two parts share bytes of the file? Python 3.11.7's zipfile does not look."""
    ends = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < ends:
            return True
        ends = part.header_offset + 30 + len(part.filename.encode()) + part.compress_size
    return False


def _check_kind(names):
    """Refuse what is an archive and no .xlsx, and a workbook that holds programs."""
    if any(ACTIVE.search(name) for name in names):
        raise Refused(
            "This workbook holds macros or embedded programs. Save it without them (.xlsx), "
            "and send that in"
        )
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Refused(f"This kind of workbook is not read here. {ASK_FOR_XLSX}")
    if not any(re.fullmatch(r"(?i)/?xl/workbook\d*\.xml", name) for name in names):
        raise Refused(
            "This is a packed file, not a workbook. Unpack it, and send in what is inside"
        )


def _check_prologue(archive, part):
    """Refuse entity definitions, which an Excel export never has, before any parser sees them."""
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    with archive.open(part) as file:
        start = file.read(65536)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"))
    if wide and part.filename.lower().startswith("xl/"):
        raise Refused(
            f"This workbook is written in an encoding that Excel never uses. {ASK_FOR_XLSX}"
        )
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise Refused(
            "The file contains XML entity definitions, which an Excel export never has. "
            "It was not opened"
        )
