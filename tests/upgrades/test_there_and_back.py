"""R9: every migration goes forward and back on full data, and what the last release knew stands."""

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import psycopg2

from pbc.embedded import postgres
from tests.upgrades import releases, rows, squawk
from tests.upgrades.conftest import as_owner

TIMES = 5  # that all of it was read and written while the migrations ran, at the least
FEWEST = 120  # tables into which the site writes
# No migration of ours is at them, and the site writes none. A test on empty ones would say nothing.
NOBODYS = {"account_emailaddress", "account_emailconfirmation", "auth_group_permissions"}
# A year that is opened later has this index too, under the name that PostgreSQL gives it.
NAMED_BY_POSTGRESQL = re.compile(
    r"(activity_activityline_\d+)_actual_cost_submission_id_row_id_idx"
)
# What locks a table as any writing does. Rows are made in one alone: `lost` compares the others.
MAY_WRITE = "SELECT t FROM unnest(%s) t WHERE has_table_privilege(quote_ident(t), 'INSERT')"
WRITTEN = 'INSERT INTO "{table}" ("{column}") SELECT "{column}" FROM "{table}" LIMIT 0'
USED = "UPDATE core_person SET last_name = last_name WHERE id = (SELECT min(id) FROM core_person)"


def test_the_way_back_to_the_last_release_and_forward_again_changes_no_row_r9(county_site):
    before, columns, whole = *look(county_site), schema_of(county_site)

    steps = taken_back(county_site)
    at_release, its_columns = look(county_site)
    uses, refused = forward_while_it_is_used(county_site, its_columns)
    after, _ = look(county_site)

    print(f"\n{len(steps)} migrations, {len(columns)} tables, {uses} times each")
    assert empty(before) == NOBODYS
    assert {one["migration"]: amiss(one) for one in steps if amiss(one)} == {}
    loses = {one["migration"]: one["loses"] for one in steps if one["loses"]}
    assert loses == releases.lost_going_back()
    assert may_not_be_left_out(its_columns, columns) == []
    assert (refused, uses >= TIMES) == ([], True)
    assert squawk.of_what_was_sent(steps) == releases.found_and_meant()
    known = {one: value for one, value in before.items() if one in at_release}
    assert lost(known, after, steps) == lost(at_release, after, steps) == set()
    assert schema_of(county_site) == whole
    assert json.loads(county_site("recompute", "--json"))["differences"] == 0


def taken_back(site, *how_far):
    """Undo each migration, make it again and undo it: what became of the rows each time."""
    said = as_owner(site, "tests.upgrades.there_and_back", *how_far)
    return [json.loads(line) for line in said.splitlines()]


def amiss(step):
    """What of a migration is not as it was, and not as docs/releases.toml says: each loss that is
    not declared, and each declaration that is not needed."""
    of = step["migration"].split()
    emptied = {one.split(".")[0] for one in step["lost"]}
    found = {
        "lost": emptied ^ {*releases.deleted_by(*of)},
        "refused": bool(step["refused"]) != bool(releases.put_by_before(*of)),
        "went with no row in it": step["untried"],
        "columns": not step["columns are back"],
        "made otherwise": step["made otherwise"],
    }
    return {what: one for what, one in found.items() if one}


def may_not_be_left_out(then, now):
    """What the code of the release would fail at: columns that are gone, of another type, or
    needed in each row by now, which it does not fill."""
    gone = [
        f"{table}.{name}"
        for table, names in then.items()
        for name, (sort, _) in names.items()
        if now.get(table, {}).get(name, (None,))[0] != sort
    ]
    needed = [
        f"{table}.{name}"
        for table, names in now.items()
        for name, (_, optional) in names.items()
        if table in then and not (optional or then[table].get(name, (None, True))[1] is False)
    ]
    return gone + needed


def forward_while_it_is_used(site, columns):
    """Migrate while others read every table of the release, and write into each that the site
    writes into, and wait for no lock longer than a page would: how often each of them was done, at
    the least, and what was refused."""
    ended = Event()
    with ThreadPoolExecutor(max_workers=1) as pool:
        using = pool.submit(_use, site.sockets(), columns, ended)
        site("migrate")
        ended.set()
        return using.result()


def _use(sockets, columns, ended):
    uses, refused = 0, []
    with closing(connected(sockets, "pbc_app", " -c lock_timeout=2s")) as database:
        cursor = database.cursor()
        cursor.execute(MAY_WRITE, [list(columns)])
        written = [(table, next(iter(columns[table]))) for (table,) in cursor.fetchall()]
        assert len(written) >= FEWEST
        statements = [USED, *(f'SELECT * FROM "{one}" LIMIT 1' for one in columns)]
        statements += [WRITTEN.format(table=table, column=column) for table, column in written]
        while not ended.is_set() or uses + len(refused) < len(statements):
            for statement in statements:
                try:
                    cursor.execute(statement)
                    uses += 1
                except psycopg2.Error as fault:
                    refused.append((statement, str(fault)))
    return uses // len(statements), refused


def connected(sockets, role, options=""):
    """A connection past the site, whose commands would first bring it up to date."""
    made = psycopg2.connect(host=sockets, user=role, dbname="pbc", options=options)
    made.autocommit = True
    return made


def look(site):
    """What stands in every table: (values, columns)."""
    site("services", "start")
    with closing(connected(site.sockets(), "pbc_owner")) as database, database.cursor() as cursor:
        columns = rows.columns(cursor)
        return rows.digests(cursor, columns), columns


def empty(values):
    return {table for (table, *_), (count, _) in values.items() if not count}


def lost(before, after, steps):
    """The columns that are not as they were, but for those of tables that a migration empties."""
    emptied = {t for one in steps for t in releases.deleted_by(*one["migration"].split())}
    return {one for one in rows.differing(before, after) if one.split(".")[0] not in emptied}


def schema_of(site, *but):
    """The whole schema as pg_dump writes it, the mark of the one dump left out."""
    command = [postgres.programs() / "pg_dump", "--schema-only", "--username=pbc_owner"]
    command += [f"--host={site.sockets()}", *but, "pbc"]
    dump = subprocess.run(command, capture_output=True, text=True)
    assert dump.returncode == 0, dump.stderr
    lines = [line for line in dump.stdout.splitlines() if "restrict" not in line.split(" ")[0]]
    return sorted(NAMED_BY_POSTGRESQL.sub(r"\1_by_cost", line) for line in lines)
