"""What recognising finds: a sheet that comes near a layout, and what a whole file was taken for."""

from dataclasses import dataclass, field

from activity.ingest.cells import column_letters
from activity.ingest.parts import Raw
from activity.ingest.sheets import Heading


@dataclass
class Candidate:
    """A sheet that has a heading: the layout that it comes nearest to, and what it lacks."""

    heading: Heading
    layout: str
    missing: list
    not_understood: list
    month: tuple | None = None  # of a report

    @property
    def sheet(self):
        """The sheet."""
        return self.heading.sheet


@dataclass
class Recognised:
    """What a file was recognised as; without a layout, somebody has to map its headings."""

    layout: str | None
    raw: Raw | None = None
    headings: dict = field(default_factory=dict)
    skipped: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    unit: str = "pounds"


def name_of(column):
    """A column by its heading, or by its letters."""
    return column.text or f"column {column_letters(column.number + 1)}, without a heading"


def listed(sheet):
    """A sheet as it is named among those that were skipped."""
    return f"{sheet.name} (hidden)" if sheet.hidden else sheet.name
