"""Families of files that are no workbook of today: other kinds, Excel 97, text."""

import gzip
import struct

from activity.ingest.archive import OLE
from tests import spreadsheets as s
from tests.hostile import biff
from tests.hostile.packing import ROWS, Entry, packed, sound

DAMAGED, SAVE = "damaged", "Open it in Excel"
ASKS = ('"layout": null', "no column for", "no rows", "holds no text")
READ = '"layout": "long"'


def foreign_kinds():
    """Other things under the name of a spreadsheet."""
    heads = {
        "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        "rtf": (b"{\\rtf1\\ansi {\\object\\objocx}}", "Word"),
        "png": (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        "gif": (b"GIF89a\x01\x00", "picture"),
        "tiff": (b"II*\x00\x08\x00\x00\x00", "picture"),
        "gzip": (gzip.compress(sound()), "gzip"),
        "bzip2": (b"BZh91AY&SY", "bzip2"),
        "xz": (b"\xfd7zXZ\x00\x00", "xz"),
        "rar": (b"Rar!\x1a\x07\x00", "rar"),
        "7z": (b"7z\xbc\xaf\x27\x1c", "7z"),
        "parquet": (b"PAR1\x15\x04", "Parquet"),
        "program of Windows": (b"MZ\x90\x00\x03\x00", "neither"),
        "program of Linux": (b"\x7fELF\x02\x01", "program"),
        "script": (b"#!/bin/sh\nrm -rf /\n", "program"),
        "database": (b"SQLite format 3\x00", "database"),
        "empty archive": (b"PK\x05\x06" + b"\x00" * 18, "empty archive"),
        "part of an archive": (b"PK\x07\x08PK\x03\x04", "part of an archive"),
        "sylk": (b'ID;PWXL;N;E\nC;Y1;X1;K"x"\n', "SYLK"),
        "lotus": (b"\x00\x00\x02\x00\x04\x04", "neither"),
        "Excel 4": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "neither"),
        "mail": (b"MIME-Version: 1.0\nContent-Type: text/html\n\n", "e-mail"),
    }
    for name, (content, said) in heads.items():
        yield name, content, said


def pages():
    """Web pages and XML under the name of a spreadsheet."""
    for text in ("<html><table>", "<!DOCTYPE html>", "\ufeff\n <HTML>", "<table><tr><td>1"):
        yield text, text.encode() + b"<script>alert(1)</script>", "web page"
    for text in ("<?xml version='1.0'?><Workbook/>", "<?xml?><!DOCTYPE a SYSTEM 'x'>",
                 "<html xmlns:x='urn:schemas-microsoft-com:office:excel'>",
                 "<?xml version='1.0'?><svg onload='alert(1)'/>"):  # fmt: skip
        yield text[:20], text.encode(), "XML"


def other_archives():
    """Archives of other programs."""
    for name, said in (("word/document.xml", "packed file"), ("ppt/presentation.xml", "packed"),
                       ("META-INF/MANIFEST.MF", "packed file"), ("classes.dex", "packed file"),
                       ("content.xml", "not read here"), ("xl/workbook.bin", "not read here"),
                       ("passwd", "packed file")):  # fmt: skip
        yield name, packed([Entry(name.encode(), b"<a/>")]), said


def other_documents():
    """Compound files that are no workbook, have a password or carry programs."""
    names = {
        "EncryptedPackage": "password",
        "WordDocument": "without a workbook",
        "PowerPoint Document": "without a workbook",
        "__properties_version1.0": "without a workbook",
    }
    for name, said in names.items():
        yield name, biff.container({name: b"x" * 5000}), said
    book = biff.stream({"Data": biff.sheet([["a", 1.0]])})
    for name, said in (("_VBA_PROJECT", "macros"), ("MBD0012ABCD", "programs"),
                       ("Ctls", "programs"), ("\x01Ole10Native", "programs")):  # fmt: skip
        yield name, biff.container({"Workbook": book, name: b"x" * 5000}), said


def excel_97_programs():
    """Excel 97 workbooks with sheets of macros, or with links that run a program."""
    sheets = {"Data": biff.sheet([["a", 1.0]]), "Auto": biff.sheet([["=EXEC", 1.0]])}
    for kind in (1, 6):
        book = biff.stream(sheets, kinds=(0, kind))
        yield f"kind {kind}", biff.container({"Workbook": book}), "macros or embedded programs"
    link = biff.record(biff.SUPBOOK, b"\x00\x00" + biff.text("cmd\x03/c calc"))
    yield "DDE", biff.workbook({"Data": [["a", 1.0]]}, more=link), "DDE"


