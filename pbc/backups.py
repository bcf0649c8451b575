"""A backup of everything: the database and the delivered files, together in one tar file.

The database is dumped first. A delivery's bytes are kept before its row is committed, so that
every row in the dump has its file among those that are packed afterwards: in quarantine, from
where it only goes to what is accepted, which is packed later, or nowhere.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from pbc.core import clock
from pbc.embedded import places, postgres, schema

DUMP, ABOUT = "database.dump", "about.json"
FOLDERS = ("quarantine", "deliveries", "demonstration")
SIGNS_OF_DATA = ("core.Person", "core.Practice", "activity.Delivery", "budgets.BudgetEntry")
TLS = ("sslmode", "sslrootcert", "sslcert", "sslkey")
OTHERS = re.compile(r" COMMENT - (EXTENSION|SCHEMA) ")  # said by whoever owns the server
# The mark of the schema goes with it: a restore that is cut short is brought up to date next.
EMPTY = f"DROP SCHEMA public CASCADE; CREATE SCHEMA public; {schema.FORGET}"


class Refused(Exception):
    """The backup cannot be made or put back; the text says why."""


def make(file: Path):
    """Write the backup beside its place, then move it there: a half-made one is never found."""
    with _workspace() as work:
        _program("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={work / DUMP}")
        (work / ABOUT).write_text(json.dumps(_about(work / DUMP)))
        part = file.with_name(f"{file.name}.part")
        with open(part, "wb", opener=_private) as raw, tarfile.open(fileobj=raw, mode="w") as tar:
            tar.add(work / ABOUT, ABOUT)
            tar.add(work / DUMP, DUMP)
            for folder in filter(Path.exists, map(_kept, FOLDERS)):
                _pack(tar, folder)
        part.replace(file)


def _pack(tar, folder):
    """Add a folder; what is half written is left out, and what goes meanwhile is not missed."""
    tar.add(folder, folder.name, recursive=False)
    for path in sorted(folder.rglob("*")):
        if path.suffix != ".part":
            with suppress(FileNotFoundError):
                tar.add(path, path.relative_to(folder.parent), recursive=False)


def put_back(file: Path, *, replace: bool):
    """Put database and deliveries back; the database in one transaction, or not at all."""
    if holds_data() and not replace:
        raise Refused("This site holds data. Give --replace to put the backup in its place.")
    with _workspace() as work:
        _unpack(file, work)
        _check(json.loads((work / ABOUT).read_text()), work / DUMP)
        connection.close()
        _load(work / DUMP, work / "database.sql")
        for name in FOLDERS:
            _exchange(work / name, _kept(name))


def holds_data() -> bool:
    """Whether there is anything to lose: people, practices, deliveries or budget entries."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    models = [apps.get_model(name) for name in SIGNS_OF_DATA]
    return any(model.objects.exists() for model in models if model._meta.db_table in tables)


def _kept(name) -> Path:
    """A folder of this site: the files as they were sent, and what marks a demonstration."""
    return Path(settings.PBC_VAR) / name


def _about(dump):
    applied = MigrationLoader(connection).applied_migrations
    return {
        "made_at": clock.now().isoformat(),
        "sha256": _digest(dump),
        "migrations": sorted(f"{app} {name}" for app, name in applied),
    }


def _check(about, dump):
    if about["sha256"] != _digest(dump):
        raise Refused("The backup is damaged: its database is not the one that was written.")
    known = {f"{app} {name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = [name for name in about["migrations"] if name not in known]
    if newer:
        raise Refused(f"The backup was made by a newer version, which has {newer[0]}.")


def _unpack(file, work):
    try:
        with tarfile.open(file) as tar:
            tar.extractall(work, filter="data")
    except (OSError, tarfile.TarError) as fault:
        raise Refused(f"{file} cannot be read as a backup: {fault}") from fault
    if not {DUMP, ABOUT} <= {path.name for path in work.iterdir()}:
        raise Refused(f"{file} is not a backup of this application.")


def _load(dump, script):
    """Empty the schema and fill it again, in one transaction."""
    wanted = script.with_name("wanted")
    _program("pg_restore", "--list", f"--file={wanted}", str(dump), connects=False)
    lines = wanted.read_text().splitlines(keepends=True)
    wanted.write_text("".join(line for line in lines if not OTHERS.search(line)))
    options = ("--no-owner", "--no-acl", f"--use-list={wanted}", f"--file={script}")
    _program("pg_restore", *options, str(dump), connects=False)
    words = ("--single-transaction", "--quiet", "--set=ON_ERROR_STOP=1")
    _program("psql", "--no-psqlrc", *words, f"--command={EMPTY}", f"--file={script}")


def _exchange(new, place):
    """Put a folder of the backup in its place; one that the backup has not is taken away."""
    old = place.with_name(f"{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    if new.exists():
        new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _program(name, *words, connects=True):
    """Run a program of PostgreSQL on our database; its complaint becomes ours."""
    database = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {variable: str(database.get(key) or "") for variable, key in names.items()}
    given |= {f"PG{key.upper()}": database["OPTIONS"].get(key, "") for key in TLS}
    given |= {"PGDATABASE": connection.settings_dict["NAME"], "PGOPTIONS": ""}
    where = {key: value for key, value in given.items() if value} if connects else {}
    command = [str(postgres.programs() / name), *words]
    done = subprocess.run(command, env={**os.environ, **where}, capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"{name}: {done.stderr.strip()}")


@contextmanager
def _workspace():
    """A folder on the same disk as the deliveries, for the owner's eyes only."""
    with tempfile.TemporaryDirectory(dir=places.var(), prefix="backup-") as name:
        yield Path(name)


def _private(path, flags):
    return os.open(path, flags, 0o600)


def _digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
