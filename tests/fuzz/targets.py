"""What is fuzzed: one function each that takes any bytes and raises nothing but Refused."""

import io
import zipfile
from contextlib import suppress

from activity.ingest import archive, biff, guard, scan, separated, workbook
from activity.ingest.nhs_numbers import Tally, masked
from activity.ingest.refused import Refused

ENDS = ("xlsx", "xls", "csv")


class Bytes:
    """Bytes in the place of a path, and of an archive with one part."""

    def __init__(self, content):
        self.content = content

    def read_bytes(self):
        """All of them, as of a file."""
        return self.content

    def read(self, name):
        """All of them, as of a part."""
        return self.content

    def open(self, name):
        """The part, to read in pieces."""
        return io.BytesIO(self.content)

    def namelist(self):
        """A workbook and one sheet."""
        return ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/externalLinks/_rels/a.rels"]


def magic(content):
    """The kind of a file by its first bytes."""
    with suppress(Refused):
        assert guard.kind_by(content[: guard.HEAD]) in ENDS


def directory(content):
    """The structure of an archive, and all its bytes. What passes, zipfile must be able to read."""
    with suppress(Refused):
        archive.check_file(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            assert held.testzip() is None


def sheet(content):
    """The scan of a sheet."""
    with suppress(Refused):
        found = scan.scan(Bytes(content), "xl/worksheets/sheet1.xml")
        assert all(row > 0 and column > 0 for row, column in found.errors)


def contents(content):
    """The list of sheets."""
    with suppress(Refused):
        workbook.contents(Bytes(content))


def text(content):
    """A csv: its records, told apart."""
    with suppress(Refused):
        columns = separated.read_text(Bytes(content))
        assert len({len(column) for column in columns}) == 1


def excel_97(content):
    """An .xls, from its sectors to its cells."""
    with suppress(Refused):
        list(biff.sheets(Bytes(content)))


def numbers(content):
    """NHS numbers in any text; masking leaves none."""
    words = content.decode("utf-8", errors="replace")
    held = Tally()
    held.add(words)
    held.are_of_patients()
    masked(words)


TARGETS = {f.__name__: f for f in (magic, directory, sheet, contents, text, excel_97, numbers)}
