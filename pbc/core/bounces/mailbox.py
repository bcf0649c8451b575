"""The mailbox into which mails that did not arrive come back, by IMAP over TLS.

A message is looked at without a trace, and marked only once what it says is kept: as read where
it was a report of ours, with a star, for somebody to look at, where it was not.
"""

import imaplib
import re
import ssl
from contextlib import contextmanager

from django.conf import settings

from pbc.core.bounces import reports

PATIENCE = 20  # seconds for one answer
A_SWEEP = 200  # messages that are looked at in one go
NEW, LEFT = "(UNSEEN UNFLAGGED)", "(UNSEEN FLAGGED)"
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class NotReached(Exception):
    """Why the mailbox could not be read; nothing was marked, and the next sweep tries again."""


class Mailbox:
    """An open mailbox."""

    def __init__(self, server):
        self.server = server

    def new(self):
        """(number, bytes) of each that nobody has looked at, fetched when the one before is done
        with; bytes are None of what is too long."""
        for uid in self._found(NEW)[:A_SWEEP]:
            yield uid, self._content(uid)

    def left(self):
        """How many messages wait with a star."""
        return len(self._found(LEFT))

    def read(self, uid):
        self._mark(uid, r"(\Seen)")

    def star(self, uid):
        self._mark(uid, r"(\Flagged)")

    def _found(self, which):
        [numbers] = self._ask("SEARCH", None, which)
        return (numbers or b"").split()

    def _content(self, uid):
        """The bytes of a message, which stays unread."""
        size = SIZE.search(self._flat(self._ask("FETCH", uid, "(RFC822.SIZE)")))
        if size is None or int(size[1]) > reports.LARGEST:
            return None
        answer = self._ask("FETCH", uid, "(BODY.PEEK[])")
        return next((part[1] for part in answer if isinstance(part, tuple)), None)

    @staticmethod
    def _flat(answer):
        return b" ".join(b" ".join(one) if isinstance(one, tuple) else one or b"" for one in answer)

    def _mark(self, uid, flags):
        self._ask("STORE", uid, "+FLAGS.SILENT", flags)

    def _ask(self, command, *said):
        state, answer = self.server.uid(command, *said)
        if state != "OK":
            raise NotReached(f"The mailbox did not do {command}")
        return answer


@contextmanager
def opened():
    """The mailbox of the settings, open; raises NotReached, whose text holds no secret."""
    try:
        server = _connected()
    except (OSError, imaplib.IMAP4.error) as fault:
        raise NotReached(f"The mailbox of mails that came back: {_why(fault)}") from fault
    try:
        yield Mailbox(server)
    except (OSError, imaplib.IMAP4.error) as fault:
        raise NotReached(f"The mailbox of mails that came back: {_why(fault)}") from fault
    finally:
        _leave(server)


def _connected():
    given = settings.PBC_BOUNCE
    trusted = ssl.create_default_context(cafile=given["ca"] or None)
    server = imaplib.IMAP4_SSL(given["host"], given["port"], ssl_context=trusted, timeout=PATIENCE)
    try:
        server.login(given["user"], given["password"])
        state, _ = server.select(_quoted(given["folder"]))
    except (OSError, imaplib.IMAP4.error):
        _leave(server)
        raise
    if state != "OK":
        _leave(server)
        raise NotReached("The mailbox of mails that came back has no such folder")
    return server


def _quoted(folder):
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _leave(server):
    """Hang up; a server that is gone already has."""
    try:
        server.logout()
    except (OSError, imaplib.IMAP4.error):
        server.shutdown()


def _why(fault):
    """What went wrong, by its kind alone: what a server says may hold anything."""
    if isinstance(fault, ssl.SSLError):
        return "its certificate is not one that is trusted here"
    if isinstance(fault, imaplib.IMAP4.error):
        return "it did not let us in, or broke off"
    return "it did not answer"
