"""Processes that outlive the command which started them: found by their socket, and ended. And
those which must not: they leave with their parent."""

import ctypes
import os
import signal
import socket
import struct
import sys
import time
from contextlib import contextmanager
from pathlib import Path

PR_SET_PDEATHSIG = 1


def leave_with_the_parent():
    """Called in a child: the kernel ends it when its parent is killed without a word."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def asked_to_leave():
    """Meanwhile SIGTERM is a SystemExit: what was begun is cleared up. A second is not heard."""

    def leave(*_):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.exit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def behind(path: Path) -> list[int]:
    """The process that listens on a unix socket; none when nobody does."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(str(path))
        except OSError:
            return []
        if sys.platform != "linux":
            return []
        told = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return [struct.unpack("3i", told)[0]]


def is_named(process_id: int, name: str) -> bool:
    """Whether that process lives and is the program meant: ids are used again."""
    try:
        said = Path(f"/proc/{process_id}/stat").read_text()
    except OSError:
        return sys.platform != "linux" and _lives(process_id)
    return name in said.split(")")[0] and said.split(")")[1].split()[0] != "Z"


def end(process_id: int, *, asking: str, patience=20):
    """Ask a process to leave, wait for it, and kill it when it does not."""
    for wish in (asking, "SIGKILL"):
        try:
            os.kill(process_id, getattr(signal, wish))
        except ProcessLookupError:
            return
        if _gone(process_id, patience):
            return


def _gone(process_id, patience):
    end_of_wait = time.monotonic() + patience
    while time.monotonic() < end_of_wait:
        if not _lives(process_id):
            return True
        time.sleep(0.02)
    return False


def _lives(process_id):
    """A zombie does not live: it is only waiting to be counted."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        pass
    try:
        os.kill(process_id, 0)
    except OSError:
        return False
    return sys.platform != "linux"
