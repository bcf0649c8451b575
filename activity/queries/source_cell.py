"""From a row to the cell it came from: that corner of the sender's own sheet (I02).

What is drawn is what the person may open: rows of other practices never leave the file, nor do
titles and totals of a sheet that speaks of others too.
"""

import hashlib
import json
import re
import tempfile
import threading
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from activity.ingest import child
from activity.ingest.cells import column_number
from activity.models import ActivityLine, InForce, ParkedRow, Submission
from activity.queries import purges
from activity.queries.lines import PAGE
from activity.storage import stored_at
from pbc.core import access

CORNER, MOST_SECONDS = "activity.ingest.corner", 20  # somebody waits for the page
AROUND = 5  # rows shown above the cell and below it
FIGURE = re.compile(r"[(£-]*\d[\d,]*(\.\d+)?\)?%?")
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
GONE = "The file is no longer kept, so its sheet cannot be drawn. The row and its cell stay known."
CHANGED = (
    "The file that is kept is not the one that was sent, so it is not drawn. Tell whoever runs "
    "this site."
)
BUSY = "Others are looking into files just now. Load this page again in a moment."
FAILED = "This file is too large to be drawn here. The cell is where it says."
one_at_a_time = threading.BoundedSemaphore(1)  # a child may hold half a gigabyte


@dataclass(frozen=True)
class Wanted:
    """A cell, and what of the rows round it the person may see."""

    submission: Submission
    sheet: str
    cell: str
    column: int
    row: int
    rows: list[int]
    withheld: bool
    taken: frozenset[int]  # rows that hold somebody's figures and may not be shown

    @property
    def place(self):
        """Where the cell stands, in words."""
        return place(self.sheet, self.cell)

    @property
    def file_name(self):
        """What the file was called by who sent it."""
        return self.submission.delivery.file_name

    @property
    def received_on(self) -> date:
        """The day on which it came."""
        return self.submission.delivery.received_on


@dataclass(frozen=True)
class Cell:
    """A cell of the corner; `is_it` marks that of the figure."""

    text: str
    is_it: bool

    @property
    def is_figure(self):
        """Whether it looks like a number, as its sender wrote it: such stand to the right."""
        return bool(FIGURE.fullmatch(self.text.strip()))


@dataclass(frozen=True)
class Row:
    """A row of the corner, with its number in the sheet."""

    number: int
    is_heading: bool
    is_hidden: bool
    cells: list[Cell]


@dataclass(frozen=True)
class Corner:
    """A few rows and columns of a sheet; without any, `why_not` says why."""

    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    why_not: str = ""

    @property
    def text(self):
        """What the cell of the figure holds."""
        return next((cell.text for row in self.rows for cell in row.cells if cell.is_it), "")


def place(sheet, cell):
    """Where a cell stands in its file, in words: sheet “E82713”, cell F41."""
    return f"sheet “{sheet}”, cell {cell}" if sheet else f"cell {cell}"


def cell_url(submission, sheet, cell):
    """The address of the corner of a sheet round a cell; "" where a row has no cell."""
    if not cell:
        return ""
    url = f"{_cells_of(submission)}{quote(cell)}/"
    asked = _of_sheet(sheet) if sheet else ""
    return f"{url}{asked}#cell"  # on a phone the cell may stand far to the right of its sheet


@lru_cache(1000)
def _of_sheet(sheet):
    """What an address says of a sheet: a page has many cells of one."""
    return f"?{urlencode({'sheet': sheet})}"


@lru_cache(1000)
def _cells_of(submission):
    """What the addresses of a file's cells begin with: a page has many of them."""
    return reverse("activity:source-cell", args=[submission, "A1"]).removesuffix("A1/")


def wanted(user, submission, sheet, cell):
    """The cell of a row that the user may open, or None where there is none.

    What is not published is seen by those alone who may see the file.
    """
    address = ADDRESS.fullmatch(cell)
    found = Submission.objects.filter(pk=submission).select_related("delivery").first()
    if not address or not found or not _is_open(user, found):
        return None
    row, theirs = int(address[2]), _may_open(user)
    of_sheet = [rows.filter(sheet=sheet) for rows in _rows_of(found)]
    if not any(rows.filter(theirs, cell=cell).exists() for rows in of_sheet):
        return None
    near = range(max(1, row - AROUND), row + AROUND + 1)
    closed = {n for rows in of_sheet for n in _numbers(rows.exclude(theirs), near)}
    opened = {n for rows in of_sheet for n in _numbers(rows.filter(theirs), near)}
    shared = any(rows.exclude(theirs).exists() for rows in of_sheet)
    shown = (opened | {row}) - closed if shared else set(near)
    return Wanted(
        *(found, sheet, cell, column_number(address[1]), row),
        rows=sorted(shown),
        withheld=shared,
        taken=frozenset(closed),
    )


def _is_open(user, submission):
    was_published = InForce.objects.filter(submission=submission).exists()
    return was_published or Submission.objects.visible_to(user).filter(pk=submission.pk).exists()


def _rows_of(submission):
    lines = ActivityLine.objects.filter(submission_id=submission.pk)
    return lines, ParkedRow.objects.filter(submission=submission)


def _may_open(user):
    """Rows of practices of theirs, and all rows of localities of theirs."""
    reach = access.reach(user, PAGE)
    if reach.everything:
        return ~Q(pk__in=())  # an empty Q would exclude nothing where it is turned round
    return Q(locality_id__in=reach.localities) | Q(practice_id__in=reach.practices)


def _numbers(rows, near):
    return rows.filter(row__in=near).values_list("row", flat=True)


def corner(wanted, user):
    """Draw the corner from the kept file, in a child inside its limits; `user` is who reads it."""
    path = stored_at(wanted.submission.delivery)
    if not path.exists():
        told = purges.told(wanted.submission.delivery, user)
        return Corner(why_not=told.sentence if told else GONE)
    if _digest(path) != wanted.submission.delivery.sha256:
        return Corner(why_not=CHANGED)
    if not one_at_a_time.acquire(timeout=5):
        return Corner(why_not=BUSY)
    try:
        return _corner(wanted, _look(path, wanted))
    except child.Killed:
        return Corner(why_not=FAILED)
    except child.Refused as refusal:
        return Corner(why_not=FAILED if str(refusal) == child.TOO_MUCH else f"{refusal}.")
    finally:
        one_at_a_time.release()


def _digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _look(path, wanted):
    room = Path(settings.PBC_VAR) / "reading"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    asked = {"sheet": wanted.sheet, "rows": wanted.rows, "column": wanted.column}
    with tempfile.TemporaryDirectory(dir=room, prefix="look-") as folder:
        found = child.apart(CORNER, path, asked, into=folder, most=MOST_SECONDS)
        return json.loads((found / "result.json").read_text(encoding="utf-8"))


def _corner(wanted, drawn):
    """What was drawn, less a heading that turns out to be a row of somebody else's."""
    rows = [
        Row(
            number,
            number == drawn["heading"],
            number in drawn["hidden"],
            [
                Cell(text, f"{letters}{number}" == wanted.cell)
                for letters, text in zip(drawn["columns"], texts, strict=True)
            ],
        )
        for number, texts in drawn["rows"]
        if number not in wanted.taken
    ]
    return Corner(drawn["columns"], rows)
