"""Whether a backup can be put back: looked at from its first byte to its last, without doing so."""

import hashlib
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path

from pbc.backups.noting import noted as written_down
from pbc.backups.tools import (
    ABOUT,
    BYTES,
    DUMP,
    Refused,
    beside,
    digest,
    program,
    said_of_itself,
    workspace,
)
from pbc.core.models import BackupKind

DELIVERIES, READINGS = "activity_delivery", "activity_submission"
# The bytes of a refused file do not stay, nor, after a time, those of a discarded one.
GONE = {"REFUSED", "DISCARDED"}
ENDS_WITH = tarfile.BLOCKSIZE * 2  # zeros after the last member of a whole tar file


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
    if noted.exists() and noted.read_bytes().split()[:1] != [digest(file).encode()]:
        raise Refused(f"{file} is damaged: its SHA-256 is not the one noted beside it.")
    with workspace(f"check-{file.stem}-") as work:
        files = _unpack(file, work)
        if said_of_itself(work)["sha256"] != digest(work / DUMP):
            raise Refused("The backup is damaged: its database is not the one that was written.")
        program("pg_restore", "--list", f"--file={work / 'list'}", str(work / DUMP), connects=False)
        wanted = _named(work)
    return Checked(len(files), sorted(wanted - files))


def check_and_note(file: Path) -> Checked:
    """The same, and write down what was found: the page of the service shows it."""
    with written_down(BackupKind.CHECKED, file.name) as run:
        checked = check(file)
        run |= {"size": file.stat().st_size, "missing": len(checked.missing)}
    return checked


def _unpack(file, work):
    """Put the database and what is said of it into `work`; the SHA-256 of the delivered files."""
    found = set()
    try:
        with tarfile.open(file) as tar:
            for member in tar:
                if member.isfile() and member.name in (DUMP, ABOUT):
                    _copy(tar.extractfile(member), work / member.name)
                elif member.isfile() and member.name.split("/")[0] in BYTES:
                    content = hashlib.file_digest(tar.extractfile(member), "sha256").hexdigest()
                    found |= {content} & {Path(member.name).name}
            _insist_on_the_end(file, tar.offset)
    except (OSError, tarfile.TarError) as fault:
        raise Refused(f"{file} cannot be read as a backup: {fault}") from fault
    if not all((work / name).exists() for name in (DUMP, ABOUT)):
        raise Refused(f"{file} is not a backup of this application.")
    return found


def _copy(content, path):
    with open(path, "wb") as into:
        shutil.copyfileobj(content, into)


def _insist_on_the_end(file, end):
    """A tar file that is cut between two of its members is read without a complaint."""
    with open(file, "rb") as raw:
        raw.seek(end)
        if raw.read(ENDS_WITH) != bytes(ENDS_WITH):
            raise Refused(f"{file} is damaged: it breaks off before its end.")


def _named(work):
    """The SHA-256 of the files that the readings in the dump rest on."""
    tables = [f"--table={name}" for name in (DELIVERIES, READINGS)]
    words = ("--data-only", *tables, f"--file={work / 'rows'}", str(work / DUMP))
    program("pg_restore", *words, connects=False)
    sha256, states = {}, {}
    try:
        for table, row in _rows(work / "rows"):
            if table == DELIVERIES:
                sha256[row["id"]] = row["sha256"]
            else:
                states.setdefault(row["delivery_id"], set()).add(row["state"])
        return {sha256[number] for number, found in states.items() if found - GONE}
    except (KeyError, ValueError) as fault:
        raise Refused("The backup has readings of files that it does not name.") from fault


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
