"""Rows of a file as text, by what their columns mean, each with its address."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

BEYOND = "beyond"  # what stands in a line of a csv beyond its last heading


@dataclass
class Total:
    """A total that the file states, and the rows that it should add up.

    In a report it may begin at another of `starts` instead, and `of_totals` stands below one.
    """

    sheet: str | None
    row: int
    cell: str
    label: str
    text: str  # as given
    role: str  # which measure it adds up
    members: np.ndarray  # rows, by their number in the part, later in the file
    is_grand: bool = False
    of_totals: bool = False
    starts: np.ndarray = field(default_factory=lambda: np.array([], dtype=int))
    unit: str = "pounds"


@dataclass
class Note:
    """Something to say of a place in the file that is not about the figures of a row."""

    severity: str
    code: str
    message: str
    fix: str
    sheet: str | None = None
    row: int | None = None
    cell: str | None = None
    count: int = 1


@dataclass
class Part:
    """Rows of one sheet."""

    sheet: str | None
    texts: dict  # role -> text of every row
    rows: np.ndarray  # row of the sheet
    letters: dict  # role -> letters of its column, or one for every row
    headings: dict  # role -> heading as given
    units: dict = field(default_factory=dict)  # role -> unit of money
    role_rows: dict = field(default_factory=dict)  # role -> row of the sheet, where roles differ
    totals: list = field(default_factory=list)
    ignored: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def __len__(self):
        return len(self.rows)

    def address(self, role, number):
        """Row and cell of what a row says under a heading."""
        rows = self.role_rows.get(role, self.rows)
        letters = self.letters.get(role, "")
        column = letters if isinstance(letters, str) else letters[number]
        row = int(rows[number])
        return (row, f"{column}{row}") if column and row else (int(self.rows[number]), None)

    def cells(self, role):
        """The cell of every row under one heading, as text."""
        letters = self.letters.get(role, "")
        column = pa.scalar(letters) if isinstance(letters, str) else pa.array(letters)
        rows = pa.array(self.role_rows.get(role, self.rows)).cast(pa.string())
        return pc.binary_join_element_wise(column, rows, "")


@dataclass
class Raw:
    """All rows of a file."""

    parts: list

    def __post_init__(self):
        self.starts = np.cumsum([0] + [len(part) for part in self.parts])

    def __len__(self):
        return int(self.starts[-1])

    def roles(self):
        """Everything that some part has a column for."""
        return {role for part in self.parts for role in part.texts}

    def text(self, role):
        """What every row says under a heading; blank where its sheet has no such column."""
        return pa.concat_arrays(
            [p.texts.get(role, pa.nulls(len(p), pa.string())) for p in self.parts]
        )

    def place(self, number):
        """The part in which a row of the file stands, and its number there."""
        part = int(np.searchsorted(self.starts, number, side="right")) - 1
        return self.parts[part], int(number - self.starts[part])

    def places(self, numbers, role):
        """Some rows, in order, each with its sheet, row and cell under a heading."""
        parts = np.searchsorted(self.starts, numbers, side="right") - 1
        for number, part in zip(numbers.tolist(), parts.tolist(), strict=True):
            held = self.parts[part]
            yield number, (held.sheet, *held.address(role, number - int(self.starts[part])))

    def sheets(self):
        """The sheet of every row, blank for a csv."""
        return pa.concat_arrays(
            [pa.repeat(pa.scalar(p.sheet or "", pa.string()), len(p)) for p in self.parts]
        )

    def rows(self):
        """The row of every row in its sheet."""
        return np.concatenate([p.rows for p in self.parts])

    def cells(self, role):
        """The cell of every row under one heading."""
        return pa.concat_arrays([p.cells(role) for p in self.parts])

    def totals(self):
        """Totals that the file states, with their members numbered over the whole file."""
        for start, part in zip(self.starts, self.parts, strict=False):
            for total in part.totals:
                total.members, total.starts = total.members + start, total.starts + start
                total.unit = part.units.get(total.role, "pounds")
                yield total
