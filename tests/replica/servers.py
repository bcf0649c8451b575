"""A streaming replica of an installation's own database, made by the programs of PostgreSQL."""

import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
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
        self.serve(self.data)

    def serve(self, data):
        """Let the server of a folder of data answer at the address."""
        options = " ".join(f"-c {name}={value}" for name, value in postgres.SETTINGS.items())
        options += " -c log_statement=all -c logging_collector=off"
        self.run(
            *("pg_ctl", "start", "-w", "-D", data, "-l", data / "replica.log"),
            *("-o", f"-h '' -k {self.folder} {options}"),
        )

    def stop(self, data=None):
        self.run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data or self.data)

    def another_cluster(self):
        """The data of another cluster, of the same names, which recovers for ever and is further on
        in its log than the primary: by its places alone it would have everything."""
        data = self.folder / "another"
        data.mkdir(mode=0o700)
        identity.hand_over(self.words, data)
        self.run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync")
        self.serve(data)
        for statement in ("CREATE ROLE pbc_app LOGIN", "CREATE DATABASE pbc"):
            does(self.folder, statement, database="postgres")
        for table in ("activity_inforce", "core_mail"):
            does(self.folder, f"CREATE TABLE {table} (id bigint)")
            does(self.folder, f"INSERT INTO {table} VALUES (1000000)")
            does(self.folder, f"GRANT SELECT ON {table} TO pbc_app")
        for _ in range(40):
            does(self.folder, "SELECT txid_current()", "SELECT pg_switch_wal()")
        [(theirs,)] = self.asks("SELECT pg_current_wal_lsn()")
        further = asks(self.primary, f"SELECT pg_current_wal_lsn() < '{theirs}'")
        assert further == [(True,)], "the other cluster is not further on"
        self.run("pg_ctl", "stop", "-w", "-m", "fast", "-D", data)
        self.write(data / "standby.signal")
        return data

    def pauses(self):
        """Have it get what the primary writes, and replay nothing of it."""
        self.asks("SELECT pg_wal_replay_pause()")
        paused = "SELECT pg_get_wal_replay_pause_state() = 'paused'"
        until(lambda: self.asks(paused) == [(True,)], "the replica does not pause")

    @contextmanager
    def held(self, table):
        """A table that nobody can read here, and everybody at the primary: a lock that was replayed
        and whose end is not."""
        with there(self.primary) as connection, connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            locks = "SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted"
            locks += f" AND relation = '{table}'::regclass"
            until(lambda: self.asks(locks), "the lock is not replayed")
            self.pauses()
        try:
            yield
        finally:
            self.asks("SELECT pg_wal_replay_resume()")

    def waiting(self):
        """The process of somebody who waits for a lock here."""
        until(self.waits, "nobody waits for a lock")
        return self.waits()[0][0]

    def waits(self):
        """The processes that wait for a lock here."""
        question = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        return self.asks(f"{question} AND backend_type = 'client backend'")

    def remove(self):
        if (self.data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, path):
        """Make an empty file, as the user that the server runs as."""
        subprocess.run([*self.words, "touch", path], check=True, cwd="/")

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

    def judged(self):
        """How often it was asked how it stands since it was made."""
        return (self.data / "replica.log").read_text().count("FROM pg_control_system()")

    def catches_up(self):
        """Wait until it has all that the primary wrote."""
        [(written,)] = asks(self.primary, "SELECT pg_current_wal_lsn()")
        question = f"SELECT pg_last_wal_replay_lsn() >= '{written}'"
        until(lambda: self.asks(question) == [(True,)], "the replica does not catch up")


def until(true, otherwise, patience=PATIENCE):
    """Wait for something. It is asked so often, whatever the clock says: a machine that is busy, or
    stands still for a while, is no fault."""
    for _ in range(patience * 10):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError(otherwise)


@contextmanager
def there(folder, database="pbc"):
    """A connection of the superuser of a server."""
    connection = psycopg2.connect(host=str(folder), user="postgres", dbname=database)
    connection.autocommit = True
    try:
        yield connection
    finally:
        connection.close()


def asks(folder, question):
    """The rows that the superuser of a server gets."""
    with there(folder) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def does(folder, *statements, database="pbc"):
    """Have the superuser of a server do something, each statement by itself."""
    with there(folder, database) as connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
