"""A backup of everything: the database and the delivered files, together in one tar file.

The database is dumped first. A delivery's bytes are kept before its row is committed, so that
every row in the dump has its file among those that are packed afterwards: in quarantine, from
where it only goes to what is accepted, which is packed later, or nowhere.
"""

import json
import tarfile
from contextlib import ExitStack, suppress
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from activity import purge_list
from pbc.backups import checking, contents
from pbc.backups.tools import (
    ABOUT,
    BYTES,
    DUMP,
    FOLDERS,
    Refused,
    beside,
    digest,
    kept,
    kept_to_the_disk,
    private,
    program,
    workspace,
)
from pbc.core import clock


def make(file: Path) -> int:
    """Write the backup beside its place, check it, then move it there with its SHA-256: one that
    is half made or cannot be read is never found. Returns how many delivered files this site
    itself no longer has as they were sent: the rest is saved all the same.

    The list of purges stands beside it, so that a restore of an older one can do them again."""
    purge_list.write_all(file.with_name(purge_list.NAME))
    part, noted = (path.with_name(f"{path.name}.part") for path in (file, beside(file)))
    try:
        _write(part, f"backup-{file.stem}-")
        missing = checking.check(part).missing
        if packed := [sha256 for sha256 in missing if _is_here(sha256)]:
            raise Refused(f"{len(packed)} delivered files of this site are not in the backup.")
        noted.write_text(f"{digest(part)}  {file.name}\n")
        kept_to_the_disk(part)
        kept_to_the_disk(noted)
        # An older one of that name goes with its hash, which is none of the new one.
        beside(file).unlink(missing_ok=True)
        part.replace(file)
        noted.replace(beside(file))
        kept_to_the_disk(file.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        noted.unlink(missing_ok=True)
        raise
    return len(missing)


def _is_here(sha256):
    places = [kept(name) / sha256[:2] / sha256 for name in BYTES]
    return any(_has_its_bytes(place, sha256) for place in places)


def _has_its_bytes(place, sha256):
    try:
        return digest(place) == sha256
    except OSError:  # it is not there, or the disk does not give it
        return False


def _write(part, prefix):
    with workspace(prefix) as work:
        tables = _dump(work / DUMP)
        (work / ABOUT).write_text(json.dumps(_about(work / DUMP, tables)))
        with open(part, "wb", opener=private) as raw, tarfile.open(fileobj=raw, mode="w") as tar:
            tar.add(work / ABOUT, ABOUT)
            tar.add(work / DUMP, DUMP)
            for folder in filter(Path.exists, map(kept, FOLDERS)):
                _pack(tar, folder)


def _dump(file):
    """Dump the database; what its tables hash to at the moment of the dump, and no other."""
    words = ("--format=custom", "--no-owner", "--no-acl", f"--file={file}")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [(moment,)] = cursor.fetchall()
        program("pg_dump", *words, f"--snapshot={moment}")
        return contents.hashes(cursor)


def _pack(tar, folder):
    """Add a folder; what is half written is left out, and what goes meanwhile is not missed."""
    tar.add(folder, folder.name, recursive=False)
    for path in sorted(folder.rglob("*")):
        if path.suffix != ".part":
            _add(tar, path, str(path.relative_to(folder.parent)))


def _add(tar, path, name):
    """Add a file, or nothing where it cannot be opened; a fault of the tar file is none of this."""
    with ExitStack() as opened:
        try:
            member = tar.gettarinfo(path, name)
            raw = opened.enter_context(open(path, "rb", buffering=0)) if member.isreg() else None
        except OSError:
            return
        tar.addfile(member, raw and Patient(raw))


class Patient:
    """A file of which zeros are read where the disk does not give its bytes: it is one that this
    site has lost, which the check finds, and costs the others nothing."""

    def __init__(self, raw):
        self.raw = raw

    def read(self, size):
        content = b""
        with suppress(OSError):
            while len(content) < size and (more := self.raw.read(size - len(content))):
                content += more
        return content.ljust(size, b"\0")


def _about(dump, tables):
    applied = MigrationLoader(connection).applied_migrations
    return {
        "made_at": clock.now().isoformat(),
        "sha256": digest(dump),
        "migrations": sorted(f"{app} {name}" for app, name in applied),
        "tables": tables,
    }
