"""Whatever a superuser does to what was sealed, with all guards off, is found and named (S11).

Each tampering is done in a transaction that is taken back, so that all of them meet the same rows.
`PBC_TAMPERINGS` says how many there are, `PBC_SEED` which.
"""

import hashlib
import os
import random
from collections import Counter

import psycopg2
import pytest
from django.db import connection

from pbc.core.models import Seal
from pbc.core.seals import checking, exported, heads, rows, tables
from tests import make
from tests.core.seals.conftest import entries, renamed, rolled_back, seal
from tests.core.seals.meanwhile import HISTORY, LEDGER, other

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = int(os.environ.get("PBC_TAMPERINGS", "200"))
SEED = int(os.environ.get("PBC_SEED", "20070313"))
# How a value of a type becomes another.
OTHERWISE = {
    "int2": "coalesce({0}, 0) + 1",
    "int4": "coalesce({0}, 0) + 1",
    "int8": "coalesce({0}, 0) + 1",
    "numeric": "coalesce({0}, 0) + 0.01",
    "bool": "NOT coalesce({0}, false)",
    "date": "coalesce({0}, '2007-03-13') + 1",
    "timestamptz": "coalesce({0}, '2007-03-13') + interval '1 microsecond'",
    "varchar": "CASE left({0}, 1) WHEN 'z' THEN 'y' ELSE 'z' END || substr({0}, 2)",
    "text": "coalesce({0}, '') || ' '",
    "jsonb": "coalesce({0}, 'null') || '[1]'",
    "uuid": "gen_random_uuid()",
    "_numeric": "{0}[1:11] || {0}[12] + 0.01",
}
COLUMNS = """
SELECT a.attname, t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
"""


class NotToBeDone(Exception):
    """This tampering makes no difference here; another is tried."""


class Tampering:
    """A superuser at one table, and by chance."""

    def __init__(self, cursor, chance):
        self.cursor, self.chance = cursor, chance
        names = sorted({one.table_name for one in Seal.objects.all()})
        self.table = tables.sealed_tables()[chance.choice(names)]
        self.name, self.key = self.table.name, self.table.key
        self.last = Seal.objects.filter(table_name=self.name).order_by("-number")[0].last_id
        self.there = self.ask(
            f'SELECT {self.key} FROM "{self.name}" WHERE {self.key} <= {self.last} ORDER BY 1'
        )

    def ask(self, question, *values):
        self.cursor.execute(question, values)
        return [row[0] for row in self.cursor.fetchall()]

    def do(self, statement, *values):
        self.cursor.execute(statement, values)
        if not self.cursor.rowcount:
            raise NotToBeDone(statement)

    def where(self, row):
        return f'"{self.name}" WHERE {self.key} = {row}'

    # Each does something and returns the first row that is not as it was.

    def edit(self):
        row = self.chance.choice(self.there)
        self.cursor.execute(COLUMNS, [self.name])
        column, kind = self.chance.choice(
            [one for one in self.cursor.fetchall() if one[0] != self.key and one[1] in OTHERWISE]
        )
        otherwise = OTHERWISE[kind].format(f'"{column}"')
        same = f'"{column}" IS NOT DISTINCT FROM {otherwise}' if kind != "uuid" else "false"
        self.do(
            f'UPDATE "{self.name}" SET "{column}" = {otherwise} '
            f"WHERE {self.key} = {row} AND NOT ({same})"
        )
        return row

    def edit_who(self):
        if not self.table.is_history:
            raise NotToBeDone
        row = self.chance.choice(self.there)
        self.do(
            "UPDATE pghistory_context SET metadata = metadata || '{\"user\": 0}' WHERE id = "
            f"(SELECT pgh_context_id FROM {self.where(row)}) AND metadata->>'user' <> '0'"
        )
        context = f"(SELECT pgh_context_id FROM {self.where(row)})"
        return min(
            self.ask(f'SELECT {self.key} FROM "{self.name}" WHERE pgh_context_id = {context}')
        )

    def delete(self):
        row = self.chance.choice(self.there)
        self.do(f"DELETE FROM {self.where(row)}")
        return row

    def insert(self):
        """A row of another's making, before all that there are or in a gap."""
        unused = set(range(self.there[0] - 2, self.last)) - set(self.there)
        row = self.chance.choice(sorted(unused))
        self.do(
            f'INSERT INTO "{self.name}" SELECT c.* FROM "{self.name}" o, jsonb_populate_record(o, '
            f"jsonb_build_object('{self.key}', {row}::bigint)) c "
            f"WHERE o.{self.key} = {self.chance.choice(self.there)}"
        )
        return row

    def swap(self):
        if len(self.there) < 2:
            raise NotToBeDone
        one, another = sorted(self.chance.sample(self.there, 2))
        for was, becomes in ((one, -7), (another, one), (-7, another)):
            self.do(f'UPDATE "{self.name}" SET {self.key} = %s WHERE {self.key} = %s', becomes, was)
        return one

    def cut(self):
        """The last rows, with their seals left."""
        row = self.chance.choice(self.there)
        self.do(f'DELETE FROM "{self.name}" WHERE {self.key} >= {row}')
        return row

    def cut_with_seals(self):
        """The last rows, and every seal of the table that had one of them."""
        row = self.cut()
        self.do(f"DELETE FROM core_seal WHERE table_name = '{self.name}' AND last_id >= {row}")
        return self.earliest(row)

    def cut_with_sealings(self):
        """The last rows, and all sealings since, with the seals of every table."""
        row = self.cut()
        [first] = self.ask(
            f"SELECT min(sealing_id) FROM core_seal WHERE table_name = '{self.name}' "
            f"AND last_id >= {row}"
        )
        self.do(f"DELETE FROM core_seal WHERE sealing_id >= {first}")
        self.do(f"DELETE FROM core_sealing WHERE number >= {first}")
        return self.earliest(row)

    def earliest(self, row):
        """Without its seal a number that was never used is not known from one that is cut: the
        first after the last row that is left of the seal."""
        [first] = Seal.objects.filter(
            table_name=self.name, first_id__lte=row, last_id__gte=row
        ).values_list("first_id", flat=True)
        return max([first, *(one + 1 for one in self.there if first <= one < row)])

    def edit_with_its_seal(self):
        """A row, and what its seal says of it."""
        row = self.edit()
        held = Seal.objects.get(table_name=self.name, first_id__lte=row, last_id__gte=row)
        self.do("UPDATE core_seal SET marks = %s WHERE id = %s", self.marks_of(held), held.pk)
        return held.first_id

    def edit_and_seal_anew(self):
        """A row, and every seal and sealing from there on, as the program would make them."""
        first = self.edit_with_its_seal()
        seal_anew(self.cursor)
        return first

    def marks_of(self, held):
        before = Seal.objects.filter(table_name=self.name, number=held.number - 1).first()
        between = (before.last_id if before else 0, held.last_id)
        with rows.as_ever(self.cursor):
            return rows.marks(self.cursor, self.table, held.columns, between, 10_000)[3]


