"""One run a database: an import is broken at a point, what is left is finished, then judged.

Each run has a copy of a prepared database, and is two processes forked from this one, which has
everything imported and no connection open: the first is broken, the second finishes and judges.
"""

import json
import logging
import os
import shutil
import sys
import tempfile
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import ProgrammingError, connection
from django.urls import get_resolver

from pbc.core import leases
from pbc.core.models import job
from tests.faults import county, points

TEMPLATE, COPY = "pbc_faults", "pbc_faulty"
# Shorter than on a site (20 s, renewed every 5 s), so that a run need not wait for it.
SHORT_LEASE, BEATS = job.LEASE / 20, 0.1


@dataclass(frozen=True)
class Outcome:
    """What became of a run. `seconds` until the file counted, None if it never did."""

    broke: bool
    told: list
    wrongs: list
    seconds: float | None
    counts: dict

    @property
    def is_sound(self):
        """Whether nothing was lost, doubled or wrong, and nobody saw a bare error."""
        return self.seconds is not None and not self.wrongs and not self.bare_errors

    @property
    def bare_errors(self):
        """Steps that were answered with an error that nobody expected."""
        return [step for step, status in self.told if status == 500]


@dataclass
class Desk:
    """What people have outside the process, which may not outlive what it tells them: the file,
    what was prepared for them, and what was answered so far."""

    folder: Path
    content: bytes
    prepared: str = ""

    def note(self, step, status):
        """Remember what a step was answered."""
        with (self.folder / "told").open("a") as memory:
            memory.write(json.dumps([step, status]) + "\n")

    def told(self):
        """Everything that was answered so far: (step, status)."""
        memory = self.folder / "told"
        lines = memory.read_text().splitlines() if memory.exists() else []
        return [tuple(json.loads(line)) for line in lines]


class Bench:
    """Where runs are made: the prepared database, and what an undisturbed import leaves.

    `subject` is a way to import: `prepare()`, `import_once(desk)`, `finish(desk)` -> seconds,
    `counts()` and `wrongs(content, expected)`.
    """

    def __init__(self, database, subject):
        """`database` is the name of one with every table and nothing in it; nobody is in it."""
        self.subject, self.expected = subject, {}
        self.folder = Path(tempfile.mkdtemp(prefix="pbc-faults-"))
        self.desk = Desk(self.folder, county.file())
        _ = get_resolver().url_patterns  # imported once, not in each fork
        _copy(database, TEMPLATE)
        self._in_a_fork(TEMPLATE, self._prepare)
        self.desk.prepared = (self.folder / "prepared").read_text()
        undisturbed = self.run()
        assert undisturbed.is_sound, undisturbed
        self.expected = undisturbed.counts
        self.points = json.loads((self.folder / "points.json").read_text())

    def close(self):
        """Leave nothing behind."""
        for name in (TEMPLATE, COPY):
            _drop(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, chosen=None, fault=""):
        """Break an import at the chosen point, finish it, and judge what is there."""
        for name in ("told", "outcome.json", "points.json"):
            (self.folder / name).unlink(missing_ok=True)
        for name in ("var", "tmp"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir()
        _copy(TEMPLATE, COPY)
        ended = self._in_a_fork(COPY, self._import, chosen, fault)
        self._in_a_fork(COPY, self._finish)
        outcome = json.loads((self.folder / "outcome.json").read_text())
        broke = outcome.pop("met") or os.WIFSIGNALED(ended)
        return Outcome(broke=broke, **outcome)

    def _in_a_fork(self, database, work, *details):
        """Do something in a process of its own, in that database; return how it ended."""
        number = os.fork()
        if number == 0:
            try:
                self._settle(database)
                work(*details)
                connection.close()
                os._exit(0)
            except BaseException:
                traceback.print_exc(file=sys.__stderr__)
            os._exit(99)
        return os.waitpid(number, 0)[1]

    def _settle(self, database):
        connection.settings_dict["NAME"] = database
        settings.PBC_VAR = self.folder / "var"
        os.environ["PBC_TODAY"] = "2007-03-13"
        tempfile.tempdir = str(self.folder / "tmp")
        logging.disable()
        threading.excepthook = lambda _: None  # a lease's thread that is out of memory ends
        job.LEASE = leases.LEASE = SHORT_LEASE
        leases.RENEW_EVERY = leases.LOOK_EVERY = BEATS

    def _prepare(self):
        (self.folder / "prepared").write_text(self.subject.prepare())

    def _import(self, chosen, fault):
        where = (str(settings.PBC_VAR), tempfile.tempdir)
        reached = points.Points(chosen, fault, folders=where)
        points.install(reached)
        try:
            self.subject.import_once(self.desk)
        finally:
            said = json.dumps({"of": reached.seen, "met": reached.met})
            (self.folder / "points.json").write_text(said)

    def _finish(self):
        seconds = self.subject.finish(self.desk)
        said = self.folder / "points.json"
        outcome = {
            "told": self.desk.told(),
            "wrongs": list(self.subject.wrongs(self.desk.content, self.expected)),
            "seconds": seconds,
            "counts": self.subject.counts(),
            "met": said.exists() and json.loads(said.read_text())["met"],
        }
        (self.folder / "outcome.json").write_text(json.dumps(outcome))


def _drop(name):
    """Whoever is in it is put out. Only the server's own vacuuming may not be, and makes way."""
    try:
        _as_owner(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    except ProgrammingError:
        _as_owner(f'DROP DATABASE IF EXISTS "{name}"')


def _copy(database, name):
    _drop(name)
    _as_owner(f'CREATE DATABASE "{name}" TEMPLATE "{database}"')


def _as_owner(statement):
    """Databases are made by pbc_owner, from outside them all."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute(statement)
