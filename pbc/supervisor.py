"""The site as one command: web, reader, worker, sweeper and beat, kept running until told."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from pbc import embedded, giving_way
from pbc.embedded import processes
from pbc.embedded.places import CHECKOUT, Unusable, scratch, var

WEB_ALONE = 2.0  # seconds that the web has for itself: somebody is waiting for the first page
LOOK_EVERY = 1.0  # seconds between two looks at the parts
STEADY = 30.0  # a part that ran as long as this is started again at once
LONGEST_WAIT = 30.0
LONGEST_GOODBYE = 25.0  # a worker may finish what it has begun
NOBODYS = 3600.0  # seconds after which no part needs what lies in the scratch folder
LOG_LIMIT = 10 * 1024 * 1024
# What glibc is told for a web, whose answers and rows come and go in pieces of many sizes: one heap
# for all threads, of which one runs at a time, and pieces from 128 KiB on given back at once.
# Otherwise each heap is left in shreds, 20 of 210 MiB.
OF_A_WEB = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "131072"}


@dataclass
class Part:
    """One process of the site."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    failures: int = 0
    start_at: float = field(default_factory=time.monotonic)

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self):
        own = {"PBC_PROCESS": self.name, "PBC_VAR": str(var()), "TMPDIR": str(scratch())}
        environment = {**(OF_A_WEB if self.name == "web" else {}), **os.environ, **own}
        with open(log_file(self.name), "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=CHECKOUT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=processes.leave_with_the_parent,
            )
        if self.name in giving_way.PARTS:
            giving_way.give_way(self.process.pid)
        self.started_at = time.monotonic()

    def look(self):
        """Start the part when it does not run: at once, or later the more often it has failed."""
        now = time.monotonic()
        if self.runs:
            return
        if self.process is not None:
            self._note_the_end(now, self.process.returncode)
        if now >= self.start_at:
            self.start()

    def _note_the_end(self, now, status):
        self.failures = 0 if now - self.started_at > STEADY else self.failures + 1
        self.start_at = now + min(2.0**self.failures - 1, LONGEST_WAIT)
        say(f"{self.name} ended ({status}); see {log_file(self.name)}")
        self.process = None
        clear_scratch(older_than=NOBODYS)

    def ask_to_leave(self):
        if self.process is not None and self.runs:
            self.process.send_signal(signal.SIGTERM)

    def make_leave(self, patience: float):
        """Wait for the part, then end it and all that it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(patience, 0.1))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def parts(port: str, bind: str) -> list[Part]:
    """What the site consists of on one machine."""
    celery = [sys.executable, "-m", "celery", "-A", "pbc"]
    web = [sys.executable, "-m", "gunicorn", "pbc.wsgi", "--bind", f"{bind}:{port}"]
    web += ["--workers", "2", "--threads", "4", "--timeout", "60", "--graceful-timeout", "8"]
    web += ["--no-control-socket", "--keep-alive", "5", "--preload"]
    plain = [*celery, "worker", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    reader = [*plain, "--queues", "reading", "--concurrency", "2", "--hostname", "reader@%h"]
    worker = [*plain, "--queues", "celery,backups", "--concurrency", "1"]
    # One process, not two: what it does takes milliseconds and needs no limit of its own.
    sweeper = [*plain, "--queues", "sweeps", "--pool", "solo", "--hostname", "sweeper@%h"]
    beat = [*celery, "beat", "--loglevel", "INFO", "--pidfile="]
    beat += ["--schedule", str(var() / "beat-schedule")]
    return [
        Part("web", web),
        Part("reader", reader),
        Part("worker", worker),
        Part("sweeper", sweeper),
        Part("beat", beat),
    ]


class Supervisor:
    """Looks after the parts, and after the embedded servers, until SIGTERM or Ctrl-C."""

    def __init__(self, all_parts: list[Part]):
        self.parts = all_parts
        self.told_to_stop = False

    def run(self, *, announce):
        """Keep everything running; call `announce` at each look until it returns true."""
        for wish in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(wish, self._stop)
        clear_scratch(older_than=0)
        self._leave_the_web_alone()
        announced = False
        while not self.told_to_stop:
            self._look()
            announced = announced or announce()
            time.sleep(LOOK_EVERY if announced else 0.1)
        self._leave()

    def _leave_the_web_alone(self):
        """The other parts come after the first page, not after what was done before it."""
        then = time.monotonic() + WEB_ALONE
        for part in self.parts[1:]:
            part.start_at = then

    def _look(self):
        try:
            embedded.start(schema=False, wait=True, patience=0)
        except (Unusable, OSError, psycopg2.Error, subprocess.SubprocessError) as reason:
            say(f"The servers: {reason}")
        for part in self.parts:
            part.look()

    def _stop(self, *_):
        self.told_to_stop = True

    def _leave(self):
        say("Stopping")
        running = [part for part in self.parts if part.runs]
        for part in running:
            part.ask_to_leave()
        end = time.monotonic() + LONGEST_GOODBYE
        for part in running:
            part.make_leave(end - time.monotonic())
        embedded.stop()


def log_file(name: str) -> Path:
    """Where a part writes; a long log is put aside once, so that it cannot fill the disk."""
    folder = var() / "logs"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{name}.log"
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    return path


def clear_scratch(*, older_than: float):
    """Remove what parts that were killed have left, if it is as old as this in seconds."""
    for left in scratch().iterdir():
        try:
            if time.time() - left.stat().st_mtime < older_than:
                continue
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink()
        except OSError:  # its owner has just removed it, or it is not ours: the site goes on
            continue


def say(text: str):
    """A line to the person who started the site."""
    sys.stderr.write(f"{text}\n")
