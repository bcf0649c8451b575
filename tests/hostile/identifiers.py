"""Activity files with the numbers, dates and names of patients planted in them, and clean ones.

Each way of planting takes a random.Random and returns (bytes, the values planted). Numbers are
drawn, so they are nobody's by intent; those of an even share pass the check of NHS numbers.
"""

from tests import spreadsheets as s
from tests.hostile import biff, in_xls
from tests.hostile.numbers import LINES, apart, lines, numbers, table
from tests.hostile.packing import Entry, entries, packed, with_part, with_text


def _book(fill=None, **columns):
    """A workbook of some lines, to which a function adds what it likes."""

    def all_of_it(book):
        sheet = book.add_worksheet("Data")
        for row, values in enumerate(table(lines(**columns))):
            sheet.write_row(row, 0, values)
        if fill:
            fill(book, sheet)

    return s.workbook(all_of_it)


# In a column of the sheet, or in words of its cells.
def _column(write):
    def planted(chance):
        found = numbers(chance)
        return s.tidy_csv(lines(Reference=[write(n) for n in found])), found

    return planted


def _in_workbook(write, heading="Reference"):
    def planted(chance):
        found = numbers(chance)
        return _book(**{heading: [write(n) for n in found]}), found

    return planted


def in_a_sheet_that_is(state):
    """In a sheet that people do not see."""

    def planted(chance):
        found = numbers(chance)

        def fill(book, _):
            hidden = book.add_worksheet("Lookup")
            hidden.write_column(0, 2, [int(n) for n in found])
            getattr(hidden, state)()

        return _book(fill), found

    return planted


def in_a_row(chance):
    """Side by side, so that each column has one."""
    found = numbers(chance)
    return _book(lambda book, _: book.add_worksheet("Across").write_row(0, 0, found)), found


def far_down(chance):
    """Under a heading a hundred rows below the figures."""
    found = numbers(chance, 2)

    def fill(book, sheet):
        sheet.write_row(150, 0, ["NHS Number", "Seen on"])
        sheet.write_row(151, 0, [found[0], "3 May"])

    return _book(fill), found[:1]


# Beside the cells.
def in_comments(chance):
    """In remarks on cells, which Excel writes in pieces."""
    found = numbers(chance, 4)

    def fill(_, sheet):
        for row, number in enumerate(found):
            sheet.write_comment(row, 0, f"Ruth Allan:\nsee {apart(number)}")

    return _book(fill), found


def in_one_comment(chance):
    """One number, said to be an NHS number."""
    found = numbers(chance, 1)
    return _book(lambda _, sheet: sheet.write_comment(2, 2, f"NHS no. {found[0]}")), found


def in_properties(chance):
    """In what the workbook says of itself."""
    found = numbers(chance, 3)
    return _book(lambda book, _: book.set_properties({"comments": " ".join(found)})), found


def in_own_properties(chance):
    """In a property that somebody added."""
    found = numbers(chance, 3)

    def fill(book, _):
        for number in found:
            book.set_custom_property(f"Case {number[:2]}", number)

    return _book(fill), found


def in_names(chance):
    """In names of ranges."""
    found = numbers(chance, 3)

    def fill(book, _):
        for number in found:
            book.define_name(f"case_{number[-3:]}", f'="{number}"')

    return _book(fill), found


def in_a_text_box(chance):
    """In a box over the sheet."""
    found = numbers(chance, 3)
    text = ", ".join(map(apart, found))
    return _book(lambda _, sheet: sheet.insert_textbox("Q2", text)), found


def in_the_footer(chance):
    """In what is printed under each page."""
    found = numbers(chance, 3)
    return _book(lambda _, sheet: sheet.set_footer("&L" + " ".join(map(apart, found)))), found


def in_a_list_of_choices(chance):
    """In the choices of a cell."""
    found = numbers(chance, 4)
    said = {"validate": "list", "source": found}
    return _book(lambda _, sheet: sheet.data_validation("A9", said)), found


def _in_part(name, text):
    def planted(chance):
        found = numbers(chance, 5)
        return with_part(name, f"<?xml version='1.0'?><a>{''.join(map(text, found))}</a>"), found

    return planted


