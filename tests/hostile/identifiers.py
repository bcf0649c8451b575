"""Activity files with the numbers, dates and names of patients planted in them, and clean ones.

Each way of planting takes a random.Random and returns (bytes, the values planted). Numbers are
drawn, so they are nobody's by intent; those of an even share pass the check of NHS numbers.
"""

from activity.ingest.nhs_numbers import passes
from tests import spreadsheets as s
from tests.hostile import biff
from tests.hostile.packing import Entry, entries, packed, with_part, with_text

LINES = 12
TABLE = ("period", "locality", "practice_code", "pod", "budget", "actual_cost")


def nhs_number(chance):
    """A number of ten digits that passes the check."""
    while True:
        digits = f"{chance.choice('4679')}{chance.randrange(10**9):09}"
        if passes(digits):
            return digits


def numbers(chance, count=LINES):
    """Some different NHS numbers."""
    return list({nhs_number(chance) for _ in range(count + 3)})[:count]


def apart(digits, mark=" "):
    """A number in groups."""
    return f"{digits[:3]}{mark}{digits[3:6]}{mark}{digits[6:]}"


def lines(count=LINES, **columns):
    """Lines of the tidy layout, with a column more for each list that is given."""
    codes = ("Y90001", "Y90002")
    return [
        s.line(practice_code=codes[n % 2], **{name: values[n] for name, values in columns.items()})
        for n in range(count)
    ]


def _book(fill=None, **columns):
    """A workbook of some lines, to which a function adds what it likes."""

    def all_of_it(book):
        sheet = book.add_worksheet("Data")
        for row, values in enumerate(_table(lines(**columns))):
            sheet.write_row(row, 0, values)
        if fill:
            fill(book, sheet)

    return s.workbook(all_of_it)


def _table(rows):
    return [list(rows[0]), *(list(row.values()) for row in rows)]


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


# In Excel 97.
def _old(rows, more=b"", states=()):
    sheets = {name: biff.sheet(table, more=more) for name, table in rows.items()}
    return biff.container({"Workbook": biff.stream(sheets, states=states)})


def _old_column(write):
    def planted(chance):
        found = numbers(chance)
        return _old({"Data": _table(lines(Reference=[write(n) for n in found]))}), found

    return planted


def in_an_old_hidden_sheet(chance):
    """In a sheet of an .xls that is very hidden."""
    found = numbers(chance)
    tables = {"Data": _table(lines()), "Old": [[float(n)] for n in found]}
    return _old(tables, states=(0, 2)), found


def in_old_comments(chance):
    """In remarks of an .xls."""
    found = numbers(chance, 4)
    more = b"".join(
        biff.record(biff.DRAWING) + biff.record(biff.CONTINUE, b"\x00" + apart(n).encode())
        for n in found
    )
    return _old({"Data": _table(lines())}, more), found


# By their headings.
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
    "xls numbers": _old_column(float),
    "xls texts": _old_column(apart),
    **{f.__name__: f for f in (
        in_a_row, far_down, in_comments, in_one_comment, in_properties, in_own_properties,
        in_names, in_a_text_box, in_the_footer, in_a_list_of_choices, in_a_text_that_no_cell_has,
        in_utf_16, in_an_old_hidden_sheet, in_old_comments, born, inside_text, one_inside_text,
        in_utf_16_text,
    )},
    **{f"headed {h}": _headed(h) for h in HEADINGS},
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
    kind = chance.choice((s.tidy_csv, s.tidy_xlsx, lambda table: _old({"Data": _table(table)})))
    return kind(rows)