def seal_anew(cursor):
    """Make the heads of all seals and sealings again of what is there: no secret is needed."""
    cursor.execute(checking.SEALS.replace("LIMIT 500", ""), ["", "", 0, 10_000])
    parts, before = {}, {}
    for one in [checking.Kept(*row) for row in cursor.fetchall()]:
        head = heads.of_a_seal(before.get(one.table_name, ""), one)
        where = "WHERE table_name = %s AND number = %s"
        cursor.execute(
            f"UPDATE core_seal SET head = %s {where}", [head, one.table_name, one.number]
        )
        before[one.table_name] = head
        said = (one.table_name, one.number, one.first_id, one.last_id, one.count, head)
        parts.setdefault(one.sealing_id, []).append(str(heads.Part(*said)))
    cursor.execute("SELECT number, day FROM core_sealing ORDER BY number")
    digest = ""
    for number, day in cursor.fetchall():
        said = " ".join(parts.get(number, []))
        digest = heads.of_a_sealing(digest, number=number, day=day, said=said)
        change = "UPDATE core_sealing SET said = %s, digest = %s WHERE number = %s"
        cursor.execute(change, [said, digest, number])


WAYS = (
    *("edit", "edit_who", "delete", "insert", "swap", "cut", "cut_with_seals"),
    *("cut_with_sealings", "edit_with_its_seal", "edit_and_seal_anew"),
)


def plain():
    """Three nights of a practice that is renamed, and of its budget."""
    for night in range(3):
        practice = make.practice(f"Fernville {night}")
        entries(practice, 6)
        renamed(practice, f"Surgery {night}", f"The Surgery {night}")
        seal()


def late():
    """The same with numbers that are never used, and with rows that commit after the seal."""
    practice, another = make.practice("Fernville"), make.practice("Parkbury")
    entries(practice, 3)
    seal()
    for night in range(3):
        rolled_back(practice)
        entries(practice, 2)
        commit = other(work, another, night)
        entries(practice, 2)
        seal(patience=0)
        commit()
        seal()


