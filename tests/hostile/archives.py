"""Families of archives that are not what they say. Each yields (name, bytes, what is said)."""

import io
import struct
import zipfile
import zlib
from dataclasses import replace

from activity.ingest.limits import MIB
from tests.hostile.packing import (
    BOOK,
    SHEET,
    STRINGS,
    TYPES,
    Entry,
    deflated,
    entries,
    packed,
    sound,
    with_entry,
    with_part,
)

DAMAGED, LARGER, PROGRAMS = "damaged", "Unpacked", "macros or embedded programs"


def bombs():
    """One part that unpacks to far more than it is."""
    for name in (SHEET, STRINGS, "xl/styles.xml", "xl/media/image1.png", "docProps/core.xml"):
        yield name, with_part(name, b" " * 6 * MIB), LARGER
    gigabyte = zlib.compressobj(9, zlib.DEFLATED, -15)
    dense = b"".join(gigabyte.compress(b"0" * MIB) for _ in range(64)) + gigabyte.flush()
    yield "64 MiB", with_entry(STRINGS, packed=dense, size=64 * MIB), LARGER
    yield "1 GiB claimed", with_entry(STRINGS, size=1024 * MIB), LARGER


def many_bombs():
    """Parts that are each small enough, and not together."""
    small = Entry(b"", b"<a/>" + b" " * 3 * MIB)
    for number in (2, 20, 200):
        more = [replace(small, name=b"xl/media/%d.png" % n) for n in range(number)]
        yield f"{number} parts", packed([*entries(), *more]), LARGER


def overlaps():
    """Parts that share bytes of the archive, so that little becomes much."""
    yield "same start", _overlapping(0), DAMAGED
    yield "within another", _overlapping(40), DAMAGED
    held = entries()
    kernel = Entry(b"k", b"0" * 100)
    quoted = [Entry(b"xl/media/%d" % n, b"0" * 100, offset=0) for n in range(50)]
    yield "one kernel", packed([kernel, *quoted, *held]), DAMAGED
    yield "beyond the end", packed([*held, Entry(b"x", b"abc", packed_size=10**6)]), DAMAGED
    yield "no header there", packed([*held, Entry(b"x", b"abc", offset=1)]), DAMAGED
    yield "outside the file", packed([*held, Entry(b"x", b"abc", offset=2**31)]), DAMAGED


def _overlapping(shift):
    held = entries()
    return packed([held[0], replace(held[1], offset=shift), *held[2:]])


def lies_about_size():
    """Headers that claim fewer or more bytes than a part has; one with a check that fits."""
    held = {entry.name.decode(): entry.content for entry in entries()}
    for name in (SHEET, STRINGS, BOOK):
        content = held[name]
        yield f"{name} fewer", with_entry(name, size=50), DAMAGED
        forged = {"size": 50, "crc": zlib.crc32(content[:50])}
        yield f"{name} fewer, forged", with_entry(name, **forged), DAMAGED
        yield f"{name} more", with_entry(name, size=len(content) + 10), DAMAGED
        yield f"{name} cut", with_entry(name, packed_size=20), DAMAGED
    yield "wrong check", with_entry(SHEET, crc=1), DAMAGED
    endless = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = b"".join(endless.compress(b"<" + b"0" * MIB) for _ in range(128)) + endless.flush()
    lie = {"packed": bomb, "size": 5, "crc": zlib.crc32(b"<0000")}
    yield "128 MiB behind 5 bytes", with_entry(STRINGS, **lie), DAMAGED


def nests():
    """Archives within archives, alone or inside a workbook."""
    content = b"0" * MIB
    for depth in range(1, 6):
        content = packed([Entry(b"%d.zip" % n, content) for n in range(4)])
        yield f"{depth} deep", content, "packed file"
    yield "in a workbook", with_part("xl/media/image1.zip", content), PROGRAMS
    yield "under another name", with_part("xl/theme/theme2.xml", content), PROGRAMS


def duplicates():
    """Two parts of one name: each reader may take another."""
    for name in (BOOK, SHEET, STRINGS):
        yield name, packed([*entries(), Entry(name.encode(), b"<a/>")]), DAMAGED
    for name in (b"XL/Workbook.xml", b"/xl/workbook.xml", b"xl/WORKSHEETS/sheet1.xml"):
        yield name.decode(), packed([*entries(), Entry(name, b"<a/>")]), DAMAGED


