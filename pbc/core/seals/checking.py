"""Comparing everything that is sealed with what is there, and with heads that were kept outside.

It reads by the cursor that it is given and writes nothing, seal by seal: of a table with a million
rows never more than one seal is in memory.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import psycopg2
from django import db

from pbc.core import periods
from pbc.core.seals import heads, purging, rows
from pbc.core.seals.tables import Sealed, sealed_tables

SEALINGS = """
SELECT number, day, said, digest FROM core_sealing
WHERE number > %s AND number <= %s ORDER BY number LIMIT 200
"""
SEALS = """
SELECT s.table_name, s.number, s.sealing_id, s.first_id, s.last_id, s.count, s.columns, s.head,
  encode(sha256(s.marks), 'hex'), g.day
FROM core_seal s LEFT JOIN core_sealing g ON g.number = s.sealing_id
WHERE (s.table_name > %s OR (s.table_name = %s AND s.number > %s)) AND s.sealing_id <= %s
ORDER BY s.table_name, s.number LIMIT 500
"""
WITHOUT_A_SEALING = """
SELECT DISTINCT ON (table_name) table_name, number, first_id FROM core_seal s
WHERE NOT EXISTS (SELECT FROM core_sealing g WHERE g.number = s.sealing_id)
ORDER BY table_name, number
"""
MARKS_OF = "SELECT marks FROM core_seal WHERE table_name = %s AND number = %s"
LINES = "activity_activityline"
LOWEST = -(2**63)  # of the numbers that a row may have
LOCKED_FOR = "10s"  # at the most is a table waited for that somebody else keeps locked
MORE = 10_000  # rows of a seal that are looked at beyond those that it had
LAST_OF = "SELECT max({key}), count(*) FROM {table} WHERE {key} >= %s AND {key} <= %s"


@dataclass(frozen=True)
class Kept:
    """A seal as the database has it; `day` is that of its sealing."""

    table_name: str
    number: int
    sealing_id: int
    first_id: int
    last_id: int
    count: int
    columns: list[str]
    head: str
    marks_digest: str
    day: date | None


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was sealed: where, from which row on, and what it is.

    `row` is the first that is changed, missing or put in; None where that cannot be said.
    """

    table: str
    seal: int | None
    day: date | None
    row: int | None
    what: str

    @property
    def sentence(self):
        of_the_day = f" of {periods.day(self.day)}" if self.day else ""
        seal = f", seal {self.seal}{of_the_day}" if self.seal else of_the_day
        return f"{self.table or 'All tables'}{seal}: {self.what}"


@dataclass(frozen=True)
class Answer:
    """What was looked at, and what is not as it was: of each seal the first. `purged` are the rows
    that are otherwise because two persons had their words removed."""

    sealings: int
    tables: int
    rows: int
    findings: list[Finding]
    purged: int = 0

    @property
    def is_whole(self):
        return not self.findings


def check(cursor, kept=()):
    """Compare all; `kept` are the Lines that were kept outside, read before this is called.

    In a transaction. What is sealed meanwhile is left to the next check.
    """
    look = _Look(cursor, sealed_tables())
    with rows.as_ever(cursor):
        cursor.execute("SELECT coalesce(max(number), 0) FROM core_sealing")
        [look.last] = cursor.fetchone()
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LOCKED_FOR])
        for name, seals in _by_table(look):
            look.tables += 1
            look.heads |= {(one.table_name, one.number): one.head for one in seals}
            with _said(look, name):
                _of_a_table(look, look.table(name), seals)
        with _said(look, LINES):
            _of_lines_without_a_file(look)
        _of_the_sealings(look)
        _against(look, kept)
    return Answer(len(look.sealings), look.tables, look.rows, look.findings, look.purged)