def in_a_text_that_no_cell_has(chance):
    """In the list of texts, left over from a cell that was emptied."""
    found = numbers(chance, 5)
    more = "".join(f"<si><t>{n}</t></si>" for n in found)
    return with_text("xl/sharedStrings.xml", "</sst>", more + "</sst>"), found


def in_utf_16(chance):
    """In a property that another program wrote in letters of two bytes."""
    found = numbers(chance, 4)
    text = f"<a>{' '.join(map(apart, found))}</a>".encode("utf-16")
    return packed([*entries(), Entry(b"customXml/item1.xml", text)]), found


def born_in_a_remark(chance):
    """A date of birth in a remark of an .xlsx."""
    day = f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(1920, 2005)}"
    return _book(lambda _, sheet: sheet.write_comment(2, 2, f"Mrs X, DOB {day}")), [day]


def in_much_utf_16(encoding, mark):
    """Behind 4 MB and more of letters of two bytes."""

    def planted(chance):
        found = numbers(chance, 4)
        words = "".join(chance.choices("abcdefgh ", k=2_200_000))
        text = mark + f"<a>{words} {' '.join(map(apart, found))}</a>".encode(encoding)
        return packed([*entries(), Entry(b"customXml/item1.xml", text)]), found

    return planted


# By their headings.
def headed_after_a_title(heading):
    """A heading that first stands alone, as a title does, and then over a table."""

    def planted(chance):
        found = [f"QZ{chance.randrange(10**7)}" for _ in range(3)]

        def fill(book, sheet):
            sheet.write(150, 0, heading)
            sheet.write_row(160, 0, [heading, "Seen on"])
            for row, value in enumerate(found, 161):
                sheet.write_row(row, 0, [value, "3 May"])

        return _book(fill), found

    return planted


def in_a_second_table(chance):
    """Postcodes of patients under a heading that stands over those of practices before."""
    found = [f"WD{chance.randint(1, 9)} {n}AB" for n in range(1, 7)]

    def fill(book, sheet):
        practices = [["Y90001", "WD17 1AA"], ["Y90002", "HP1 3AF"]]
        patients = [[f"{day} May", code] for day, code in enumerate(found, 1)]
        practices += [["", ""], ["Seen on", "Post code"], *patients]
        for row, values in enumerate([["Practice code", "Post code"], *practices], 150):
            sheet.write_row(row, 0, values)

    return _book(fill), found


HEADINGS = (
    "NHS Number", "NHS_No", "NHSNumber", "nhs no.", "DOB", "D.O.B.", "Date of Birth", "DateOfBirth",
    "Surname", "Forename", "First name", "Patient name", "Patient Postcode", "Postcode",
    "Home postcode", "Hospital Number", "Patient ID", "MRN", "Case note no",
)  # fmt: skip


def _headed(heading, make=s.tidy_csv):
    def planted(chance):
        found = [f"QZ{chance.randrange(10**7)}" for _ in range(LINES)]
        return make(lines(**{heading: found})), found

    return planted


def born(chance):
    """A date of birth within a text."""
    day = f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(1920, 2005)}"
    return s.tidy_csv(lines(Remark=[f"Mrs X, DOB {day}"] * LINES)), [day]


def inside_text(chance):
    """Within longer texts, not said to be NHS numbers."""
    found = numbers(chance)
    return s.tidy_csv(lines(Remark=[f"discharged, {n} to ward" for n in map(apart, found)])), found


def one_inside_text(chance):
    """One within a longer text, said to be an NHS number."""
    found = numbers(chance, 1)
    texts = [f"transfer of NHS number {found[0]} agreed", *[""] * (LINES - 1)]
    return s.tidy_csv(lines(Remark=texts)), found


def in_utf_16_text(chance):
    """In a csv in letters of two bytes."""
    found = numbers(chance)
    return s.tidy_csv(lines(Ref=found), encoding="utf-16"), found