def excel_97_broken():
    """Excel 97 workbooks whose records or sectors are wrong."""
    good = biff.workbook({"Data": [["a", 1.0], ["b", 2.0]]})
    for part in (1, 2, 3, 5, 8):
        yield f"cut at {part}0%", good[: len(good) * part // 10], (DAMAGED, "without a workbook")
    for place in (30, 44, 48, 60, 76, 512, 516, 1024 + 128 + 64, 1024 + 128 + 116):
        for value in (0, 1, 0x7FFFFFFF, 0xFFFFFFFE):
            changed = bytearray(good)
            struct.pack_into("<L", changed, place, value)
            yield f"{place} is {value:x}", bytes(changed), ""
    sheet = biff.sheet([["a", 1.0]])
    for name, more in (
        ("long", b"\x04\x02\xff\xff"),
        ("cell", biff.cell(65535, 255, "x")),
        ("date", biff.record(0x0022, b"\x09")),
        ("noise", bytes(range(256)) * 8),
    ):
        book = biff.container({"Workbook": biff.stream({"D": sheet}, more=more)})
        yield name, book, ""
    yield "nothing behind its head", OLE, (DAMAGED, "without a workbook")


def texts(times=1):
    """Texts that no reader expects."""
    many = 200_000 * times
    held = {
        "blank": (b"\n" * 50, "no"),
        "one line": (b"x" * 10 * many, ASKS),
        "a million fields": (b"," * 5 * many, ("columns", "no text")),
        "lines of one letter": (b"a\n" * 2 * many, ASKS),
        "quotation marks": (b'"' * 5 * many, ""),
        "one that is not closed": (b'period,"locality\n' + b"2006-09,x\n" * many, ""),
        "nested": (b'"a""' * many, ""),
        "NUL within": (b"a" * 5000 + b"\x00" * 5000, ASKS),
        "control characters": (bytes(range(1, 32)) * 300, ""),
        "all bytes": (bytes(range(1, 256)) * 300, ""),
        "byte order only": (b"\xef\xbb\xbf", "no text"),
        "half a letter": (b"\xff\xfea\x00b", ASKS),
        "lone surrogates": (b"\xff\xfe" + b"\x00\xd8" * 500, ASKS),
        "returns": (b"a,b\r" * 1000 + b"\n\r" * 1000, ASKS),
        "no end": (b"a,b\n" * 1000 + b'c,"d', ""),
    }
    for name, (content, said) in held.items():
        yield name, content, said


def odd_lines(times=2000):
    """Lines of a known layout that do not fit it."""
    text = s.tidy_csv(ROWS).decode()
    head = text.splitlines()[0]
    for name, line in (
        ("too many", "x," * 900), ("far too many", "x," * 90_000), ("too few", "2006-09"),
        ("two lines in one", '"a,b\nc,d\ne,f"'), ("long field", "y" * 200_000),
        ("bidi", "\u202e,\u2066"), ("not a letter", "\ufffe,\udbff".encode("utf-8", "replace")),
    ):  # fmt: skip
        line = line if isinstance(line, str) else line.decode()
        yield name, f"{text}{line}\n".encode(), ""
    ragged = "".join("x," * (n % 40) + "\n" for n in range(times))
    yield "ragged", f"{text}{ragged}".encode(), ""
    yield "headings again", f"{text}{f'{head}{chr(10)}' * times}".encode(), ""


def commands_in_text():
    """Fields that would run in a spreadsheet program: kept as text, never worked out."""
    for field in ("=cmd|'/C calc'!A0", "+1+cmd|'/c calc'!A0", "@SUM(1+1)", "-2+3", "\t=1+1",
                  '=HYPERLINK("http://attacker.example","x")', "<script>alert(1)</script>",
                  "'; DROP TABLE activity_activityline; --", "{{7*7}}", "%s%n%x"):  # fmt: skip
        rows = [*ROWS, s.line(practice_code=field)]
        yield field[:12], s.tidy_csv(rows), READ


FAMILIES = (
    foreign_kinds, pages, other_archives, other_documents, excel_97_programs, excel_97_broken,
    texts, odd_lines, commands_in_text,
)  # fmt: skip
