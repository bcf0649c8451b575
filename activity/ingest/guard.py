"""Before a file is opened: its size, what it really is, and whether its archive is honest.

A name proves nothing, so a file is known by its first bytes: a workbook called .xls that is
really .xlsx is read, a web page called .xls is refused.
"""

import re

from activity.ingest import archive, limits
from activity.ingest.refused import ASK_FOR_XLSX, LOCKED, PROGRAMS, Refused

OLE, ZIP = archive.OLE, archive.LOCAL
HEAD = 4096  # bytes from which a kind is known
NOT_OURS = "Send the spreadsheet in as .xlsx, .xls or .csv"
# The first bytes of things that are sent by mistake, and what to say of them.
OTHERS = (
    (b"%PDF", "This is a PDF, not a spreadsheet. Ask the sender for the spreadsheet behind it"),
    (b"{\\rtf", "This is a Word document, not a spreadsheet. Send the spreadsheet in"),
    (b"\x89PNG", "This is a picture, not a spreadsheet. Send the spreadsheet in"),
    (b"\xff\xd8\xff", "This is a picture, not a spreadsheet. Send the spreadsheet in"),
    (b"GIF8", "This is a picture, not a spreadsheet. Send the spreadsheet in"),
    (b"II*\x00", "This is a picture, not a spreadsheet. Send the spreadsheet in"),
    (b"\x7fELF", "This is a program, not a spreadsheet, and was not kept. Send the spreadsheet in"),
    (b"#!/", "This is a program, not a spreadsheet, and was not kept. Send the spreadsheet in"),
    (b"BZh9", "This file is packed (bzip2). Unpack it, and send in what is inside"),
    (b"\xfd7zXZ", "This file is packed (xz). Unpack it, and send in what is inside"),
    (b"PK\x05\x06", "This is an empty archive. Ask the sender for the spreadsheet"),
    (b"PK\x07\x08", "This is a part of an archive. Ask the sender for it in one piece"),
    (b"SQLite format 3", "This is a database, not a spreadsheet. Send the spreadsheet in"),
    (b"ID;P", f"This is a SYLK file, which is not read here. {ASK_FOR_XLSX}"),
    (b"\x1f\x8b", "This file is packed (gzip). Unpack it, and send in what is inside"),
    (b"Rar!", "This file is packed (rar). Unpack it, and send in what is inside"),
    (b"7z\xbc\xaf", "This file is packed (7z). Unpack it, and send in what is inside"),
    (b"PAR1", "This is a Parquet file. Send it in as .csv or .xlsx"),
)
# What stands inside an Excel 97 workbook that carries objects of other programs.
EMBEDDED = re.compile(rb"M\x00B\x00D\x00(?:[0-9A-F]\x00){8}")
CARRIED = ("Ole10Native", "ObjectPool", "Ctls")
MAIL = re.compile(rb"(?i)(mime-version|content-type|received|return-path|message-id):")
WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)


def kind_of(path):
    """Say what a file is by its first bytes: "xlsx", "xls" or "csv". Anything else is refused."""
    check_size(path.stat().st_size)
    with path.open("rb") as file:
        kind = kind_by(file.read(HEAD))
    if kind == "xlsx":
        archive.check(path)
    if kind == "xls":
        _check_ole(path)
    return kind


def check_size(size):
    """Refuse a file of no bytes, and one of more than the site takes."""
    if not size:
        raise Refused("The file is empty (0 bytes). Ask the sender to send it again")
    if size > limits.FILE_BYTES:
        most = limits.FILE_BYTES // limits.MIB
        raise Refused(f"The file is larger than {most} MB. Send it in by locality or by month")


def kind_by(head):
    """What the first bytes of a file say that it is; refused where that is no spreadsheet."""
    if head.startswith(ZIP):
        return "xlsx"
    if head.startswith(OLE):
        return "xls"
    _check_text(head)
    return "csv"


def _check_text(head):
    for magic, sentence in OTHERS:
        if head.startswith(magic):
            raise Refused(sentence)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml") or b"urn:schemas-microsoft-com:office" in start:
        raise Refused(f"This is an XML file, not a workbook. {ASK_FOR_XLSX}")
    if start.startswith(b"<") and WEB_PAGE.search(start):
        raise Refused(f"This is a web page saved under the name of a spreadsheet. {ASK_FOR_XLSX}")
    if MAIL.match(start):
        raise Refused("This is an e-mail or a saved web page. Send in the spreadsheet within it")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"This file is neither a workbook nor text. {NOT_OURS}")


def _check_ole(path):
    """Tell an Excel 97 workbook from an encrypted .xlsx and from other documents of that age."""
    content = path.read_bytes()
    if _has(content, "EncryptedPackage"):
        raise Refused(LOCKED)
    if _has(content, "_VBA_PROJECT"):
        raise Refused("This workbook holds macros. Save it without them, and send that in")
    if not _has(content, "Workbook", "Book"):
        raise Refused("This is an Office document without a workbook. Send the spreadsheet in")
    if EMBEDDED.search(content) or _has(content, *CARRIED):
        raise Refused(PROGRAMS)


def _has(content, *names):
    return any(name.encode("utf-16-le") in content for name in names)
