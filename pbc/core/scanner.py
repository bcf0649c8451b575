"""A scanner that looks through what is sent in before it is kept, where PBC_SCANNER names one.

It speaks as clamd does (INSTREAM): the file goes to it in pieces, each with its length before it,
and one of no length ends it. Only a plain OK lets a file in. Whatever else comes, or nothing within
PBC_SCANNER_SECONDS, and the file is not taken. Without the setting nothing is asked.
"""

import re
import socket
import time
from dataclasses import dataclass
from itertools import chain

from django.conf import settings

PIECE = 1 << 16  # bytes
LONGEST = 4096  # bytes of an answer
PING_SECONDS = 1.0
AGAIN = 10.0  # seconds for which a monitor is told what was heard last
FOUND = re.compile(r"stream: (.+) FOUND")
SAID = (
    "The virus scanner did not answer, or could not look through the file. Nothing of it was kept,"
    " and what was done before that stands. See to the scanner (docs/operators.md), or try again in"
    " a while."
)
DO_THIS = (
    "See that the scanner runs and that PBC_SCANNER names it, and read its log. Until it answers"
    " no file is taken in; nothing else waits for it."
)


class Unheard(Exception):
    """What a scanner thinks of a file is not known: the file is not taken in. Says why, for the
    log, and nothing of the file."""


class Infected(Exception):
    """A scanner found something in a file, which it calls `found`."""

    def __init__(self, file_name, found):
        super().__init__(f"the scanner found {found}")
        self.file_name, self.found = file_name, found


@dataclass(frozen=True)
class Shown:
    """How it stands, in words, and what is to be done."""

    sentence: str
    what_to_do: str = ""


class Known:
    """What was heard last, and when by the clock of this process."""

    at, answers = float("-inf"), False


def is_set() -> bool:
    """Whether there is a scanner to ask."""
    return bool(settings.PBC_SCANNER)


def insist_on_clean(file):
    """Raise Infected where the scanner finds something in an open file, which has a name, and
    Unheard where it does not say."""
    found = found_in(file)
    if found:
        raise Infected(file.name, found)


def found_in(file) -> str:
    """What the scanner calls what it found in a file that is open for reading bytes; empty where
    that is nothing, or nobody is asked. All of the file is read, and it is left at its beginning.
    Raises Unheard."""
    if not is_set():
        return ""
    file.seek(0)
    pieces = iter(lambda: file.read(PIECE), b"")
    parts = map(_framed, chain(pieces, [b""]))
    said = _answer(chain([b"zINSTREAM\0"], parts), settings.PBC_SCANNER_SECONDS)
    file.seek(0)
    if said == "stream: OK":
        return ""
    if found := FOUND.fullmatch(said):
        return found[1][:100]
    raise Unheard(f"the scanner says: {said[:200]}" if said else "the scanner says nothing")


def answers() -> bool:
    """Whether the scanner is there."""
    try:
        return _answer([b"zPING\0"], PING_SECONDS) == "PONG"
    except Unheard:
        return False


def in_a_line() -> str:
    """How it stands, for a monitor that reads /healthz: as of a few seconds ago at the most, so
    that nobody keeps it busy; empty where there is none."""
    if not is_set():
        return ""
    if time.monotonic() - Known.at > AGAIN:
        Known.answers = answers()
        Known.at = time.monotonic()
    return (
        "scanner: answers\n" if Known.answers else "scanner: does not answer, files are refused\n"
    )


def shown() -> Shown:
    """How it stands now."""
    if not is_set():
        return Shown("None is set: files that are sent in are looked through by no scanner.")
    if answers():
        return Shown("It answers. Whatever is sent in is looked through before it is kept.")
    return Shown("It does not answer.", DO_THIS)


def _framed(piece):
    return len(piece).to_bytes(4, "big") + piece


def _answer(parts, seconds):
    """What it answers to all these bytes, within so many seconds. Raises Unheard."""
    until = time.monotonic() + seconds
    try:
        with _connected(seconds) as line:
            _send(line, parts, until)
            return _read(line, until)
    except OSError as fault:
        raise Unheard(f"the scanner does not answer: {type(fault).__name__}") from None


def _connected(seconds):
    where = settings.PBC_SCANNER
    if not isinstance(where, str):
        return socket.create_connection(where, timeout=seconds)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(seconds)
        line.connect(where)
    except BaseException:
        line.close()
        raise
    return line


def _send(line, parts, until):
    """A file that is too large for it ends the connection: then it has said so already."""
    for part in parts:
        _wait_no_longer(line, until)
        try:
            line.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            return


def _read(line, until):
    """Its answer up to the zero that ends it, without what is no plain letter."""
    said = b""
    while b"\0" not in said and len(said) < LONGEST:
        _wait_no_longer(line, until)
        piece = line.recv(LONGEST)
        if not piece:
            break
        said += piece
    text = said.partition(b"\0")[0].decode("ascii", "replace")
    return re.sub(r"[^ -~]", "?", text).strip()


def _wait_no_longer(line, until):
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)
