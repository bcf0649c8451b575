"""`python -m tests.upgrades.squawk`: look through the migrations since the last release for what
locks a table for long, or breaks the code that still runs beside it. A part of `make check`.

squawk reads the SQL that a migration comes to; the database is asked only how values are written.
What a migration sends out of Python is not in that: it is noted where the migration is really made
(`there_and_back`), and read by a test.
`all` reads those of releases too, which docs/releases.toml answers for.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
from collections import Counter
from pathlib import Path

import django

from pbc import embedded
from tests.upgrades import releases

OURS = ("core", "meetings", "activity", "budgets")
OLDEST = "15"  # the version of PostgreSQL from which sites run
NOT_ASKED = {
    "require-lock-timeout": "`manage.py migrate` sets it for every migration",
    "require-statement-timeout": "a migration ends when it is done; what it locks is what counts",
    "prefer-text-field": "how long a text may be is a rule of ours, and more room is free",
    "prefer-bigint-over-int": "keys are bigint; months, years and versions are counted by int",
    "prefer-bigint-over-smallint": "the same",
}


def main():
    found = findings(everything=sys.argv[1:] == ["all"])
    for line in found:
        print(line)
    sys.exit(bool(found))


def findings(*, everything=False):
    """Each finding as a line: file, place, rule and what it says."""
    with tempfile.TemporaryDirectory() as folder:
        alone, together = Path(folder, "alone"), Path(folder, "together")
        for atomic, name, sql in _written(None if everything else releases.last()):
            place = together if atomic else alone
            place.mkdir(exist_ok=True)
            (place / f"{name}.sql").write_text(sql, encoding="utf-8")
        return [*said("--assume-in-transaction", together), *said("", alone)]


def of_what_was_sent(steps):
    """{migration: rules} of what migrations have sent in a real run, as `there_and_back` notes it:
    also what Python sends, which no SQL that is only collected shows."""
    found = {}
    for step in steps:
        app, name = step["migration"].split()
        with tempfile.TemporaryDirectory() as folder:
            sql = ";\n".join([*step["sent"], ""])
            Path(folder, f"{app}.{name}.sql").write_text(sql, encoding="utf-8")
            broken = rules(said("--assume-in-transaction" if step["atomic"] else "", Path(folder)))
        if broken:
            found[step["migration"]] = sorted(broken)
    return found


def rules(found):
    """How often each rule is broken."""
    return dict(Counter(line.split(" warning: ")[1].split()[0] for line in found))


def _written(since):
    """The SQL of each migration of ours after a release, or of all, from the first to the last."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    graph = MigrationLoader(None).graph
    plan = dict.fromkeys(node for leaf in graph.leaf_nodes() for node in graph.forwards_plan(leaf))
    state = graph.make_state(nodes=[], real_apps=set())
    for app, name in plan:
        migration = graph.nodes[app, name]
        if app not in OURS or (since and name <= since.migrations[app]):
            state = migration.mutate_state(state, preserve=False)
            continue
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            state = migration.apply(state, editor, collect_sql=True)
        yield migration.atomic, f"{app}.{name}", "\n".join(editor.collected_sql)


def said(how, folder):
    """What squawk says of the files of a folder, each a migration."""
    if not folder.exists():
        return []
    command = [_program(), "--reporter", "gcc", "--pg-version", OLDEST, *filter(None, [how])]
    command += [word for rule in NOT_ASKED for word in ("--exclude", rule)]
    files = sorted(path.name for path in folder.iterdir())
    done = subprocess.run([*command, *files], cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, 1) or (done.returncode and not done.stdout):
        raise SystemExit(f"squawk did not run: {done.stderr}")
    return [line for line in done.stdout.splitlines() if " warning: " in line or " error: " in line]


def _program():
    """As it lies beside this Python."""
    return str(Path(sysconfig.get_path("scripts")) / "squawk")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbc.settings")
    embedded.prepare(["sqlmigrate"])
    django.setup()
    main()
