"""The points at which a process can die or fail: each statement, commit, message and file.

`install(points)` counts them, in this process and for good, so it is called in a process that was
forked for one run. At the chosen point the process kills itself, or meets the chosen fault.
Points of the lease's own thread are counted apart: how often it beats is the clock's affair.
"""

import errno
import os
import signal
import sys
import threading
from dataclasses import dataclass, field

import kombu
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.backends.utils import CursorWrapper
from redis.exceptions import ConnectionError as NoBroker

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
FILES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"}
DEADLOCK = "DO $$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$"
MEMORY = "out of memory"
FAULTS = {
    "statement": ("connection lost", "deadlock", MEMORY),
    "connect": ("connection lost", MEMORY),
    "commit": ("connection lost", "deadlock", MEMORY),
    "committed": ("connection lost",),
    "message": ("no broker", MEMORY),
    "file": ("disk full", MEMORY),
    "process": ("disk full", MEMORY),
}


@dataclass
class Points:
    """What a run has reached so far; at `chosen`, a thread and a number, it meets `fault`."""

    chosen: tuple[str, int] | None = None
    fault: str = ""
    folders: tuple[str, ...] = ()
    seen: dict[str, list[tuple[str, str]]] = field(
        default_factory=lambda: {"work": [], "lease": []}
    )
    met: bool = False

    def reach(self, sort, what, connection=None):
        """Count a point, and break there if it is the one."""
        of = "lease" if threading.current_thread().name.startswith("lease of") else "work"
        self.seen[of].append((sort, " ".join(what.split())[:80]))
        if self.chosen == (of, len(self.seen[of])) and not self.met:
            self.met = True
            _break(self.fault, connection)


def _break(fault, connection):
    if fault == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if fault == "deadlock":
        with connection.connection.cursor() as cursor, connection.wrap_database_errors:
            cursor.execute(DEADLOCK)
    if fault == "connection lost":
        if connection is not None and connection.connection is not None:
            connection.connection.close()
        raise OperationalError("server closed the connection unexpectedly")
    if fault == MEMORY:
        raise MemoryError
    if fault == "disk full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    raise NoBroker("Connection refused")


def install(points):
    """Have every point of this process counted."""
    _statements(points)
    _commits(points)
    _messages(points)
    _files(points)


def _statements(points):
    def statement(execute, sql, values, many, context):
        points.reach("statement", str(sql), context["connection"])
        return execute(sql, values, many, context)

    def watch(connection, **_):
        if statement not in connection.execute_wrappers:
            connection.execute_wrappers.append(statement)

    def copy_expert(self, sql, file):
        points.reach("statement", sql, self.db)
        with self.db.wrap_database_errors:
            return self.cursor.copy_expert(sql, file)

    connection_created.connect(watch, weak=False)
    CursorWrapper.copy_expert = copy_expert


def _commits(points):
    connect, commit = DatabaseWrapper.get_new_connection, DatabaseWrapper._commit

    def watched_connect(self, params):
        points.reach("connect", "connect", self)
        return connect(self, params)

    def watched_commit(self):
        points.reach("commit", "commit", self)
        commit(self)
        points.reach("committed", "committed", self)

    DatabaseWrapper.get_new_connection, DatabaseWrapper._commit = watched_connect, watched_commit


def _messages(points):
    publish = kombu.Producer.publish

    def watched_publish(self, *body, **how):
        points.reach("message", "to be sent")
        sent = publish(self, *body, **how)
        points.reach("message", "sent")
        return sent

    kombu.Producer.publish = watched_publish


def _files(points):
    fsync = os.fsync

    def watched_fsync(number):
        points.reach("file", "fsync")
        return fsync(number)

    def watch(event, given):
        if event == "subprocess.Popen":
            points.reach("process", "start of a reader")
        elif event in FILES and _is_written(event, given, points.folders):
            points.reach("file", event)

    os.fsync = watched_fsync
    sys.addaudithook(watch)


def _is_written(event, given, folders):
    ours = str(given[0]).startswith(folders)
    return ours and (event != "open" or bool(given[2] & WRITES))
