"""The parent's side of a reading: run the steps in a process of their own, inside limits.

What a file makes a reader do cannot be known beforehand: a workbook of 1 KiB can ask for 6 GiB.
So a child reads it; its memory, its time and its end are watched, and whatever happens to it the
caller gets a Reading or a sentence.
"""

import errno
import json
import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from activity.ingest import limits, progress
from activity.ingest.refused import Refused
from activity.ingest.work import NO_ROOM

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
TOO_MUCH = (
    "This file is too large or damaged and was not read. Open it in Excel, save it, send it in "
    "again; if that does not help, send it in by locality or by month"
)
EVERY = 0.02  # seconds between two looks at the child
TOO_SLOW = "too slow"  # it gives way, so that this can be the machine's: work has its own limit
# Nothing in a file ends its reader like that.
FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, TOO_SLOW)


class Killed(Refused):
    """Somebody else ended the reader: the system that ran out of memory, an operator, or we, since
    a busy machine had left it no time. The file may be sound, so it is read again before it is
    refused with these words."""


@dataclass(frozen=True)
class Reading:
    """What one reading came to. A layout of None asks somebody to map the headings."""

    folder: Path  # with lines.csv, parked.jsonl and problems.jsonl
    layout: str | None
    feed: str
    year: int | None
    months: list
    slices: list  # [year, month, locality id], and of a practice's month alone its id as well
    sheets_skipped: list
    headings: dict  # found, missing, not_understood
    unit: str
    rows: dict
    money: dict  # strings in pounds, two decimals
    stated_total: str | None
    stated_total_difference: str | None
    by_hand: list  # [id of an assignment, what became of it]


def run(path, known, *, into, tell=lambda _: None):
    """Read a file with what is known, leaving its lines in a folder. Raises Refused, or Killed;
    OSError where the disk is full, which says nothing of the file.

    `tell` is called meanwhile with how far it is (`progress.as_text`).
    """
    folder = apart("activity.ingest.work", path, known, into=into, tell=tell)
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    return Reading(folder=folder, **result)


def apart(module, path, known, *, into, tell=lambda _: None, most=None):
    """Run a module of ours on a file in a process of its own, inside limits and at the most so
    many seconds; return the folder in which it left what it found. Raises Refused, or Killed."""
    path, folder = Path(path), Path(into)
    size = path.stat().st_size
    request = {"path": str(path.resolve()), "known": known, "limits": _limits(size)}
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    with (folder / "child.log").open("wb") as words:
        child = subprocess.Popen(
            [sys.executable, "-m", module, str(folder)],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
        )
        wall = most or limits.seconds(size, limits.CHILD_WALL_SECONDS)
        ended = _watch(child, size, wall, lambda: tell(progress.said(folder)))
    _refuse(folder, ended)
    return folder


def _limits(size):
    return {
        "address_space": limits.address_space(size),
        "cpu": limits.seconds(size, limits.CHILD_CPU_SECONDS),
    }


def _environment():
    """No secrets go to the child, only what Python needs to start, and the limits."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV")
    kept += limits.SETTINGS
    own = {name: os.environ[name] for name in kept if name in os.environ}
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {**own, **threads, "PYTHONPATH": str(ROOT), "ARROW_DEFAULT_MEMORY_POOL": "system"}


def _watch(child, size, wall, look):
    """Wait for the child, and end it when it takes more memory or time than its file warrants."""
    most = limits.resident(size)
    until = time.monotonic() + wall
    process = psutil.Process(child.pid)
    try:
        while child.poll() is None:
            if _resident(process) > most:
                return None
            if time.monotonic() > until:
                return TOO_SLOW
            look()
            _pause(child)
        return child.returncode
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _pause(child):
    try:
        child.wait(EVERY)
    except subprocess.TimeoutExpired:
        return


def _resident(process):
    try:
        return process.memory_info().rss
    except psutil.Error:  # it ended just now
        return 0


def _refuse(folder, ended):
    refused = folder / "refused.json"
    if ended == 0 and refused.exists():
        raise Refused(json.loads(refused.read_text(encoding="utf-8"))["sentence"])
    if ended == NO_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if ended != 0:
        log.warning("the reading of a file ended with %s: %s", ended, _fault(folder))
        raise (Killed if ended in FROM_OUTSIDE else Refused)(TOO_MUCH)


def _fault(folder):
    """Where the child failed. What it printed is not logged: it may hold what the file holds."""
    said = folder / "fault.txt"
    return said.read_text(encoding="utf-8") if said.exists() else "without a word"