@contextmanager
def _said(look, name):
    """Whatever keeps a table from being compared is found, and the others are compared."""
    look.cursor.execute("SAVEPOINT a_table")
    try:
        yield
    except (psycopg2.Error, db.Error) as fault:
        look.cursor.execute("ROLLBACK TO SAVEPOINT a_table")
        why = str(fault).strip().split("\n")[0]
        look.found(Finding(name, None, None, None, f"cannot be compared: {why}"))
    look.cursor.execute("RELEASE SAVEPOINT a_table")


class _Look:
    """What one check has seen so far."""

    def __init__(self, cursor, known):
        self.cursor, self.known, self.last = cursor, known, 0
        self.tables = self.rows = self.purged = 0
        self.heads = {}  # {(table, number): head} of every seal that is there
        self.sealings = {}  # {number: digest}
        self.broken = set()  # numbers of sealings that do not follow the one before
        self.held = {}  # {(table, seal, what of all tables): Finding}

    def table(self, name):
        """A table that a later version seals no more is compared as it was."""
        if name in self.known:
            return self.known[name]
        is_history = "pgh_id" in rows.columns_of(self.cursor, name)
        return Sealed(name, "pgh_id" if is_history else "id", is_history)

    def has(self, part):
        return self.heads.get((part.table, part.number)) == part.head

    def found(self, finding):
        """Keep of each seal the finding that names the lowest row."""
        key = (finding.table, finding.seal or 0, "" if finding.table else finding.what)
        held = self.held.get(key)
        if held is None or (finding.row or 0) < (held.row or 0):
            self.held[key] = finding

    @property
    def findings(self):
        """By table, and in each from the lowest row on."""
        return sorted(self.held.values(), key=lambda one: (one.table, one.row or 0, one.seal or 0))


def _by_table(look):
    """(table, its seals), the seals read 500 at a time and without their marks."""
    at, number, held = "", 0, []
    while True:
        look.cursor.execute(SEALS, [at, at, number, look.last])
        found = [Kept(*row) for row in look.cursor.fetchall()]
        for one in found:
            if held and held[0].table_name != one.table_name:
                yield held[0].table_name, held
                held = []
            held.append(one)
        if not found:
            break
        at, number = found[-1].table_name, found[-1].number
    if held:
        yield held[0].table_name, held


def _of_a_table(look, table, seals):
    """Find what is not as it was sealed: of each seal the first, so that none hides another."""
    if not rows.columns_of(look.cursor, table.name):
        what = "cannot be compared: the table is there no more"
        look.found(Finding(table.name, None, None, None, what))
        return
    before, since, number = "", LOWEST, 1
    for seal in seals:
        look.rows += seal.count
        if found := _of_a_seal(look, table, seal, before, since, number):
            look.found(found)
        before, since, number = seal.head, seal.last_id, seal.number + 1


def _finding(seal, row, what):
    return Finding(seal.table_name, seal.number, seal.day, row, what)


def _of_a_seal(look, table, seal, before, since, number):
    """What is not as it was among the rows of one seal, or with the seal."""
    cursor = look.cursor
    if seal.number != number:
        row = max(since, 0) + 1
        return _finding(seal, row, f"seal {number} before it is missing, with rows from {row} on")
    missing = set(seal.columns) - set(rows.columns_of(cursor, table.name))
    if missing:
        what = f"the column {min(missing)}, which it holds, is there no more"
        return _finding(seal, seal.first_id, what)
    between = (since, seal.last_id)
    found = rows.digest(cursor, table, seal.columns, between, seal.count + 1)
    differs = found != (seal.count, seal.marks_digest)
    if differs and (odd := _first_row(look, table, seal, between)):
        return odd
    if heads.of_a_seal(before, seal) != seal.head:
        what = "the seal was written anew, and nothing proves its rows from"
        return _finding(seal, seal.first_id, f"{what} {seal.first_id} to {seal.last_id}")
    return None


