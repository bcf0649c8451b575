"""Excel 97 workbooks (.xls) put together record by record, as no library here writes them."""

import struct

SECTOR, LEAST = 512, 4096  # a shorter stream would lie in the short sectors
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BOF, EOF, BOUNDSHEET, NUMBER, LABEL, FORMULA, BOOLERR = (
    0x0809, 0x000A, 0x0085, 0x0203, 0x0204, 0x0006, 0x0205,
)  # fmt: skip
ROW, DRAWING, CONTINUE, SUPBOOK = 0x0208, 0x00EC, 0x003C, 0x01AE
OBJ, TXO, NOTE = 0x005D, 0x01B6, 0x001C
EXCEL_97, EXCEL_5 = 0x0600, 0x0500


def record(kind, data=b""):
    """One record."""
    return struct.pack("<HH", kind, len(data)) + data


def text(words, length="<H", version=EXCEL_97):
    """A text in letters of two bytes, in Excel 5 of one."""
    if version == EXCEL_5:
        return struct.pack(length, len(words)) + words.encode("latin-1")
    return struct.pack(length, len(words)) + b"\x01" + words.encode("utf-16-le")


def cell(row, column, value, version=EXCEL_97):
    """The record of one cell; what begins with # is an error."""
    place = struct.pack("<3H", row, column, 0)
    if value == "#REF!":
        return record(BOOLERR, place + b"\x17\x01")
    if isinstance(value, str):
        return record(LABEL, place + text(value, version=version))
    return record(NUMBER, place + struct.pack("<d", value))


def remark(*pieces, wide=False):
    """A remark of Excel 97, its words cut into these pieces."""
    letters, mark = ("utf-16-le", b"\x01") if wide else ("latin-1", b"\x00")
    length = sum(map(len, pieces))
    words = [record(CONTINUE, mark + piece.encode(letters)) for piece in pieces]
    runs = record(CONTINUE, struct.pack("<4H", 0, 0, 0, 0) + struct.pack("<4H", length, 0, 0, 0))
    shape = record(OBJ, struct.pack("<4H14x2H", 0x15, 0x12, 0x19, 1, 0, 0))
    said = shape + record(TXO, struct.pack("<2H6x2HL", 0x212, 0, length, 16, 0))
    return said + b"".join(words) + runs + record(NOTE, struct.pack("<4H", 2, 2, 0, 1) + text("RA"))


def old_note(*pieces):
    """A remark of Excel 5, of which the later pieces name no row."""
    length, out = sum(map(len, pieces)), b""
    for number, piece in enumerate(pieces):
        head = (0xFFFF, 0, len(piece)) if number else (2, 2, length)
        out += record(NOTE, struct.pack("<3H", *head) + piece.encode("latin-1"))
    return out


def sheet(rows, *, more=b"", version=EXCEL_97):
    """The stream of one sheet; `more` are records behind its cells."""
    cells = b"".join(
        cell(row, column, value, version)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None and value != ""
    )
    start = record(BOF, struct.pack("<4HLL", version, 0x0010, 0, 0, 0, 0))
    return start + cells + more + record(EOF)


def stream(sheets, *, states=(), kinds=(), more=b"", version=EXCEL_97):
    """The stream of a workbook: `sheets` is {name: stream of the sheet}."""
    start = record(BOF, struct.pack("<4HLL", version, 0x0005, 0, 0, 0, 0)) + more
    heads = [
        (name, states[n] if n < len(states) else 0, kinds[n] if n < len(kinds) else 0)
        for n, name in enumerate(sheets)
    ]
    length = len(start) + sum(len(_bound(0, *head, version)) for head in heads) + 4
    out, place = start, length
    for head, held in zip(heads, sheets.values(), strict=True):
        out, place = out + _bound(place, *head, version), place + len(held)
    return out + record(EOF) + b"".join(sheets.values())


def _bound(place, name, state, kind, version):
    words = text(name, "<B", version)
    return record(BOUNDSHEET, struct.pack("<LBB", place, state, kind) + words)


def workbook(sheets, **said):
    """The bytes of an .xls: `sheets` is {name: rows}."""
    return container({"Workbook": stream({n: sheet(r) for n, r in sheets.items()}, **said)})


def container(streams):
    """A compound file that holds some streams."""
    held = {name: _padded(data) for name, data in streams.items()}
    sizes = [len(data) // SECTOR for data in held.values()]
    folder = -(-(len(held) + 1) // 4)
    fats = 1
    while (sum(sizes) + folder + fats) * 4 > fats * SECTOR:
        fats += 1
    chain, start = [FAT] * fats + _chain(fats, folder), fats + folder
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, ((name, data), size) in enumerate(zip(held.items(), sizes, strict=True), 2):
        following = number if number <= len(held) else FREE
        entries.append(_entry(name, 2, start, len(data), right=following))
        chain += _chain(start, size)
        start += size
    entries += [b"\x00" * 128] * (folder * 4 - len(entries))
    chain += [FREE] * (fats * 128 - len(chain))
    table = struct.pack(f"<{len(chain)}L", *chain)
    return _header(fats) + table + b"".join(entries) + b"".join(held.values())


def _padded(data):
    data = data.ljust(LEAST, b"\x00")
    return data + b"\x00" * (-len(data) % SECTOR)


def _chain(start, length):
    return [*range(start + 1, start + length), END]


def _entry(name, kind, start, size, *, right=FREE, child=FREE):
    words = (name + "\x00").encode("utf-16-le")
    return (
        words.ljust(64, b"\x00")
        + struct.pack("<HBB3L", len(words), kind, 1, FREE, right, child)
        + b"\x00" * 36
        + struct.pack("<LQ", start, size)
    )


def _header(fats):
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    head += struct.pack("<5H6xL", 0x3E, 3, 0xFFFE, 9, 6, 0)
    head += struct.pack("<8L", fats, fats, 0, LEAST, END, 0, END, 0)
    places = [*range(fats)] + [FREE] * (109 - fats)
    return head + struct.pack("<109L", *places)
