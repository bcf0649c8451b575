"""Putting a backup back: the database in one transaction or not at all, then the files."""

import re
import shutil
import tarfile
from contextlib import suppress
from pathlib import Path

from django.apps import apps
from django.db import ProgrammingError, connection
from django.db.migrations.loader import MigrationLoader

from activity import purge_list
from activity.services import purging, purging_again
from pbc.backups.checking import check
from pbc.backups.tools import (
    ABOUT,
    DUMP,
    FOLDERS,
    Refused,
    digest,
    kept,
    program,
    said_of_itself,
    workspace,
)
from pbc.core.services import operator
from pbc.embedded import schema

SIGNS_OF_DATA = ("core.Person", "core.Practice", "activity.Delivery", "budgets.BudgetEntry")
OTHERS = re.compile(r" COMMENT - (EXTENSION|SCHEMA) ")  # said by whoever owns the server
SEVENTEEN = 170000
UNKNOWN_BEFORE_17, HEAD = b"\nSET transaction_timeout", 4096  # within so many bytes of a script
# The mark of the schema goes with it: a restore that is cut short is brought up to date next.
EMPTY = f"DROP SCHEMA public CASCADE; CREATE SCHEMA public; {schema.FORGET}"


def put_back(file: Path, *, replace: bool, lacking=False):
    """Put database and deliveries back; the database in one transaction, or not at all.

    The backup is read from its first byte to its last before anything is touched: one that is
    damaged is refused, and one that has not every delivered file, unless it may be `lacking`.
    """
    if holds_data() and not replace:
        raise Refused("This site holds data. Give --replace to put the backup in its place.")
    if (missing := check(file).missing) and not lacking:
        raise Refused(
            f"The backup lacks {len(missing)} of its delivered files, or has other bytes in their"
            " place. Nothing was touched. Look for them in another backup (manage.py verify_backup"
            " names them), or give --lacking to go on without them."
        )
    with suppress(ProgrammingError):  # an empty site, or one of before there were purges
        purge_list.write_all()
    with workspace() as work:
        unpack(file, work)
        # For the sweep, if this is cut short from here on.
        purge_list.take_over(file.with_name(purge_list.NAME))
        connection.close()
        load(work)
        for name in FOLDERS:
            _exchange(work / name, kept(name))


def purge_again(file: Path) -> int:
    """Do again what two persons had removed after the backup was made, as far as the list of this
    site or the one beside the backup knows; how many files. Once the tables are up to date."""
    beside_it = file.with_name(purge_list.NAME)
    lost = purging_again.ask_for_lost_purges(by=operator(), lists=[beside_it])
    for one in lost:
        purging.carry_out_purge(key=str(one.pk), by=one.answer.by)
    return len(lost)


def holds_data() -> bool:
    """Whether there is anything to lose: people, practices, deliveries or budget entries."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    models = [apps.get_model(name) for name in SIGNS_OF_DATA]
    return any(model.objects.exists() for model in models if model._meta.db_table in tables)


def unpack(file, work) -> dict:
    """Lay the parts of a backup into `work`; what it says of itself. One that is damaged, or of a
    newer version, is refused."""
    try:
        with tarfile.open(file) as tar:
            tar.extractall(work, filter="data")
    except (OSError, tarfile.TarError) as fault:
        raise Refused(f"{file} cannot be read as a backup: {fault}") from fault
    if not {DUMP, ABOUT} <= {path.name for path in work.iterdir()}:
        raise Refused(f"{file} is not a backup of this application.")
    about = said_of_itself(work)
    _check(about, work / DUMP)
    return about


def _check(about, dump):
    if about["sha256"] != digest(dump):
        raise Refused("The backup is damaged: its database is not the one that was written.")
    known = {f"{app} {name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = [name for name in about["migrations"] if name not in known]
    if newer:
        raise Refused(f"The backup was made by a newer version, which has {newer[0]}.")


def load(work, database=""):
    """Empty the schema and fill it from the dump in `work`, in one transaction: of our database,
    or of another one of its server."""
    dump, script, wanted = work / DUMP, work / "database.sql", work / "wanted"
    program("pg_restore", "--list", f"--file={wanted}", str(dump), connects=False)
    lines = wanted.read_text().splitlines(keepends=True)
    wanted.write_text("".join(line for line in lines if not OTHERS.search(line)))
    options = ("--no-owner", "--no-acl", f"--use-list={wanted}", f"--file={script}")
    program("pg_restore", *options, str(dump), connects=False)
    if connection.pg_version < SEVENTEEN:
        _for_older_servers(script)
    words = ("--single-transaction", "--quiet", "--set=ON_ERROR_STOP=1")
    words += ("--no-psqlrc", f"--command={EMPTY}", f"--file={script}")
    program("psql", *words, database=database)


def _for_older_servers(script):
    """Make a remark of a setting that servers before PostgreSQL 17 do not know, in its place: what
    it sets is what it is anyway, and a script may be of gigabytes."""
    with script.open("r+b") as file:
        at = file.read(HEAD).find(UNKNOWN_BEFORE_17)
        if at >= 0:
            file.seek(at)
            file.write(b"\n-- ")


def _exchange(new, place):
    """Put a folder of the backup in its place; one that the backup has not is taken away."""
    old = place.with_name(f"{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    if new.exists():
        new.rename(place)
    shutil.rmtree(old, ignore_errors=True)
