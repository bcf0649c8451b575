"""The database's machine of the recipe: a PostgreSQL of Debian whose log goes to a repository, and
a copy of the site's files. It can be lost as a whole and had back."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from pbc.embedded import identity, places
from tests.replica import servers
from tests.restores.recipe import Recipe

FOLDERS = ("deliveries", "quarantine")
EVERY = 15  # seconds from one copy of the files to the next, as the recipe says
PATIENCE = 300  # seconds
SEGMENT = re.compile("[0-9A-F]{24}")  # the name of a piece of the log: timeline, and number
OWN = """
listen_addresses = ''
unix_socket_directories = '{sockets}'
log_timezone = UTC
timezone = UTC
"""


def programs():
    """Where the newest PostgreSQL of Debian lies."""
    found = [one.parent for one in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    lacking = [name for name in ("pgbackrest", "rsync") if not shutil.which(name)]
    lacking += ["postgresql"] * (not found)
    assert not lacking, f"Debian's {' and '.join(lacking)} must be installed: see docs/operators.md"
    return max(found, key=lambda folder: int(folder.parent.name))


class Machine:
    """`data` is PostgreSQL's, `var` the site's folder; the repository and the copy of the files are
    on the other machine, which stays."""

    def __init__(self, var):
        self.var, self.programs = var, programs()
        self.words = identity.prefix(self.programs / "postgres")
        self.folder = Path(tempfile.mkdtemp(prefix="pbc-restores-"))
        identity.let_in(self.words, self.folder)
        self.data, self.sockets, self.spool = map(self._made, ("data", "sockets", "spool"))
        self.repository, self.log, self.copy = map(self._made, ("repository", "log", "copy"))
        self.recipe = Recipe(
            {
                "backup-machine:/backups/pbc/": f"{self.copy}/",
                "/backups/pgbackrest": self.repository,
                "/var/spool/pgbackrest": self.spool,
                "/var/lib/postgresql/15/main": self.data,
                "PBC_VAR": self.var,
                "cipher-pass=...": "cipher-pass=of a test",
            }
        )
        self.environment = {
            **os.environ,
            "PGBACKREST_CONFIG": str(self._written("pgbackrest.conf", "[global]")),
            "PGBACKREST_LOG_PATH": str(self.log),
            "PGBACKREST_LOCK_PATH": str(self._made("lock")),
            "PGHOST": str(self.sockets),
            "PGUSER": "postgres",
        }

    def _made(self, name):
        folder = self.folder / name
        folder.mkdir(mode=0o700)
        identity.hand_over(self.words, folder)
        return folder

    def _written(self, name, first_line, before=""):
        """A file of the machine, out of the block of the recipe that begins so."""
        path = self.folder / name
        path.write_text(before + self.recipe.file(first_line))
        path.chmod(0o644)
        return path

    # ---- Setting up -----------------------------------------------------------------------

    def set_up(self):
        """An empty database of the site, on a server whose log is kept as the recipe says."""
        self.run(self.programs / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust")
        self._written("postgresql.conf", "archive_mode", OWN.format(sockets=self.sockets))
        self.start()
        given = {"POSTGRES_USER": "postgres", "PGHOST": str(self.sockets)}
        given |= {"PBC_OWNER_PASSWORD": "owner", "PBC_APP_PASSWORD": "app"}
        roles = ["sh", places.CHECKOUT / "docker" / "roles.sh"]
        subprocess.run(roles, env=os.environ | given, check=True, capture_output=True)

    def address(self, role):
        """The database, as DATABASE_URL says it."""
        return f"postgres://{role}@/pbc?host={self.sockets}"

    def keep_from_now(self):
        """What is done once: the repository, and the first backup."""
        for deed in ("stanza-create", "check", "--type=full"):
            self.run(*self.recipe.command("pgbackrest", deed))

    def start(self):
        """Start the server, and wait until it takes what is written."""
        where = ("-D", self.data, "-l", self.log / "server.log", "-w", "-t", PATIENCE)
        options = f"-c config_file={self.folder / 'postgresql.conf'}"
        self.run(self.programs / "pg_ctl", "start", *where, "-o", options)
        until(
            lambda: self.asks("SELECT pg_is_in_recovery()") == [(False,)], "it goes on recovering"
        )

    # ---- Losing it, and having it back ------------------------------------------------------

    def lose(self):
        """The machine is gone: server, data, log that was not sent yet, and the site's files."""
        first = self._processes()
        until(lambda: not self._killed(first), "a process of the machine goes on")
        for folder in (self.data, self.spool, self.sockets):
            _empty(folder)
        for name in FOLDERS:
            shutil.rmtree(self.var / name)

    def _killed(self, first):
        """The processes that were there still and were killed: those of the first look, and what
        they began meanwhile. The server itself goes first, so that it begins nothing more."""
        there = [one for one in (*first, *self._beside()) if _lives(one)]
        for number in there:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        return there

    def have_back(self, at=None):
        """The database as it was at a moment, or the newest there is, and the files."""
        if at is None:
            command = self.recipe.command("pgbackrest", "restore", "--type=default")
        else:
            command = self.recipe.command("pgbackrest", "restore", "--type=time")
            command = [f"--target={at}" if one[:9] == "--target=" else one for one in command]
        self.run(*command)
        self.start()
        back = self.recipe.command("rsync", f"{self.copy}/", f"{self.var}/")
        subprocess.run(back, check=True)

    def close_log(self):
        """Let a piece of the log end now, as it does once it is full or `archive_timeout` old."""
        self.asks("SELECT pg_switch_wal()")

    def closes_log_after(self):
        """After how many seconds at the most a piece of the log ends, soon after a start, too, when
        PostgreSQL waits for the longer of two; 0 for never."""
        [(shorter, longer)] = self.asks(
            "SELECT min(setting::int), max(setting::int) FROM pg_settings"
            " WHERE name IN ('archive_timeout', 'checkpoint_timeout')"
        )
        return longer if shorter else 0

    def archived(self):
        """Up to which place of the log PostgreSQL was told that it is archived, in bytes."""
        [(name,)] = self.asks("SELECT last_archived_wal FROM pg_stat_archiver")
        if not SEGMENT.fullmatch(name or ""):  # the history of a timeline, or the mark of a backup
            return 0
        return (int(name[8:16], 16) << 32) + (int(name[16:], 16) + 1) * 16 * 2**20

    def archives(self):
        """Whether the log of the server that runs now comes into the repository."""
        self.run(*self.recipe.command("pgbackrest", "check"))

    def end(self):
        """Up to which place of the log the database is back that was had back last."""
        [(line,)] = self.asks(
            "SELECT pg_read_file('pg_wal/' || lpad(upper(to_hex(timeline_id)), 8, '0')"
            " || '.history') FROM pg_control_checkpoint()"
        )
        return line.strip().splitlines()[-1].split("\t")[1]

    def _processes(self):
        """The server, and its children."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        children = [one for one in _every() if _stat(one)[1:2] == [str(postmaster)]]
        return [postmaster, *children]

    def _beside(self):
        """What runs in the machine's environment: the server, its children, and pgBackRest."""
        mark = f"PGBACKREST_CONFIG={self.folder}".encode()
        return [number for number in _every() if mark in _environment(number)]

    # ---- The copy of the files ------------------------------------------------------------

    @contextmanager
    def files_are_copied(self):
        """Meanwhile the files are copied as the recipe says. Gives what tells when the last whole
        copy was begun, as seconds since the epoch."""
        begun, failed, ends = [0.0], [], threading.Event()
        command = self.recipe.command("rsync", "--exclude=*.part")

        def copies():
            while not ends.is_set():
                for name in FOLDERS:
                    (self.var / name).mkdir(exist_ok=True)
                since = time.time()
                done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
                if done.returncode in (0, 24):  # a file went from quarantine to its place
                    begun[0] = since
                else:
                    failed.append(done.stderr)
                ends.wait(EVERY)

        thread = threading.Thread(target=copies)
        thread.start()
        try:
            yield lambda: begun[0]
        finally:
            ends.set()
            thread.join()
        assert failed == [], "the files could not be copied"

    # ---- As anybody asks it -----------------------------------------------------------------

    def run(self, *command):
        done = subprocess.run(
            [*self.words, *map(str, command)],
            env=self.environment,
            capture_output=True,
            text=True,
            cwd="/",
            timeout=2 * PATIENCE,
        )
        log = self.log / "server.log"
        end = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        assert done.returncode == 0, f"{command}:\n{done.stderr}{done.stdout}{end}"
        return done.stdout

    def asks(self, question):
        """The rows that the superuser gets."""
        with servers.there(self.sockets, "postgres") as connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()

    def remove(self):
        if (self.data / "postmaster.pid").exists():
            self.run(self.programs / "pg_ctl", "stop", "-m", "immediate", "-D", self.data)
        shutil.rmtree(self.folder, ignore_errors=True)


def until(true, otherwise):
    servers.until(true, otherwise, PATIENCE)


def _empty(folder):
    for one in folder.iterdir():
        if one.is_dir():
            shutil.rmtree(one)
        else:
            one.unlink()


def _stat(number):
    """[state, parent] of a process, [] of one that is gone."""
    with suppress(OSError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[:2]
    return []


def _every():
    return [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()]


def _lives(number):
    return _stat(number)[:1] not in ([], ["Z"])


def _environment(number):
    with suppress(OSError):
        return Path(f"/proc/{number}/environ").read_bytes()
    return b""
