"""A report of a mail that did not arrive, as a mail server writes it (RFC 3464). Knows no Django.

What comes into the mailbox was written by anybody: nothing in it is believed but the mark of one
of our mails, which only we can write, and nothing is kept but one line.
"""

import email
import hashlib
import re
from dataclasses import dataclass
from email.message import Message

LARGEST = 200_000  # bytes of a message that is read at all
MOST_PARTS = 20
# What reading a message raises that was written to be unreadable.
UNREADABLE = (RecursionError, TypeError, ValueError, LookupError)
REASON_LENGTH = 300
STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}")
MARK = re.compile(r"\b(\d{1,18}\.\d{14}\.[0-9a-f]{20})\b")
REPORTED = "message/delivery-status"
RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global-headers")
SAY_TO_WHOM = ("To", "Delivered-To", "X-Original-To", "In-Reply-To", "References")


@dataclass(frozen=True)
class Report:
    """What a mail server says became of a mail: `status` as 5.1.1, why in one line, the marks of
    ours that stand in it, and what the report itself is known by."""

    status: str
    reason: str
    marks: tuple[str, ...]
    known_by: str

    @property
    def is_for_good(self):
        """Whether it is no use to try again: 5.x.x is, 4.x.x is not."""
        return self.status.startswith("5")


def read(raw):
    """The Report in the bytes of a message; None for a message that is none, for a report that all
    is well, and for what cannot be read: too long, of too many parts, or broken."""
    if len(raw) > LARGEST or raw.lower().count(b"content-type") > MOST_PARTS:
        return None
    try:
        return _read(raw)
    except UNREADABLE:
        return None


def _read(raw):
    message = email.message_from_bytes(raw)
    if message.get_content_type() != "multipart/report":
        return None
    parts = _parts(message)
    told = next((one for one in map(_status, parts) if one), None)
    if told is None:
        return None
    status, why = told
    return Report(status, why, _marks(message, parts), hashlib.sha256(raw).hexdigest())


def _parts(message):
    """The first parts of a message, those inside others too."""
    found = []
    for part in message.walk():
        found.append(part)
        if len(found) == MOST_PARTS:
            break
    return found


def _status(part):
    """(5.1.1, what the server said) of a part that says so of a recipient."""
    if part.get_content_type() != REPORTED or not part.is_multipart():
        return None
    for block in part.get_payload()[:MOST_PARTS]:
        status = STATUS.search(_text(block, "Status"))
        if status and status[1] != "2":
            return status[0], _why(block)
    return None


def _why(block):
    """550 no such user here, of the diagnostic smtp; 550 no such user here."""
    said = _text(block, "Diagnostic-Code").partition(";")
    return (said[2] or said[0]).strip()[:REASON_LENGTH]


def _marks(message, parts):
    """The marks in the mail that is sent back, and in what says to whom the report goes."""
    said = [_text(message, name) for name in SAY_TO_WHOM]
    for part in parts:
        if part.get_content_type() in RETURNED:
            said += [_text(inner, "Message-ID") for inner in _returned(part)]
    return tuple(dict.fromkeys(mark for text in said for mark in MARK.findall(text)))


def _returned(part):
    """The message, or the head of one, that a part holds."""
    content = part.get_payload()
    if isinstance(content, list):
        return content[:1]
    raw = part.get_payload(decode=True) or b""
    return [email.message_from_bytes(raw)]


def _text(message: Message, name):
    """A header on one line, without what cannot be shown."""
    text = " ".join(str(message.get(name, "")).split())
    return "".join(letter if letter.isprintable() else " " for letter in text)