def work(practice, night):
    """What somebody does in one transaction that takes long."""
    entries(practice, 2)
    renamed(practice, f"Surgery {night}")


def first_of_each(answer):
    """{table: the finding that names its lowest row}."""
    return {one.table: one for one in reversed(answer.findings)}


@pytest.mark.parametrize("world", [plain, late])
def test_each_of_many_tamperings_of_a_superuser_is_found_and_its_first_row_named_s11(
    world, superuser, outside
):
    world()
    kept = heads.read(outside.read_text().splitlines())
    chance, done = random.Random(f"{SEED} {world.__name__}"), Counter()
    assert checking.check(superuser, kept).is_whole

    while done.total() < NUMBER // 2:
        way = WAYS[done.total() % len(WAYS)]
        superuser.connection.rollback()
        tampering = Tampering(superuser, chance)
        try:
            row = getattr(tampering, way)()
        except (NotToBeDone, psycopg2.IntegrityError, psycopg2.DataError):
            continue
        found = first_of_each(checking.check(superuser, kept))
        assert tampering.name in found, (way, tampering.name, row)
        assert found[tampering.name].row == row, (way, found[tampering.name])
        assert str(row) in found[tampering.name].sentence
        done[way] += 1
    superuser.connection.rollback()
    assert checking.check(superuser, kept).is_whole
    assert len(done) == len(WAYS)


def test_the_tail_is_found_cut_off_after_the_next_night_too_s11(superuser, outside):
    """What is sealed after the cut does not hide it: the line outside is another."""
    plain()
    last = max(Seal.objects.filter(table_name=LEDGER).values_list("last_id", flat=True))
    superuser.execute(f"DELETE FROM {LEDGER} WHERE id > {last - 2}")
    superuser.execute("DELETE FROM core_seal WHERE sealing_id = 3")
    superuser.execute("DELETE FROM core_sealing WHERE number = 3")
    superuser.connection.commit()

    seal()

    found = first_of_each(checking.check(superuser, exported.read(outside)))
    assert found[LEDGER].row == last - 1
    assert f"row {last - 1} is missing, with all after it up to {last}" in found[LEDGER].what


def test_without_heads_kept_outside_a_tail_cut_with_its_sealings_is_not_found(superuser):
    """Why the heads leave the database: nothing inside can tell."""
    plain()
    last = max(Seal.objects.filter(sealing_id=2).values_list("last_id", flat=True))
    for name in {one.table_name for one in Seal.objects.all()}:
        table = tables.sealed_tables()[name]
        before = Seal.objects.filter(table_name=name, sealing_id__lt=3).order_by("-number").first()
        superuser.execute(
            f'DELETE FROM "{name}" WHERE {table.key} > {before.last_id if before else 0}'
        )
    superuser.execute("DELETE FROM core_seal WHERE sealing_id = 3")
    superuser.execute("DELETE FROM core_sealing WHERE number = 3")

    assert last
    assert checking.check(superuser).is_whole


def test_a_million_rows_are_not_held_in_memory(superuser):
    """Seal by seal, each of which is hashed where the rows are: the marks stay there too."""
    plain()
    asked = []

    class Listening:
        def execute(self, statement, values=None):
            asked.append(statement)
            superuser.execute(statement, values)

        def __getattr__(self, name):
            return getattr(superuser, name)

    assert checking.check(Listening()).is_whole
    assert not any("SELECT marks" in statement for statement in asked)
    assert all("LIMIT" in statement for statement in asked if f'"{LEDGER}" r' in statement)


def test_the_rows_of_a_history_are_sealed_with_who_and_which_deed_h01():
    practice = make.practice()
    renamed(practice, "Fernville")
    seal()
    held = Seal.objects.get(table_name=HISTORY)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT pgh_id, c.metadata->>'deed' FROM {HISTORY} e JOIN pghistory_context c "
            "ON c.id = e.pgh_context_id ORDER BY 1 DESC LIMIT 1"
        )
        row, deed = cursor.fetchone()
        cursor.execute(f"SELECT * FROM {HISTORY} WHERE pgh_id = {row}")
        values = dict(zip([one[0] for one in cursor.description], cursor.fetchone(), strict=True))

    assert deed == "change_practice"
    assert set(held.columns) == set(values)
    assert rows.parted(bytes(held.marks))[row] != hashlib.sha256(b"").digest()
