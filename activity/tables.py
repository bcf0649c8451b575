"""The tables of files as they are taken away (B11, B22)."""

from activity.models import State
from activity.queries.changes import named_lines
from activity.queries.submissions import rows
from pbc.core import money, periods
from pbc.core.exports import Column, Fact, Kind, Table

A_TIME = 2000  # rows named at once
CHANGES = [
    Column("Practice", Kind.NAME),
    Column("Difference", Kind.MONEY),
    Column("Before", Kind.MONEY),
    Column("After", Kind.MONEY),
    Column("Month", Kind.COUNT),
    Column("Name"),
    Column("Hospital", Kind.NAME),
    Column("Kind of care"),
    Column("Specialty"),
]
FILES = [
    Column("Submission", Kind.COUNT),
    Column("File", Kind.NAME),
    Column("Sent in by", Kind.NAME),
    Column("Received", Kind.DAY),
    Column("State"),
    Column("Covers", Kind.NAME),
    Column("Rows", Kind.COUNT),
    Column("Money", Kind.MONEY),
]


def of_changes(changes, lines):
    """The lines that differ between two versions, largest difference first, and their sum."""
    named = (line for some in _batches(lines) for line in named_lines(some))
    total = ("All lines that differ", changes.difference, changes.lines_before, changes.lines_after)
    return Table("Lines that differ", CHANGES, map(_change, named), (*total, *[None] * 5))


def facts_of_changes(changes):
    """What to know of the lines that differ: which two versions, who sent them and when."""
    return [
        Fact("In words", changes.heading),
        Fact("Covers", changes.scope),
        *(Fact("Before", _version(version)) for version in changes.before),
        Fact("After", _version(changes.after)),
        Fact("Money", "Pounds and pence. Plus is more than before"),
    ]


def of_files(submissions):
    """Every file of the list, newest first."""
    named = (row for some in _batches(submissions) for row in rows(some))
    return Table("Files", FILES, map(_file, named))


def _batches(found):
    """A query in pieces, each small enough to name."""
    for start in range(0, found.count(), A_TIME):
        yield found[start : start + A_TIME]


def _change(line):
    return (
        line.practice or "Unassigned",
        line.difference,
        "not there" if line.before is None else line.before,
        "not there" if line.after is None else line.after,
        line.month,
        periods.month_name(line.month),
        line.provider,
        line.point_of_delivery,
        line.specialty,
    )


def _version(version):
    return (
        f"Submission {version.number}, {version.file_name}, from {version.sent_by} on "
        f"{periods.day(version.received_at)}: {money.pence(version.total)}"
    )


def _file(row):
    return (
        row.number,
        row.file_name,
        row.sent_by,
        row.received_at,
        State(row.state).label,
        row.covers,
        row.rows,
        row.money,
    )
