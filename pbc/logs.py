"""How the site writes its log: an entry begins a line, and nothing that was sent can begin one."""

import logging
import re
import traceback
from datetime import UTC, datetime
from urllib.parse import quote

from pbc.secretive import without_quotes, without_secrets

# What ends a line or moves the cursor, besides the line feeds of a traceback.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
TRACEBACK = "Traceback (most recent call last):"
FURTHER = "\n    "  # what follows the first line of an entry stands further in


class Line(logging.Formatter):
    """When in UTC, how grave, which part of the site and what; who asked and from where, if known.

    Further lines of an entry, as those of a traceback, are indented. Of an address that opens
    something by itself only the beginning is written.
    """

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatTime(self, record, datefmt=None):
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def formatMessage(self, record):
        request = getattr(record, "request", None)
        record.message = _quoted(record, getattr(request, "path", None))
        return super().formatMessage(record) + _asked_by(request)

    def formatException(self, ei):
        return "\n".join(_told(ei[1]))

    def format(self, record):
        text = CONTROL.sub(_shown, super().format(record).rstrip("\n"))
        text = without_secrets(text)
        return text.replace("\n", FURTHER)


def _told(fault):
    """The lines of a fault and of those that it came from, first those, as Python has them: each
    with its place and its code, and without what it quotes."""
    faults = []
    while fault is not None and fault not in faults:
        faults.insert(0, fault)
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    for each in faults:
        yield TRACEBACK
        yield "".join(traceback.format_tb(each.__traceback__)).rstrip("\n")
        yield _in_words(each)


def _in_words(fault):
    return f"{type(fault).__module__}.{type(fault).__qualname__}: {without_quotes(str(fault))}"


def _quoted(record, path):
    """What is said, with the path as an address has it: without spaces and brackets nobody writes
    into it who asked. A worker says of a job what it failed with, which quotes as faults do."""
    if isinstance(record.args, dict) and record.exc_info and "exc" in record.args:
        return str(record.msg) % {**record.args, "exc": _in_words(record.exc_info[1])}
    if path is None or not isinstance(record.args, tuple):
        return record.message
    return str(record.msg) % tuple(quote(one) if one == path else one for one in record.args)


def _asked_by(request):
    """The number of the person and the address, of a request; nothing is asked of the database."""
    if not hasattr(request, "META"):
        return ""
    from pbc.core.sign_ins import places

    person = getattr(getattr(request, "_cached_user", None), "pk", None)
    address = places.of(request)["address"]
    return f" [person {person or 'unknown'}, from {address or 'an unknown address'}]"


def _shown(sign):
    return sign[0].encode("unicode_escape").decode()
