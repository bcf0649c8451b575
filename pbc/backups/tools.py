"""What making, checking and putting back share: the parts of a backup, and the programs."""

import hashlib
import os
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection

from pbc.embedded import places, postgres

DUMP, ABOUT = "database.dump", "about.json"
BYTES = ("quarantine", "deliveries")  # the files as they were sent, by their SHA-256
FOLDERS = (*BYTES, "demonstration")
TLS = ("sslmode", "sslrootcert", "sslcert", "sslkey")


class Refused(Exception):
    """The backup cannot be made, checked or put back; the text says why."""


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
    done = subprocess.run(command, env={**os.environ, **where}, capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"{name}: {done.stderr.strip()}")


def _address(database):
    ours = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {variable: str(ours.get(key) or "") for variable, key in names.items()}
    given |= {f"PG{key.upper()}": ours["OPTIONS"].get(key, "") for key in TLS}
    given |= {"PGDATABASE": database or connection.settings_dict["NAME"], "PGOPTIONS": ""}
    return {key: value for key, value in given.items() if value}


@contextmanager
def asking(database=""):
    """A cursor on a connection of its own, as whoever makes backups; each statement stands."""
    ours = settings.DATABASES["default"]
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    where = {word: str(ours[key]) for word, key in names.items() if ours.get(key)}
    where |= {key: ours["OPTIONS"][key] for key in TLS if key in ours["OPTIONS"]}
    name = database or connection.settings_dict["NAME"]
    with closing(psycopg2.connect(dbname=name, connect_timeout=5, **where)) as own:
        own.autocommit = True
        with own.cursor() as cursor:
            yield cursor


@contextmanager
def workspace(prefix="backup-"):
    """A folder on the same disk as the deliveries, for the owner's eyes only."""
    with tempfile.TemporaryDirectory(dir=places.var(), prefix=prefix) as name:
        yield Path(name)


def private(path, flags):
    return os.open(path, flags, 0o600)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
