"""A scanner that looks through what is sent in before it is kept, where PBC_SCANNER names one.

It speaks as clamd does (INSTREAM): the file goes to it in pieces, each with its length before it,
and one of no length ends it. Only a plain OK lets a file in. Whatever else comes, or nothing within
PBC_SCANNER_SECONDS, and the file is not taken. Without the setting nothing is asked.
"""

import re
import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

from django.conf import settings

PIECE = 1 << 16  # bytes
LONGEST = 4096  # bytes of an answer
PING_SECONDS = 1.0
REST = 5.0  # seconds for which one that let somebody wait in vain is asked nothing
AGAIN = 10.0  # seconds for which a monitor is told what was heard last
FOUND = re.compile(r"stream: (.+) FOUND")
SAID = (
    "The virus scanner did not answer, or could not look through the file. Nothing of it was kept,"
    " and what was done before that stands. See to the scanner (docs/operators.md), or try again in"
    " a while."
)
DO_THIS = (
    "See that the scanner runs and that PBC_SCANNER names it, and read its log. Until it answers"
    " no file is taken in."
)


class Unheard(Exception):
    """What a scanner thinks of a file is not known: the file is not taken in. Says why, for the
    log, and nothing of the file."""


class InVain(Unheard):
    """It was waited for as long as it may take."""


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
    """What was heard last, and when by the clock of this process. `rests` is until when a scanner
    is asked nothing, by where it is: who has let one wait in vain would let all wait."""

    at, answers = float("-inf"), False
    rests: ClassVar[dict] = {}


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
    where = settings.PBC_SCANNER
    if time.monotonic() < Known.rests.get(where, float("-inf")):
        raise Unheard("the scanner did not answer a moment ago")
    try:
        said, is_plain = _answer(chain([b"zINSTREAM\0"], parts), settings.PBC_SCANNER_SECONDS)
    except InVain:
        Known.rests[where] = time.monotonic() + REST
        raise
    file.seek(0)
    if is_plain and said == "stream: OK":
        return ""
    if found := FOUND.fullmatch(said):
        return found[1][:100]
    raise Unheard(f"the scanner says: {said[:200]}" if said else "the scanner says nothing")


def answers() -> bool:
    """Whether the scanner is there."""
    try:
        return _answer([b"zPING\0"], PING_SECONDS) == ("PONG", True)
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
    """(what it answers to all these bytes within so many seconds, whether that is one whole answer
    to all of them). Raises Unheard."""
    until = time.monotonic() + seconds
    try:
        with _connected(settings.PBC_SCANNER, until) as line:
            is_sent = _send(line, parts, until)
            said, is_whole = _read(line, until)
            return said, is_sent and is_whole
    except (OSError, UnicodeError) as fault:  # a name that is none is a UnicodeError
        kind = InVain if isinstance(fault, TimeoutError) else Unheard
        raise kind(f"the scanner does not answer: {type(fault).__name__}") from None


def _connected(where, until):
    """A line to it. Of the addresses of a name each has what is left of the time."""
    if isinstance(where, str):
        return _line(socket.AF_UNIX, where, until)
    fault = OSError()
    for family, _, _, _, address in socket.getaddrinfo(*where, type=socket.SOCK_STREAM):
        try:
            return _line(family, address, until)
        except OSError as latest:
            fault = latest
    raise fault


def _line(family, address, until):
    with ExitStack() as left_open:
        line = left_open.enter_context(socket.socket(family))
        _wait_no_longer(line, until)
        line.connect(address)
        left_open.pop_all()
    return line


def _send(line, parts, until):
    """Whether all of it went: a file that is too large for it ends the connection, and it has said
    so already."""
    for part in parts:
        _wait_no_longer(line, until)
        try:
            line.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            return False
    return True


def _read(line, until):
    """(its answer up to the zero that ends it, without what is no plain letter; whether there is
    one zero, and nothing behind it)."""
    said = b""
    while b"\0" not in said and len(said) < LONGEST:
        _wait_no_longer(line, until)
        piece = line.recv(LONGEST)
        if not piece:
            break
        said += piece
    first, end, behind = said.partition(b"\0")
    text = re.sub(r"[^ -~]", "?", first.decode("ascii", "replace")).strip()
    return text, bool(end) and not behind


def _wait_no_longer(line, until):
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)
