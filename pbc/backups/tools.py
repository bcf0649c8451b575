"""What making, checking and putting back share: the parts of a backup, and the programs."""

import hashlib
import json
import os
import re
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection

from pbc.embedded import places, postgres, processes

DUMP, ABOUT = "database.dump", "about.json"
BYTES = ("quarantine", "deliveries")  # the files as they were sent, by their SHA-256
FOLDERS = (*BYTES, "demonstration")
# What PostgreSQL adds to its complaint.
ADDED = re.compile(r"^(DETAIL|CONTEXT|QUERY|STATEMENT|LINE \d+):.*", re.MULTILINE | re.DOTALL)
TLS = ("sslmode", "sslrootcert", "sslcert", "sslkey")


class Refused(Exception):
    """The backup cannot be made, checked or put back; the text says why. `more` has figures and
    values of rows: it is for the console, and not kept."""

    def __init__(self, text, more=""):
        super().__init__(text)
        self.more = more


def kept(name) -> Path:
    """A folder of this site: the files as they were sent, and what marks a demonstration."""
    return Path(settings.PBC_VAR) / name


def beside(file) -> Path:
    """Where the SHA-256 of a backup is written, in the form that `sha256sum --check` reads."""
    return file.with_name(f"{file.name}.sha256")


def program(name, *words, connects=True, database=""):
    """Run a program of PostgreSQL, on our database or another of its server; its complaint
    becomes ours."""
    where = _address(database) if connects else {}
    command = [str(postgres.programs() / name), *words]
    done = subprocess.run(
        command,
        env={**os.environ, **where},
        capture_output=True,
        text=True,
        preexec_fn=processes.leave_with_the_parent,
    )
    if done.returncode:
        raise _complaint(name, done.stderr)


def _complaint(name, said):
    """What PostgreSQL adds to its complaint has values of rows, and goes to the console alone."""
    words = ADDED.sub("", said).strip()
    return Refused(f"{name}: {words or 'it failed'}", said.strip()[len(words) :].strip())


def _address(database):
    ours = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {variable: str(ours.get(key) or "") for variable, key in names.items()}
    given |= {f"PG{key.upper()}": ours["OPTIONS"].get(key, "") for key in TLS}
    given |= {"PGDATABASE": database or connection.settings_dict["NAME"], "PGOPTIONS": ""}
    return {key: value for key, value in given.items() if value}


@contextmanager
def asking(database=""):
    """A cursor on a connection of its own, as whoever makes backups; each statement stands, and
    what the server refuses is Refused."""
    ours = settings.DATABASES["default"]
    names = {"host": "HOST", "port": "PORT", "user": "USER"}
    names["password"] = "PASSWORD"  # noqa: S105 # the name of a setting
    where = {word: str(ours[key]) for word, key in names.items() if ours.get(key)}
    where |= {key: ours["OPTIONS"][key] for key in TLS if key in ours["OPTIONS"]}
    name = database or connection.settings_dict["NAME"]
    try:
        with closing(psycopg2.connect(dbname=name, connect_timeout=5, **where)) as own:
            own.autocommit = True
            with own.cursor() as cursor:
                yield cursor
    except psycopg2.Error as fault:
        raise _complaint("The database", str(fault)) from fault


@contextmanager
def workspace(prefix="backup-"):
    """A folder on the same disk as the deliveries, for the owner's eyes only."""
    with tempfile.TemporaryDirectory(dir=places.var(), prefix=prefix) as name:
        yield Path(name)


def said_of_itself(work) -> dict:
    """What an unpacked backup says of itself; Refused where it is no backup of ours."""
    try:
        about = json.loads((work / ABOUT).read_text(encoding="utf-8"))
        whole = isinstance(about["sha256"], str) and isinstance(about["migrations"], list)
        whole = whole and isinstance(about.get("tables", {}), dict)
    except (ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise Refused("This is not a backup of this application: what it says of itself is not.")
    return about


def at_length(reason):
    """What went wrong, with what is for the console alone."""
    return "\n".join(filter(None, (str(reason), getattr(reason, "more", ""))))


def kept_to_the_disk(path):
    """Wait until the disk itself has the bytes of a file, or the names of a folder."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def private(path, flags):
    return os.open(path, flags, 0o600)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
