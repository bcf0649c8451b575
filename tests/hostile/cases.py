"""Which hostile files a test takes, and what becomes of one in the child that reads it.

One of each family in `make test`, all of them in `make test-long` (PBC_HOSTILE=all).
"""

import json
import os
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from activity.ingest import child
from tests.activity.ingest.conftest import KNOWN
from tests.hostile import archives, others, workbooks

FAMILIES = (*archives.FAMILIES, *workbooks.FAMILIES, *others.FAMILIES)
IS_LONG = os.environ.get("PBC_HOSTILE") == "all"
SAYS_WHAT_TO_DO = ("Ask", "ask", "Send", "send", "Save", "save", "Open", "Unpack")


@dataclass(frozen=True)
class Outcome:
    """What one file came to: its sentence or result, and what the child says it took."""

    text: str
    is_refused: bool
    fault: str = ""
    resident: int = 0  # bytes
    cpu: float = 0.0  # seconds
    nice: int = 0  # how far it gave way


def taken(family, short):
    """The first files of a family, or all in the long form."""
    return islice(family(), None if IS_LONG else short)


def through_the_child(content):
    """Have a file read as a worker does."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "file"
        path.write_bytes(content)
        try:
            child.run(path, KNOWN, into=folder)
            text, is_refused = (folder / "result.json").read_text(encoding="utf-8"), False
        except child.Refused as refusal:
            text, is_refused = str(refusal), True
        return Outcome(text, is_refused, **_left_in(folder))


def _left_in(folder):
    fault, used = folder / "fault.txt", folder / "used.json"
    left = {"fault": fault.read_text(encoding="utf-8") if fault.exists() else ""}
    return left | (json.loads(used.read_text(encoding="utf-8")) if used.exists() else {})


def is_as_expected(outcome, expected):
    """Does the outcome say what a family says of a file, or one of several things?"""
    said = (expected,) if isinstance(expected, str) else expected
    return any(each in outcome.text for each in said)
