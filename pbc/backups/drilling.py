"""A drill: a backup is put back beside the site, into a database and a folder of their own, and
what comes of it is compared with what was there when it was made.

Nothing of the site is touched: its database is only told that there is another one, its folder
has one more in it while the drill goes on, and no message and no mail leaves what was put back.
"""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from pbc.backups import contents, noting, restoring, room
from pbc.backups.checking import check
from pbc.backups.keeping import made
from pbc.backups.tools import FOLDERS, TLS, Refused, asking
from pbc.core.models import BackupKind
from pbc.embedded import places, processes

# The comment of a database is taken: it says which tables it has.
MARK = "ALTER DATABASE \"{}\" SET application_name = 'pbc drill'"
IS_OURS = """
SELECT EXISTS (
  SELECT FROM pg_db_role_setting
  WHERE setdatabase = pg_database.oid AND 'application_name=pbc drill' = ANY (setconfig)
) FROM pg_database WHERE datname = %s
"""
# Not WITH (FORCE): that fails where PostgreSQL itself vacuums, whom only its superuser may end. It
# ends that itself for a database that nobody else is in.
END_OURS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = %s AND usename = current_user
"""
NOWHERE = "redis://127.0.0.1:9/0"  # what was put back sends no messages


@dataclass
class Drilled:
    """What a drill found. `seconds` is how long it took until the site could have been opened,
    its tables brought up to date; the rest was comparing. `wrong` names and counts what is not as
    it was; its `figures` are for the console, and not kept."""

    file: Path
    seconds: Decimal = Decimal(0)
    tables: int = 0
    scopes: int = 0
    wrong: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Scratch:
    """A site that a backup was put into: its database, its folder, and what the backup says."""

    database: str
    var: Path
    about: dict

    def manage(self, *words):
        """Run a command of manage.py upon it; what it said, and Refused where it failed."""
        command = [sys.executable, str(places.CHECKOUT / "manage.py"), *words]
        done = subprocess.run(
            command,
            env=self._environment(),
            capture_output=True,
            text=True,
            preexec_fn=processes.leave_with_the_parent,
        )
        if done.returncode:
            said = done.stderr.strip() or done.stdout.strip()
            raise Refused(f"manage.py {words[0]} failed on what was put back.", said)
        return done.stdout

    def _environment(self):
        address = _address(self.database)
        own = {"DATABASE_URL": address, "DATABASE_OWNER_URL": address, "REDIS_URL": NOWHERE}
        own |= {"PBC_VAR": str(self.var), "PBC_DB_ROLE": "owner", "PBC_PROCESS": "drill"}
        own |= {"PBC_MAIL_URL": "", "PBC_BOUNCE_HOST": "", "PBC_BACKUPS_TO": "none"}
        return {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "pbc.settings"}


def newest() -> Path:
    """The newest backup in PBC_BACKUPS_TO."""
    if settings.PBC_BACKUPS_TO is None:
        raise Refused("PBC_BACKUPS_TO is not set. Say which backup is to be tried.")
    found = [*made(settings.PBC_BACKUPS_TO).values()]
    if not found:
        raise Refused(f"There is no backup in {settings.PBC_BACKUPS_TO} yet.")
    return found[-1]


def drill(file: Path) -> Drilled:
    """Put a backup back beside the site, compare, throw it away, and write down what was found."""
    with _one_at_a_time():
        noting.close_broken_off(BackupKind.DRILLED)
        with noting.noted(BackupKind.DRILLED, file.name) as run:
            found = _tried(file)
            run |= {"seconds": found.seconds, "size": file.stat().st_size}
            run["error"] = "; ".join(found.wrong[:20])
    return found


def _tried(file):
    room.insist(room.of_what_is_put_back(file))
    check(file)
    began = time.monotonic()
    with _beside(file) as scratch:
        put_back = time.monotonic() - began
        found = Drilled(file, tables=len(scratch.about["tables"]), wrong=_unequal(scratch))
        began = time.monotonic()
        scratch.manage("migrate", "--no-input", "--verbosity", "0")
        found.seconds = Decimal(put_back + time.monotonic() - began).quantize(Decimal("0.1"))
        with asking(scratch.database) as cursor:
            found.scopes, found.figures = contents.money(cursor)
        if unequal := len(found.figures):
            found.wrong.append(f"sums that do not come to their total: {unequal}")
        _recompute(scratch, found)
    return found


def _unequal(scratch):
    """The tables that are not as they were when the backup was made, and the sequences that lie
    behind the numbers that were given."""
    with asking(scratch.database) as cursor:
        cursor.execute("BEGIN")
        now = contents.hashes(cursor)
        behind = contents.sequences_behind(cursor)
    names = contents.differences(scratch.about["tables"], now)
    wrong = [f"the table {name} is not as it was" for name in names]
    return wrong + [f"the sequence {name} lies behind its column" for name in behind]


def _recompute(scratch, found):
    """Derive every stored figure again: whether any comes out differently."""
    try:
        scratch.manage("recompute", "--json")
    except Refused as reason:
        found.wrong.append(str(reason))
        found.figures.append(reason.more)


@contextmanager
def put_beside(file):
    """A backup in a database and a folder of their own, which are thrown away at the end; what a
    drill that was killed has left is thrown away before."""
    with _one_at_a_time(), _beside(file) as scratch:
        yield scratch


@contextmanager
def _beside(file):
    database, var = f"{connection.settings_dict['NAME']}_drill", places.var() / "drill"
    _throw_away(database, var)
    try:
        yield _fill(file, database, var)
    finally:
        _throw_away(database, var)


def _fill(file, database, var):
    work = var / "work"
    work.mkdir(mode=0o700, parents=True)
    about = restoring.unpack(file, work)
    if "tables" not in about:
        raise Refused("The backup is of an older version, which did not note what it held.")
    with asking() as cursor:
        cursor.execute(f'CREATE DATABASE "{database}"')
        cursor.execute(MARK.format(database))
        cursor.execute(f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC')
    restoring.load(work, database)
    for name in FOLDERS:
        with suppress(FileNotFoundError):
            (work / name).rename(var / name)
    shutil.rmtree(work)
    return Scratch(database, var, about)


def _throw_away(database, var):
    """Only what a drill made: a database of that name may be somebody's."""
    with asking() as cursor:
        cursor.execute(IS_OURS, [database])
        if cursor.fetchone() == (False,):
            raise Refused(
                f"There is a database {database} which no drill made. Rename it, or drop it."
            )
        shutil.rmtree(var, ignore_errors=True)
        cursor.execute(END_OURS, [database])
        cursor.execute(f'DROP DATABASE IF EXISTS "{database}"')


@contextmanager
def _one_at_a_time():
    """Hold the lock of drills on this database: another one would take its place away."""
    with noting.alone(BackupKind.DRILLED) as had:
        if not had:
            raise Refused("Another drill is under way.")
        yield


def _address(database):
    """The database as DATABASE_URL says it, on the server of the site."""
    ours = settings.DATABASES["default"]
    who = quote(str(ours["USER"]), safe="")
    if ours.get("PASSWORD"):
        who += f":{quote(ours['PASSWORD'], safe='')}"
    more = {key: ours["OPTIONS"][key] for key in TLS if key in ours["OPTIONS"]}
    more["host"] = ours.get("HOST") or ""
    port = f":{ours['PORT']}" if ours.get("PORT") else ""
    return f"postgres://{who}@{port}/{quote(database)}?{urlencode(more)}"
