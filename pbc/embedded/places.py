"""Where an installation keeps what it must keep, and where its sockets lie."""

import fcntl
import hashlib
import os
import stat
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534  # the user and group of no rights, as whom root may have PostgreSQL run
CHECKOUT = Path(__file__).resolve().parents[2]


class Unusable(Exception):
    """This machine cannot run the embedded servers; the text says what to do about it."""


def var_path() -> Path:
    """The folder of everything kept locally. It may be a deep path, and need not exist yet."""
    return Path(os.environ.get("PBC_VAR") or CHECKOUT / "var").resolve()


def var() -> Path:
    """The same folder, made for its owner alone when it is not there."""
    folder = var_path()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def scratch() -> Path:
    """Where the parts of the site put what they need for a moment, so that what one leaves which
    was killed is found: an upload half taken in, the folder of a reading."""
    folder = var() / "scratch"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def sockets_path() -> Path:
    """A short path of its own for each PBC_VAR: a socket's whole path may have 107 bytes only.

    Not in $XDG_RUNTIME_DIR: that folder goes at logout, below a server that still runs, and a
    command from cron has none, so that two commands would look in two places.
    """
    mark = hashlib.sha256(str(var_path()).encode()).hexdigest()[:12]
    return Path(f"/tmp/pbc-{os.getuid()}-{mark}")  # its owner is looked at


def sockets() -> Path:
    """The folder of the sockets, made when missing; refused when it is somebody else's."""
    folder = sockets_path()
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    if not ours or found.st_mode & (0o007 if found.st_gid == NOBODY else 0o077):
        raise Unusable(f"{folder} belongs to another user. Remove it, or set PBC_VAR elsewhere.")
    return folder


@contextmanager
def locked(name: str):
    """Hold a lock of this installation; the kernel gives it back when the holder dies."""
    with open(var() / f"{name}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
