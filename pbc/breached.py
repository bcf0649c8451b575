"""A list of passwords that were stolen elsewhere, in a file of this machine: nobody else is asked.

It is the text that the downloaders of such lists write: a line for each password, the SHA-1 of it
in 40 hexadecimal digits, then, if they like, a colon and how often it was found, in the order of
the hashes. It has tens of gigabytes: some 35 places of it are looked at, and nothing is kept.
"""

import hashlib
import logging
import os
import re
import stat
from contextlib import contextmanager

from django.conf import settings
from django.core.checks import Error

log = logging.getLogger(__name__)

LINE = re.compile(rb"([0-9A-Fa-f]{40})(?::[0-9]{1,18})?\r?\n?")
LONGEST = 64  # bytes; a line has 61 at the most
PLACES = 100  # that are looked at to know whether it is such a list
NOT_SUCH = "a line of it is not the SHA-1 of a password in 40 hexadecimal digits"
NO_ORDER = "its lines are not in the order of their hashes"


class Unreadable(Exception):
    """Why the list cannot be asked."""


def holds(path, password):
    """Whether the list has a password. Raises Unreadable."""
    # SHA-1 is what the list is written in; what the site keeps of a password is by argon2id.
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with _opened(path) as file:
        return _is_there(file, wanted)


def fault(path):
    """Why the list cannot be asked, as far as its two ends and places between tell; or nothing."""
    try:
        with _opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            lines = [_line_from(file, size * n // PLACES) for n in range(PLACES)]
            hashes = [line[1] for line in lines if line] + [_last_hash(file, size)]
    except Unreadable as why:
        return str(why)
    return "" if hashes == sorted(hashes) else NO_ORDER


def list_is_readable(app_configs, **_):
    """What `manage.py check --deploy` says: an error where a list is named that cannot be read."""
    why = settings.PBC_BREACHED_PASSWORDS and fault(settings.PBC_BREACHED_PASSWORDS)
    hint = "Until it can be, nobody can choose a password (docs/operators.md)."
    said = f"The list that PBC_BREACHED_PASSWORDS names cannot be read: {why}."
    return [Error(said, hint=hint, id="pbc.E001")] if why else []


def say_at_start():
    """Write into the log that the list cannot be read, before somebody needs it."""
    for one in list_is_readable(None):
        log.error("%s %s", one.msg, one.hint)


@contextmanager
def _opened(path):
    """The file; what is none, such as a pipe, would be waited for without end."""
    try:
        found = os.stat(path)
        if not (stat.S_ISREG(found.st_mode) and found.st_size):
            raise Unreadable("it is empty, or not a file")
        with open(path, "rb") as file:
            yield file
    except OSError as why:
        raise Unreadable(why.strerror or "it gives a fault") from why


def _is_there(file, wanted):
    """Halve what is left until the hash is found, or no line begins in what is left."""
    low, high = 0, os.fstat(file.fileno()).st_size
    below, above = b"0" * 40, b"F" * 40
    while low < high:
        middle = (low + high) // 2
        line = _line_from(file, middle)
        if line is None or line[0] >= high:
            high = middle
            continue
        found, ends = line[1:]
        if not below <= found <= above:
            raise Unreadable(NO_ORDER)
        if found == wanted:
            return True
        if found < wanted:
            low, below = ends, found
        else:
            high, above = middle, found
    return False


def _line_from(file, place):
    """(where it begins, its hash, where it ends) of the first line that begins at a place or behind
    it; None where none does."""
    if place:
        file.seek(place - 1)
        rest = file.readline(LONGEST)
        if len(rest) == LONGEST and not rest.endswith(b"\n"):
            raise Unreadable(NOT_SUCH)
    else:
        file.seek(0)
    begins = file.tell()
    line = file.readline(LONGEST)
    return (begins, _hash(line), file.tell()) if line else None


def _last_hash(file, size):
    file.seek(max(0, size - LONGEST))
    return _hash(b"".join(file.read(LONGEST).splitlines()[-1:]))


def _hash(line):
    found = LINE.fullmatch(line)
    if not found:
        raise Unreadable(NOT_SUCH)
    return found[1].upper()
