"""Everything found in a file, row by row and as a whole, until it is written out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from activity.ingest.parts import Note


@dataclass
class Finding:
    """One kind of problem in some rows."""

    severity: str
    code: str
    role: str  # the column that the offending cell stands in
    numbers: np.ndarray  # rows, counted over the file
    say: Callable  # from the number of a row to a sentence
    fix: str


class Findings:
    """Problems of the rows of a file. A row is parked for the first thing found wrong with it."""

    def __init__(self, size):
        self.parked = np.zeros(size, dtype=bool)
        self.explained = np.zeros(size, dtype=bool)  # rows of which one reason explains the others
        self.reasons = np.zeros(size, dtype=np.int16)  # number of the code in `codes`
        self.offending = {}  # role -> rows whose cell there cannot be used
        self.codes = [""]
        self.rows = []
        self.notes = []

    @property
    def sound(self):
        """Rows that nothing was found to be wrong with."""
        return ~self.parked

    def park(self, code, role, mask, say, fix):
        """Keep rows out until somebody settles them."""
        numbers = np.flatnonzero(mask & ~self.explained)
        if not len(numbers):
            return
        self.codes.append(code)
        self.reasons[numbers[~self.parked[numbers]]] = len(self.codes) - 1
        self.parked[numbers] = True
        self.offending[role] = self.offending.get(role, np.zeros(len(mask), dtype=bool)) | mask
        self.rows.append(Finding("parked", code, role, numbers, say, fix))

    def warn(self, code, role, mask, say, fix):
        """Say something of rows that count all the same."""
        numbers = np.flatnonzero(mask)
        if len(numbers):
            self.rows.append(Finding("warning", code, role, numbers, say, fix))

    def note(self, code, message, fix, *, count=1, **where):
        """Warn of something that is not one row's."""
        self.notes.append(Note("warning", code, message, fix, count=count, **where))

    def usable(self, role, size):
        """Rows whose cell in a column was not found to be wrong already."""
        return ~self.offending.get(role, np.zeros(size, dtype=bool))

    def reason(self, number):
        """Code of what a row is parked for."""
        return self.codes[self.reasons[number]]
