"""How the site writes its log: an entry begins a line, and nothing that was sent can begin one."""

import logging
import re
import traceback
from datetime import UTC, datetime
from urllib.parse import quote

import psycopg2
from django.db import OperationalError

from pbc.secretive import LONGEST, without_quotes, without_secrets

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
        record.exc_text = None  # that of another handler, which leaves nothing out
        try:
            text = CONTROL.sub(_shown, super().format(record).rstrip("\n"))
        finally:
            record.exc_text = None
        text = without_secrets(text)
        return text.replace("\n", FURTHER)


def _told(fault):
    """The lines of a fault and of those that it came from, first those: each with its place and its
    code, and without what it quotes. Of a group each of its faults is told before it."""
    faults, waiting = [], [fault]
    while waiting:
        each = waiting.pop(0)
        if each is None or any(each is one for one in faults):
            continue
        faults.append(each)
        waiting += [each.__cause__, None if each.__suppress_context__ else each.__context__]
        waiting += each.exceptions if isinstance(each, BaseExceptionGroup) else ()
    for each in reversed(faults):
        yield TRACEBACK
        yield "".join(traceback.format_tb(each.__traceback__)).rstrip("\n")
        yield _in_words(each)


def _in_words(fault):
    """Its kind and what it says; what the database says of itself quotes nothing of ours in its
    first line, and is needed whole: which server could not be reached, and why."""
    kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
    try:
        said = str(fault)
    except Exception:
        return f"{kind}: it cannot say what it is"
    if isinstance(fault, (OperationalError, psycopg2.OperationalError)):
        return f"{kind}: {said.strip().partition(chr(10))[0][:LONGEST]}"
    return f"{kind}: {without_quotes(said)}"


def _safe(argument):
    return _in_words(argument) if isinstance(argument, BaseException) else argument


def _quoted(record, path):
    """What is said, with the path as an address has it: without spaces and brackets nobody writes
    into it who asked. What failed is told without what it quotes, as is what a worker says of a
    job, which is the words of its fault."""
    if isinstance(record.args, dict):
        said = {name: _safe(one) for name, one in record.args.items()}
        if "exc" in said:
            fault = record.exc_info and record.exc_info[1]
            said["exc"] = _in_words(fault) if fault else without_quotes(str(said["exc"]))
        return str(record.msg) % said
    if not record.args or not isinstance(record.args, tuple):
        return record.message
    args = tuple(_safe(one) for one in record.args)
    if path is not None:
        args = tuple(quote(one) if one == path else one for one in args)
    return str(record.msg) % args


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