def strange_names():
    """Names of parts that lead elsewhere or hide what they are."""
    strange = "names that no"
    for name in ("../../etc/passwd", "xl/../../x.xml", "..", "C:/windows/x.dll", "a\x01b",
                 "xl/\u202etxt.exe", "xl/\u2066a\u2069.xml", "x" * 300):  # fmt: skip
        yield repr(name[:20]), packed([*entries(), _named(name)]), strange
    yield "NUL", packed([*entries(), Entry(b"xl/a\x00.png", b"x")]), strange


def _named(name):
    return Entry(name.encode(), b"x", flags=0x800)


def encrypted():
    """Parts that are said to have a password."""
    for name in (SHEET, STRINGS, BOOK, TYPES):
        for flags in (0x1, 0x40, 0x2000):
            yield f"{name} {flags:x}", with_entry(name, flags=flags), "password"


def methods():
    """Ways of packing that no spreadsheet program uses."""
    for method in (1, 6, 9, 12, 14, 93, 95, 98, 99):
        yield f"method {method}", with_entry(SHEET, method=method), DAMAGED
    yield "a patch", with_entry(SHEET, flags=0x20), DAMAGED
    for kind in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", kind) as archive:
            for entry in entries():
                archive.writestr(entry.name.decode(), entry.content)
        yield f"really {kind}", held.getvalue(), DAMAGED


def truncated(step=5):
    """A sound workbook cut off at every so many hundredths."""
    content = sound()
    for hundredth in range(step, 100, step):
        yield f"{hundredth}%", content[: len(content) * hundredth // 100], DAMAGED


def two_directories():
    """Archives of which one reader finds this directory and another that."""
    held = entries()
    other = packed([Entry(b"xl/workbook.xml", b"<a/>")])
    yield "something behind", packed(held, after=b"\x00" * 30), DAMAGED
    yield "another archive behind", packed(held) + other, DAMAGED
    yield "another in the comment", packed(held, comment=other), DAMAGED
    yield "an end in the comment", packed(held, comment=b"PK\x05\x06" + b"\x00" * 18), DAMAGED
    yield "another before", other + packed(held), DAMAGED
    yield "a part before", packed(held, before=b"PK\x03\x04 and so on" * 5)[:-6], DAMAGED
    for place, name in ((8, "disk"), (10, "number"), (12, "length"), (16, "place")):
        content = bytearray(packed(held))
        struct.pack_into("<H", content, len(content) - 22 + place, 3)
        yield f"a wrong {name}", bytes(content), DAMAGED
    longer = b"PK\x06\x06" + b"\x00" * 52 + b"PK\x06\x07" + b"\x00" * 16
    yield "an empty longer end", packed(held)[:-22] + longer + packed(held)[-22:], DAMAGED


def two_headers():
    """Parts of which the two headers say different things."""
    for name in (SHEET, BOOK):
        yield f"{name} named otherwise", with_entry(name, local_name=b"x" * len(name)), DAMAGED
        yield f"{name} shorter", with_entry(name, local_name=b"x"), DAMAGED
        yield f"{name} packed otherwise", with_entry(name, local_method=0), DAMAGED


def too_many_parts():
    """More parts than any workbook has."""
    for number in (2001, 20_000, 60_000):
        more = [Entry(b"xl/media/%d" % n) for n in range(number)]
        yield f"{number:,}", packed([*entries(), *more]), "parts inside"


def broken_streams():
    """Packed bytes that do not unpack."""
    good = deflated(entries()[0].content)
    for name, data in (
        ("empty", b""),
        ("noise", b"\xff" * 40),
        ("cut", good[:-4]),
        ("more behind", good + b"abc"),
        ("a stored block too long", b"\x01\xff\xff"),
    ):
        yield name, with_entry(SHEET, packed=data), DAMAGED


FAMILIES = (
    bombs, many_bombs, overlaps, lies_about_size, nests, duplicates, strange_names, encrypted,
    methods, truncated, two_directories, two_headers, too_many_parts, broken_streams,
)  # fmt: skip
