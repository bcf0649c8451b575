"""Whether a backup can be put back: looked at from its first byte to its last, without doing so."""

import hashlib
import json
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path

from django.db.models.functions import Now

from pbc.backups.tools import ABOUT, BYTES, DUMP, Refused, beside, digest, program, workspace
from pbc.core.models import BackupKind, BackupRun

DELIVERIES, READINGS = "activity_delivery", "activity_submission"
GONE = {"REFUSED"}  # the bytes of a refused file do not stay
ENDS_WITH = tarfile.BLOCKSIZE * 2  # zeros: a tar file that breaks off between two files has none


@dataclass(frozen=True)
class Checked:
    """A backup that can be put back: how many delivered files it has, and the SHA-256 of those
    that its database names and whose bytes are not in it."""

    files: int
    missing: list[str]


def check(file: Path) -> Checked:
    """Read a backup whole; Refused says what is wrong with it.

    Its SHA-256 is the one noted beside it, where one is; the tar file is read to its end; the dump
    is the one that was written, and PostgreSQL can list it. A delivered file counts as there when
    its bytes are those of its name, its SHA-256.
    """
    noted = beside(file)
    if noted.exists() and noted.read_text().split()[:1] != [digest(file)]:
        raise Refused(f"{file} is damaged: its SHA-256 is not the one noted beside it.")
    with workspace(f"check-{file.stem}-") as work:
        files = _unpack(file, work)
        about = json.loads((work / ABOUT).read_text())
        if about["sha256"] != digest(work / DUMP):
            raise Refused("The backup is damaged: its database is not the one that was written.")
        program("pg_restore", "--list", f"--file={work / 'list'}", str(work / DUMP), connects=False)
        wanted = _named(work)
    return Checked(len(files), sorted(wanted - files))


def check_and_note(file: Path) -> Checked:
    """The same, and write down what was found: the page of the service shows it."""
    run = BackupRun(kind=BackupKind.CHECKED, file_name=file.name, started_at=Now(), ended_at=Now())
    try:
        checked = check(file)
    except (Refused, OSError) as reason:
        run.error = str(reason)
        run.save()
        raise
    run.size, run.missing = file.stat().st_size, len(checked.missing)
    run.save()
    return checked


def _unpack(file, work):
    """Put the database and what is said of it into `work`; the SHA-256 of the delivered files."""
    found = set()
    try:
        with tarfile.open(file) as tar:
            for member in tar:
                if member.name in (DUMP, ABOUT):
                    _copy(tar.extractfile(member), work / member.name)
                elif member.isfile() and member.name.split("/")[0] in BYTES:
                    content = hashlib.file_digest(tar.extractfile(member), "sha256").hexdigest()
                    found |= {content} & {Path(member.name).name}
        _insist_on_the_end(file)
    except (OSError, tarfile.TarError) as fault:
        raise Refused(f"{file} cannot be read as a backup: {fault}") from fault
    if not all((work / name).exists() for name in (DUMP, ABOUT)):
        raise Refused(f"{file} is not a backup of this application.")
    return found


def _copy(content, path):
    with open(path, "wb") as into:
        shutil.copyfileobj(content, into)


def _insist_on_the_end(file):
    with open(file, "rb") as raw:
        raw.seek(max(0, file.stat().st_size - ENDS_WITH))
        if any(raw.read()):
            raise Refused(f"{file} is damaged: it breaks off before its end.")


def _named(work):
    """The SHA-256 of the files that the readings in the dump rest on."""
    tables = [f"--table={name}" for name in (DELIVERIES, READINGS)]
    words = ("--data-only", *tables, f"--file={work / 'rows'}", str(work / DUMP))
    program("pg_restore", *words, connects=False)
    sha256, states = {}, {}
    for table, row in _rows(work / "rows"):
        if table == DELIVERIES:
            sha256[row["id"]] = row["sha256"]
        else:
            states.setdefault(row["delivery_id"], set()).add(row["state"])
    return {sha256[number] for number, found in states.items() if found - GONE}


def _rows(script):
    """(table, {column: value}) of each row that pg_restore would copy."""
    table, columns = "", []
    with open(script, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if not table and line.startswith("COPY "):
                name, _, named = line.removeprefix("COPY ").partition(" (")
                table = name.rpartition(".")[2]
                columns = named.partition(")")[0].split(", ")
            elif line == "\\.\n":
                table = ""
            elif table:
                yield table, dict(zip(columns, line.rstrip("\n").split("\t"), strict=True))
