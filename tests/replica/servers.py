"""A streaming replica of an installation's own database, made by the programs of PostgreSQL."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2

from pbc.embedded import identity, postgres

PATIENCE = 60  # seconds


class Replica:
    """Follows the server behind `sockets` from a folder of its own; it writes down what it is
    asked."""

    def __init__(self, sockets):
        self.primary, self.programs = sockets, postgres.programs()
        self.words = identity.prefix(self.programs / "postgres")
        self.folder = Path(tempfile.mkdtemp(prefix="pbc-replica-"))
        identity.let_in(self.words, self.folder)
        self.data = self.folder / "data"
        self.data.mkdir(mode=0o700)
        identity.hand_over(self.words, self.data)
        self.run(
            "pg_basebackup", "-h", sockets, "-U", "postgres", "-D", self.data, "-R", "-c", "fast"
        )
        self.start()

    @property
    def url(self):
        """Its address, for PBC_DATABASE_REPLICA_URL."""
        return f"postgres://pbc_app@/pbc?host={self.folder}"

    def start(self):
        options = " ".join(f"-c {name}={value}" for name, value in postgres.SETTINGS.items())
        options += " -c log_statement=all -c logging_collector=off"
        self.run(
            *("pg_ctl", "start", "-w", "-D", self.data, "-l", self.data / "replica.log"),
            *("-o", f"-h '' -k {self.folder} {options}"),
        )

    def stop(self):
        self.run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.data)

    def remove(self):
        if (self.data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program, *arguments):
        done = subprocess.run(
            [*self.words, str(self.programs / program), *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd="/",
        )
        assert done.returncode == 0, done.stderr + done.stdout

    def asks(self, question):
        return asks(self.folder, question)

    def snapshots(self):
        """How many snapshots it was asked for since it was made."""
        return (self.data / "replica.log").read_text().count("REPEATABLE READ, READ ONLY")

    def catches_up(self):
        """Wait until it has all that the primary wrote."""
        [(written,)] = asks(self.primary, "SELECT pg_current_wal_lsn()")
        end = time.monotonic() + PATIENCE
        question = f"SELECT pg_last_wal_replay_lsn() >= '{written}'"
        while self.asks(question) != [(True,)]:
            assert time.monotonic() < end, "the replica does not catch up"
            time.sleep(0.1)


def asks(folder, question):
    """The rows that the superuser of a server gets."""
    connection = psycopg2.connect(host=str(folder), user="postgres", dbname="pbc")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()
    finally:
        connection.close()
