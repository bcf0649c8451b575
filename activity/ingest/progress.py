"""How far a reading is: which step, how many rows so far, and how long the rest of it takes.

The child leaves it in its folder, the parent passes it on to the lease, the page shows it. What
is not known is None: the time of a step is told only from what its own bytes have taken so far.
"""

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

READ, CHECK, WRITE = "READ", "CHECK", "WRITE"
FILE = "progress.json"
SOONEST = 1.0  # seconds of a step before its pace says anything


@dataclass(frozen=True)
class Progress:
    """One step: its rows so far, of how many, and the seconds that the rest of it takes."""

    step: str
    rows: int | None = None
    of: int | None = None
    left: int | None = None

    def as_text(self):
        """As a lease keeps it."""
        return json.dumps(asdict(self))


def from_text(text):
    """What a lease keeps; None where nothing is known yet."""
    return Progress(**json.loads(text)) if text else None


class Pace:
    """The pace of one step, of which the whole is known beforehand, in bytes."""

    def __init__(self, whole):
        self.whole, self.began = whole, time.monotonic()

    def left(self, done):
        """Seconds that the rest takes at the pace so far; None as long as there is none."""
        passed = time.monotonic() - self.began
        if not done or passed < SOONEST:
            return None
        return round(passed * (self.whole - done) / done)


class Told:
    """Where this process says how far it is; nowhere until it is told a folder."""

    folder: Path | None = None


def begin(folder):
    """Leave what is said from now on in that folder."""
    Told.folder = Path(folder)


def say(step, **known):
    """Say how far a step is; whoever looks finds the last thing said, whole."""
    if Told.folder is None:
        return
    draft = Told.folder / f"{FILE}.new"
    with suppress(OSError):  # a disk that is full fails the work itself, not what is said of it
        draft.write_text(Progress(step, **known).as_text(), encoding="utf-8")
        os.replace(draft, Told.folder / FILE)


def said(folder):
    """What a child has said last in its folder, as a lease keeps it; "" where nothing yet."""
    try:
        return (Path(folder) / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


class Watched:
    """A file of lines that tells how much of it was taken, to whoever reads it for COPY."""

    def __init__(self, lines, size, rows, tell):
        self.lines, self.rows, self.tell = lines, rows, tell
        self.pace, self.so_far = Pace(size), 0

    def read(self, size):
        """The next bytes of the file."""
        taken = self.lines.read(size)
        self.so_far = min(self.rows, self.so_far + taken.count(b"\n"))
        left = self.pace.left(self.lines.tell())
        self.tell(Progress(WRITE, self.so_far, self.rows, left).as_text())
        return taken
