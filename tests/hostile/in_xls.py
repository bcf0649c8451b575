"""Ways of planting numbers and dates of birth in Excel 97 and Excel 5 workbooks (.xls)."""

from tests.hostile import biff
from tests.hostile.numbers import apart, lines, numbers, table


def book(rows, more=b"", states=()):
    """The bytes of an .xls: `rows` is {name of a sheet: its rows}."""
    sheets = {name: biff.sheet(held, more=more) for name, held in rows.items()}
    return biff.container({"Workbook": biff.stream(sheets, states=states)})


def excel_5(more):
    """A workbook of Excel 5 with some lines, and records behind its cells."""
    said = {"version": biff.EXCEL_5}
    sheets = {"Data": biff.sheet(table(lines()), more=more, **said)}
    return biff.container({"Book": biff.stream(sheets, **said)})


def excel_97(more):
    """The same of Excel 97."""
    return book({"Data": table(lines())}, more)


def column(write):
    """In a column of the sheet."""

    def planted(chance):
        found = numbers(chance)
        return book({"Data": table(lines(Reference=[write(n) for n in found]))}), found

    return planted


def in_an_old_hidden_sheet(chance):
    """In a sheet of an .xls that is very hidden."""
    found = numbers(chance)
    tables = {"Data": table(lines()), "Old": [[float(n)] for n in found]}
    return book(tables, states=(0, 2)), found


def in_old_comments(chance):
    """In remarks of an .xls."""
    found = numbers(chance, 4)
    more = b"".join(
        biff.record(biff.DRAWING) + biff.record(biff.CONTINUE, b"\x00" + apart(n).encode())
        for n in found
    )
    return book({"Data": table(lines())}, more), found


def in_remark(make, book=excel_97, **said):
    """In remarks of an .xls that are cut in the middle of a number."""

    def planted(chance):
        found = numbers(chance, 4)
        more = b"".join(make(f"see {n[:3]} {n[3:5]}", f"{n[5]} {n[6:]}", **said) for n in found)
        return book(more), found

    return planted


def in_one_old_remark(chance):
    """One number in a remark of an .xls, said to be an NHS number."""
    found = numbers(chance, 1)
    return excel_97(biff.remark(f"NHS no. {found[0]}", wide=True)), found


def born_in_remark(make, book=excel_97):
    """A date of birth in a remark, cut in the middle."""

    def planted(chance):
        day = f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(1920, 2005)}"
        return book(make("Mrs X, DO", f"B {day}")), [day]

    return planted


def with_remarks(rows):
    """An .xls with remarks in which nothing is a patient's."""
    said = biff.remark(
        "Ring 01923 ", "244000 about line 4412", "345678, opened 3/5/2006, born of the merger"
    )
    return book({"Data": table(rows)}, said)
