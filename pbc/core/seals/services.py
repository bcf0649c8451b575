"""To seal what came since, and to write down what a check found."""

import hashlib
from typing import NamedTuple

from django.db import connection

from pbc.core import clock, leases
from pbc.core.deeds import deed
from pbc.core.models import Seal, SealCheck, Sealing
from pbc.core.seals import exported, heads, rows, settled
from pbc.core.seals.checking import check
from pbc.core.seals.tables import sealed_tables

AT_ONCE = 10_000  # rows of a seal
OF_A_SEALING = 500_000  # rows: what a worker hashes well within its time
SHOWN = 20  # of what a check found
LAST_SEALS = """
SELECT DISTINCT ON (table_name) table_name, number, last_id, head
FROM core_seal ORDER BY table_name, number DESC
"""


class Last(NamedTuple):
    """The last seal of a table, as far as the next one goes on from it."""

    number: int
    last_id: int
    head: str


NONE_YET = Last(0, 0, "")


class UnderWay(Exception):
    """Somebody else is sealing at this moment; the text says so."""


@deed
def seal_tables(*, by, quiet=settled.QUIET, patience=settled.PATIENCE):
    """Seal the rows that came since the last sealing, and export the heads after the commit.

    Return the Sealing and whether rows are left for another. Raises UnderWay.
    """
    if not leases.only_one("seals"):
        raise UnderWay("Somebody else is sealing at this moment")
    before = Sealing.objects.order_by("-number").first() or Sealing(number=0, digest="")
    number = before.number + 1
    with connection.cursor() as cursor, rows.as_ever(cursor):
        made, is_left = _seals(cursor, number, quiet, patience)
    day = clock.now().astimezone(clock.LONDON).date()
    what = {"number": number, "day": day, "said": heads.said_of(made)}
    sealing = Sealing.objects.create(**what, digest=heads.of_a_sealing(before.digest, **what))
    Seal.objects.bulk_create(made, batch_size=10)  # a seal may have 400 kB of marks
    exported.export(sealing, by=by)
    return sealing, is_left


def _seals(cursor, sealing, quiet, patience):
    """The seals to be made, and whether there is more than fits into one sealing."""
    tables = sealed_tables()
    cursor.execute(LAST_SEALS)
    last = {name: Last(number, at, head) for name, number, at, head in cursor.fetchall()}
    since = {name: one.last_id for name, one in last.items()}
    bounds = settled.bounds(cursor, tables, since, quiet=quiet, patience=patience)
    made, room = [], OF_A_SEALING
    for name, bound in bounds.items():
        before = last.get(name, NONE_YET)
        while before.last_id < bound and (
            one := _seal(cursor, tables[name], before, bound, sealing)
        ):
            made.append(one)
            before, room = one, room - one.count
            if room <= 0:
                return made, True
    return made, False


def _seal(cursor, table, before, bound, sealing):
    """A seal of as many rows as fit into one; None where there are none."""
    columns, between = rows.columns_of(cursor, table.name), (before.last_id, bound)
    count, first, last, marks = rows.marks(cursor, table, columns, between, AT_ONCE)
    if not count:
        return None
    one = Seal(
        sealing_id=sealing,
        table_name=table.name,
        number=before.number + 1,
        first_id=first,
        last_id=last,
        count=count,
        columns=columns,
        marks=marks,
    )
    one.marks_digest = hashlib.sha256(marks).hexdigest()
    one.head = heads.of_a_seal(before.head, one)
    return one


@deed
def check_seals(*, by):
    """Compare everything that is sealed with what is there, and with the heads kept outside, and
    write down what was found."""
    kept, where, fault = exported.kept()
    with connection.cursor() as cursor:
        answer = check(cursor, kept)
    found = [*filter(None, [fault]), *(one.sentence for one in answer.findings)]
    if (more := len(found) - SHOWN) > 0:
        found[SHOWN:] = [f"And {more} more, which manage.py verify_seals names"]
    return SealCheck.objects.create(
        sealings=answer.sealings,
        tables=answer.tables,
        rows=answer.rows,
        compared_to=where[:300],
        found=found,
        purged=answer.purged,
    )