WAYS = {
    "plain": _column(str),
    "spaced": _column(apart),
    "hyphened": _column(lambda n: apart(n, "-")),
    "dotted": _column(lambda n: apart(n, ".")),
    "with a nought behind": _column(lambda n: f"{n}.0"),
    "with commas": _column(lambda n: f"{int(n):,}"),
    "as a power": _column(lambda n: f"{n[0]}.{n[1:]}E+09"),
    "numeric cells": _in_workbook(int),
    "text cells": _in_workbook(str),
    "spaced cells": _in_workbook(apart),
    "under a heading of ours": _in_workbook(str, "Practice name"),
    "hidden sheet": in_a_sheet_that_is("hide"),
    "very hidden sheet": in_a_sheet_that_is("very_hidden"),
    "pivot": _in_part("xl/pivotCache/pivotCacheRecords1.xml", lambda n: f'<r><n v="{n}"/></r>'),
    "kept of a link": _in_part("xl/externalLinks/externalLink1.xml", lambda n: f"<v>{n}</v>"),
    "kept of a chart": _in_part("xl/charts/chart1.xml", lambda n: f"<c:v>{n}</c:v>"),
    "sheet not listed": _in_part("xl/worksheets/sheet9.xml", lambda n: f"<c><v>{n}</v></c>"),
    "xls numbers": in_xls.column(float),
    "xls texts": in_xls.column(apart),
    **{f.__name__: f for f in (
        in_a_row, far_down, in_comments, in_one_comment, in_properties, in_own_properties,
        in_names, in_a_text_box, in_the_footer, in_a_list_of_choices, in_a_text_that_no_cell_has,
        in_utf_16, in_xls.in_an_old_hidden_sheet, in_xls.in_old_comments, born, born_in_a_remark,
        in_xls.in_one_old_remark, inside_text, one_inside_text,
        in_utf_16_text,
    )},
    **{f"headed {h}": _headed(h) for h in HEADINGS},
    **{f"headed {h} after a title": headed_after_a_title(h) for h in ("NHS number", "Surname")},
    "in a second table": in_a_second_table,
    "xls remarks": in_xls.in_remark(biff.remark),
    "xls remarks in wide letters": in_xls.in_remark(biff.remark, wide=True),
    "xls remarks of Excel 5": in_xls.in_remark(biff.old_note, in_xls.excel_5),
    "born in a remark of an xls": in_xls.born_in_remark(biff.remark),
    "born in a remark of Excel 5": in_xls.born_in_remark(biff.old_note, in_xls.excel_5),
    "much utf-16-be": in_much_utf_16("utf-16-be", b"\xfe\xff"),
    "much utf-16-le": in_much_utf_16("utf-16-le", b"\xff\xfe"),
    "utf-16-be without a mark": in_much_utf_16("utf-16-be", b""),
    "headed in a workbook": _headed("NHS number", s.tidy_xlsx),
}  # fmt: skip


def clean(chance):
    """An activity file with everything that resembles such numbers and is none."""
    count = chance.choice((8, 40, 200))
    contracts = [f"{chance.randrange(10**9, 10**10)}" for _ in range(chance.randint(1, 6))]
    postcodes = {"Y90001": "WD17 1AA", "Y90002": "HP1 3AF"}
    rows = [
        {
            **row,
            "Contract": chance.choice(contracts),
            "Practice telephone": f"0{chance.randrange(10**9, 10**10)}",
            "Contact": f"{chance.choice(('1923', '1442'))}{chance.randrange(200000, 999999)}",
            "UBRN": f"{chance.randrange(10**11, 10**12)}",
            "Line reference": f"{chance.randrange(10**9, 10**10)}",
            "Consultant surname": chance.choice(("Allan", "Moore", "Khan")),
            "Practice postcode": postcodes[row["practice_code"]],
            "Post code": postcodes[row["practice_code"]],
            "actual_cost": f"{chance.uniform(-1e4, 1e7):.2f}",
        }
        for row in lines(count)
    ]
    if chance.random() < 0.5:  # the heading stands over every page
        rows.insert(count // 2, {name: name for name in rows[0]})
    kind = chance.choice((s.tidy_csv, s.tidy_xlsx, in_xls.with_remarks))
    return kind(rows)
