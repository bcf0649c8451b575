"""`python -m tests.upgrades.there_and_back [all]`: take every migration back, and make it again.

In a site's database, as pbc_owner, with the rows that it holds: from the newest migration down to
the last release, or to the first of all, before which there is nothing. Each is undone, made again
and undone once more; after each step every row must be as it was, in what is there before and
after, and everything be made as before. With `all` each is then made once more, from the second on,
and must come to the same tables that the way back came by. A line of JSON each.
"""

import json
import os
import sys
import time
from functools import partial

import django
from django.core.management import CommandError
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tests.upgrades import releases, rows, shape

OURS = ("core", "meetings", "activity", "budgets")
FIRST = ("core", "0001_initial")  # there is nothing before it, and every table rests on it


def main():
    everything = sys.argv[1:] == ["all"]
    ours, passed = migrations(since=None if everything else releases.last()), {}
    for app, name in reversed(ours):
        if is_made(app, name):
            [passed[app, name]] = seen(shape.shape)
            say(tried(app, name))
    for app, name in ours if everything else ():
        make(app, name)
        if (app, name) in passed:
            [now] = seen(shape.shape)
            otherwise = shape.differing(passed[app, name], now)
            say({"migration": f"{app} {name}", "came by otherwise": otherwise})


def say(line):
    print(json.dumps(line), flush=True)


def is_made(app, name):
    """Whether it was not taken back before, so that one that failed can be gone on from."""
    return (app, name) in MigrationRecorder(connection).applied_migrations()


def migrations(since):
    """Ours, in the order in which they are made; those after a release, or all but the first."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    first, *ours = [(one.app_label, one.name) for one, _ in plan if one.app_label in OURS]
    assert first == FIRST
    return [(app, name) for app, name in ours if since is None or name > since.migrations[app]]


def tried(app, name):
    """Undo one, make it again, undo it: what became of the rows, and how long each way took."""
    held, refused, sent = digests(), put_by(app, name), []
    before, columns, made = digests(), *seen(rows.columns, shape.shape)
    keep(releases.deleted_by(app, name))
    back = took(undo, app, name)
    between = digests()
    with connection.execute_wrapper(partial(note, sent)):
        forward = took(make, app, name)
    after, (columns_again, made_again) = digests(), seen(rows.columns, shape.shape)
    undo(app, name)
    put_back(releases.deleted_by(app, name))
    return {
        "migration": f"{app} {name}",
        **became(held, before, between, after),
        "refused": refused,
        "columns are back": columns_again == columns,
        "made otherwise": shape.differing(made, made_again),
        "sent": sent,
        "atomic": atomic(app, name),
        "seconds": [round(back, 2), round(forward, 2)],
    }


def became(held, before, between, after):
    """What became of the rows: values that are others, those that went with what is not there in
    between, and tables and columns that went with nothing in them."""
    stays = {one[:2] for one in between}  # whatever its type is there
    staying = {one: value for one, value in before.items() if one[:2] in stays}
    pairs = ((before, between), (between, after), (staying, after))
    gone = {one for one in held.keys() & after.keys() if one[:2] not in stays}
    return {
        "lost": sorted({column for pair in pairs for column in rows.differing(*pair)}),
        "loses": named({one for one in gone if held[one] != after[one]}, between),
        "untried": named({one for one in gone if held[one] == after[one]}, between),
    }


def named(gone, between):
    """What goes with a migration: tables, and columns of tables that stay."""
    stay = {table for table, *_ in between}
    return sorted({f"{table}.{column}" if table in stay else table for table, column, _ in gone})


def put_by(app, name):
    """Have rows that came later be such as the tables before a migration can hold; what was said
    against its going back as they were."""
    statements, said = releases.put_by_before(app, name), ""
    if statements:
        try:
            undo(app, name)
        except (CommandError, DatabaseError) as fault:
            said = str(fault)
        else:
            make(app, name)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return said


def keep(tables):
    """Lay the rows of tables by."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TEMPORARY TABLE kept_{table} AS TABLE {table}")


def put_back(tables):
    """Have the rows that went stand again, so that what is older is tried with them too."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"INSERT INTO {table} TABLE kept_{table} ON CONFLICT DO NOTHING")
            cursor.execute(f"DROP TABLE kept_{table}")


def note(sent, execute, sql, parameters, many, context):
    """Keep a statement as the database gets it, whichever way a migration sends it."""
    with connection.connection.cursor() as cursor:
        written = cursor.mogrify(sql, parameters) if parameters and not many else str(sql)
    sent.append(written.decode() if isinstance(written, bytes) else written)
    return execute(sql, parameters, many, context)


def atomic(app, name):
    return MigrationExecutor(connection).loader.graph.nodes[app, name].atomic


def seen(*looks):
    """What each look says of the database."""
    with connection.cursor() as cursor:
        return [look(cursor) for look in looks]


def digests():
    with connection.cursor() as cursor:
        return rows.digests(cursor, rows.columns(cursor))


def undo(app, name):
    executor = MigrationExecutor(connection)
    node = executor.loader.graph.node_map[app, name]
    before = [parent.key[1] for parent in node.parents if parent.key[0] == app]
    _alone(executor, (app, before[0] if before else None))


def make(app, name):
    _alone(MigrationExecutor(connection), (app, name))


def _alone(executor, target):
    plan = executor.migration_plan([target])
    assert len(plan) == 1, [str(one) for one, _ in plan]
    executor.migrate([target], plan=plan)


def took(work, *of):
    began = time.monotonic()
    work(*of)
    return time.monotonic() - began


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbc.settings")
    django.setup()
    main()
