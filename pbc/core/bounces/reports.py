"""A report of a mail that did not arrive, as a mail server writes it (RFC 3464). Knows no Django.

What comes into the mailbox was written by anybody: nothing in it is believed but the mark of one
of our mails, which only we can write, and nothing is kept but one line.
"""

import email
import hashlib
import re
from dataclasses import dataclass
from email.message import Message

from pbc.secretive import without_secrets

LARGEST = 200_000  # bytes of a message that is read at all
MOST_PARTS = 20
# What reading a message raises that was written to be unreadable.
UNREADABLE = (RecursionError, TypeError, ValueError, LookupError)
REASON_LENGTH = 300
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
# The second is the one that mails had before.
MARK = re.compile(r"\b(\d{1,18}\.(?:[0-9a-z]{1,9}\.[a-z2-7]{26}|\d{14}\.[0-9a-f]{20}))\b")
REPORTED = "message/delivery-status"
RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global-headers")
# What says to whom a report goes: the address from which the mail went. What it answers
# (In-Reply-To) says nothing: whoever was written to can answer.
SAY_TO_WHOM = ("To", "Delivered-To", "X-Original-To")
SAY_OF_WHOM = ("Original-Recipient", "Final-Recipient")
FAILED, DELAYED = "failed", "delayed"


@dataclass(frozen=True)
class Report:
    """What a mail server says became of a mail: its `action` (failed or delayed), `status` as
    5.1.1, why in one line, the addresses `of_whom` it says so in small letters, empty where it
    names none, the marks of ours that stand in it, and what the report itself is known by."""

    action: str
    status: str
    reason: str
    of_whom: tuple[str, ...]
    marks: tuple[str, ...]
    known_by: str

    @property
    def is_for_good(self):
        """Whether the server tries no more, whatever the class of the status: a mailbox that was
        full for five days (4.2.2) has failed."""
        return self.action == FAILED

    def is_of(self, address):
        """Whether it is about a mail to this address, as far as it says about whom it is."""
        return not self.of_whom or address.lower() in self.of_whom


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
    told = sorted((one for part in parts for one in _told(part)), key=lambda one: one[0] != FAILED)
    if not told:
        return None
    return Report(*told[0], _marks(message, parts), hashlib.sha256(raw).hexdigest())


def _parts(message):
    """The first parts of a message, those inside others too."""
    found = []
    for part in message.walk():
        found.append(part)
        if len(found) == MOST_PARTS:
            break
    return found


def _told(part):
    """(failed, 5.1.1, what the server said, of whom) of each recipient whom a part names."""
    if part.get_content_type() != REPORTED or not part.is_multipart():
        return
    for block in part.get_payload()[:MOST_PARTS]:
        action, status = _text(block, "Action").lower(), STATUS.search(_text(block, "Status"))
        if status and action in (FAILED, DELAYED):
            yield action, status[0], _why(block), _of_whom(block)


def _of_whom(block):
    """The addresses of a recipient, of rfc822; mark@example.nhs.uk."""
    said = (_text(block, name).rpartition(";")[2].strip(" <>").lower() for name in SAY_OF_WHOM)
    return tuple(filter(None, said))


def _why(block):
    """550 no such user here, of the diagnostic smtp; 550 no such user here. A server may quote
    the mail: no address in it that opens something by itself is kept."""
    said = _text(block, "Diagnostic-Code").partition(";")
    return without_secrets((said[2] or said[0]).strip())[:REASON_LENGTH]


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
