"""`python -m tests.upgrades.there_and_back [all]`: take every migration back, and make it again.

In a site's database, as pbc_owner, with the rows that it holds: from the newest migration down to
the last release, or to the empty database. Each is undone, made again and undone once more; after
each step every row must be as it was, in what is there before and after. A line of JSON each.
"""

import json
import os
import sys
import time
from functools import partial

import django
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tests.upgrades import releases, rows

OURS = ("core", "meetings", "activity", "budgets")


def main():
    everything = sys.argv[1:] == ["all"]
    for app, name in reversed(migrations(since=None if everything else releases.last())):
        if is_made(app, name):
            print(json.dumps(tried(app, name)), flush=True)


def is_made(app, name):
    """Whether it was not taken back before, so that one that failed can be gone on from."""
    return (app, name) in MigrationRecorder(connection).applied_migrations()


def migrations(since):
    """Ours, in the order in which they are made; those after a release, or all."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    ours = [(one.app_label, one.name) for one, _ in plan if one.app_label in OURS]
    return [(app, name) for app, name in ours if since is None or name > since.migrations[app]]


def tried(app, name):
    """Undo one, make it again, undo it: what became of the rows, and how long each way took."""
    put_by(app, name)
    before, columns_before, sent = digests(), columns(), []
    back = took(undo, app, name)
    between = digests()
    with connection.execute_wrapper(partial(note, sent)):
        forward = took(make, app, name)
    after, same = digests(), columns() == columns_before
    undo(app, name)
    return {
        "migration": f"{app} {name}",
        "lost": sorted({*rows.differing(before, between), *rows.differing(between, after)}),
        "deletes": sorted(releases.deleted_by(app, name)),
        "columns are back": same,
        "sent": sent,
        "atomic": atomic(app, name),
        "seconds": [round(back, 2), round(forward, 2)],
    }


def put_by(app, name):
    """Have rows that came later be such as the tables before a migration can hold."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in releases.put_by_before(app, name):
            cursor.execute(statement)


def note(sent, execute, sql, parameters, many, context):
    """Keep a statement as the database gets it, whichever way a migration sends it."""
    with connection.connection.cursor() as cursor:
        written = cursor.mogrify(sql, parameters) if parameters and not many else str(sql)
    sent.append(written.decode() if isinstance(written, bytes) else written)
    return execute(sql, parameters, many, context)


def atomic(app, name):
    return MigrationExecutor(connection).loader.graph.nodes[app, name].atomic


def columns():
    with connection.cursor() as cursor:
        return rows.columns(cursor)


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
