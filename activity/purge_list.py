"""The list of purges that is kept outside the database, so that an older backup does not undo one.

A line of JSON for each, in `purges.txt` beside the heads of the seals and beside each backup: the
SHA-256 of the content, whether its name goes, who asked and who confirmed, when and why; no word of
the file. It is written before anything goes: whatever was removed stands in it.
"""

import fcntl
import json
import os
import re
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from activity.models import Purge
from pbc.core import clock

NAME = "purges.txt"
SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST = 150  # a name of somebody


@dataclass(frozen=True)
class Said:
    """Who it was: a name to sign in with, first and last name."""

    username: str
    first_name: str
    last_name: str


@dataclass(frozen=True)
class Entry:
    """A purge as the list has it; `agreed_at` is when the second person confirmed it."""

    sha256: str
    with_name: bool
    reason: str
    asked_by: Said
    confirmed_by: Said
    agreed_at: str

    def __post_init__(self):
        """Raises ValueError or TypeError where it does not say what it should, or what no row of
        the database could hold."""
        datetime.fromisoformat(self.agreed_at).astimezone(clock.LONDON)
        words = (self.reason, *astuple(self.asked_by), *astuple(self.confirmed_by))
        if not (
            SHA256.fullmatch(self.sha256)
            and isinstance(self.with_name, bool)
            and all(isinstance(one, str) and "\0" not in one for one in words)
            and all(len(one) <= LONGEST for one in words[1:])
            and "" != self.asked_by.username != self.confirmed_by.username != ""
        ):
            raise ValueError(self.sha256)

    @property
    def what(self):
        """What went: the content, and whether its name."""
        return self.sha256, self.with_name


def place():
    """Where the list of this site lies."""
    return settings.PBC_SEALS["file"].with_name(NAME)


def write(purges, path=None):
    """Add those of the purges, each confirmed, that a list has not; OSError where it cannot be."""
    _add([_of(one) for one in purges], path or place())


def write_all(path=None):
    """Have a list hold all that two persons agreed, as far as the database and the site's own
    list know."""
    agreed = Purge.objects.agreed().select_related("asked_by", "answer__by").order_by("pk")
    _add([*read(place()), *map(_of, agreed)], path or place())


def take_over(path):
    """Have the site's own list hold all that another one does, as that beside a backup."""
    _add(read(path), place())


def read(path):
    """The Entries of a list; none where there is none. A line that is none is passed over: the
    last one may not have been written to its end."""
    try:
        text = Path(path).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    return _parted(text)


def _parted(text):
    return list(filter(None, map(_entry, text.splitlines())))


def _entry(line):
    try:
        said = json.loads(line)
        persons = {one: Said(**said.pop(one)) for one in ("asked_by", "confirmed_by")}
        return Entry(**said, **persons)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None


def _of(purge):
    return Entry(
        sha256=purge.sha256,
        with_name=purge.with_name,
        reason=purge.reason,
        asked_by=_who(purge.asked_by),
        confirmed_by=_who(purge.answer.by),
        agreed_at=purge.answer.recorded_at.isoformat(),
    )


def _who(person):
    return Said(person.username, person.first_name, person.last_name)


def _add(entries, path):
    if not entries:
        return
    with _held(path) as (file, text):
        there = {one.what for one in _parted(text)}
        if text and not text.endswith("\n"):
            file.write("\n")
        for one in entries:
            if one.what not in there:
                there.add(one.what)
                file.write(f"{json.dumps(asdict(one))}\n")
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _held(path):
    """(the file, its text), which nobody else writes meanwhile."""
    if path.is_relative_to(settings.PBC_VAR):  # another place is not there when it is not mounted
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(path, "a+", encoding="utf-8", opener=_private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        yield file, file.read()


def _private(path, flags):
    return os.open(path, flags, 0o600)