def _first_row(look, table, seal, between):
    """Name the first row that differs from its mark, and how many more do; None where a purge by
    two persons says of each how it was and how it is."""
    cursor = look.cursor
    cursor.execute(MARKS_OF, [seal.table_name, seal.number])
    sealed = rows.parted(bytes(cursor.fetchone()[0]))
    _, _, _, marks = rows.marks(cursor, table, seal.columns, between, seal.count + MORE)
    there = rows.parted(marks)
    differ = [row for row in sealed.keys() | there.keys() if sealed.get(row) != there.get(row)]
    if not differ:
        return _finding(seal, seal.first_id, "what the seal says of its rows was changed")
    purged = purging.explained(cursor, table, seal.sealing_id, sealed, there)
    look.purged += len(purged)
    differ = [row for row in differ if row not in purged]
    if not differ:
        return None
    row, more = min(differ), len(differ) - 1
    what = "is missing" if row not in there else "was changed" if row in sealed else "was put in"
    return _finding(seal, row, f"row {row} {what}{f', and {more} more are otherwise' * bool(more)}")


def _of_lines_without_a_file(look):
    """Lines are not sealed, as their file is there to compare; a purge takes the file."""
    for delivery in purging.otherwise(look.cursor):
        what = f"lines of delivery {delivery} are not as the purge of its words left them"
        look.found(Finding(LINES, None, None, None, what))


# ---- The sealings, and what was kept of them outside -----------------------------------------


def _of_the_sealings(look):
    """Whether each sealing follows the one before, and names the seals that are there."""
    before, number, named = "", 0, set()
    while lines := _sealings(look, number):
        for line in lines:
            look.sealings[line.number] = line.digest
            named |= {(part.table, part.number) for part in line.parts}
            _look_for(look, line)
            if not _follows(line, before, number):
                look.broken.add(line.number)
                what = f"the sealing {line.number}, or the one before, is gone or was written anew"
                look.found(Finding("", None, line.day, None, what))
            before, number = line.digest, line.number
    for name, seal in sorted(look.heads.keys() - named, reverse=True):
        look.found(Finding(name, seal, None, None, "the seal belongs to no sealing"))
    look.cursor.execute(WITHOUT_A_SEALING)
    for name, seal, row in look.cursor.fetchall():
        look.found(Finding(name, seal, None, row, "the sealing of it is gone"))


def _sealings(look, after):
    look.cursor.execute(SEALINGS, [after, look.last])
    return [
        heads.Line(day, number, digest, said)
        for number, day, said, digest in look.cursor.fetchall()
    ]


def _follows(line, before, number):
    whole = heads.of_a_sealing(before, number=line.number, day=line.day, said=line.said)
    return line.number == number + 1 and line.digest == whole


def _look_for(look, line):
    """Find the seals that a line names; whether all are there."""
    missing = [part for part in line.parts if not look.has(part)]
    for part in missing:
        with _said(look, part.table):
            look.found(_cut(look, part, line.day))
    return not missing


def _cut(look, part, day):
    """A seal that is not there: whether the rows at its end are gone too."""
    table = look.table(part.table)
    names = {"key": rows.quoted(table.key), "table": rows.quoted(table.name)}
    look.cursor.execute(LAST_OF.format(**names), [part.first, part.last])
    last, count = look.cursor.fetchone()
    row, what = part.first, f"nothing proves its rows from {part.first} to {part.last}"
    if last != part.last:
        row = part.first if last is None else last + 1
        what = f"row {row} is missing, with all after it up to {part.last}"
    elif count != part.count:
        what = f"of its {part.count} rows from {part.first} to {part.last} there are {count}"
    return Finding(part.table, part.number, day, row, f"the seal is gone, and {what}")


def _against(look, kept):
    """Compare with what was kept outside: what is cut off at the end is found nowhere else."""
    others = [line for line in kept if look.sealings.get(line.number) != line.digest]
    unsaid = [line for line in others if _look_for(look, line) and line.number not in look.broken]
    if unsaid and not look.broken:
        more = f", nor are {len(unsaid) - 1} more" if len(unsaid) > 1 else ""
        what = f"the sealing {unsaid[0].number} that was kept outside is not what is here{more}"
        look.found(Finding("", None, unsaid[0].day, None, what))
