"""A scanner as small as the tests need one: it speaks as much of clamd's protocol as the site asks
of it, and finds the text that every scanner is tried out with.

That text is put together here, so that no scanner takes these tests for what they look for.
"""

import socket
import socketserver
import threading
from contextlib import contextmanager

from tests.mail_servers import Server, serving

TRIAL = (
    b"X5O!P%@AP[4" + b"\\PZX54(P^)7CC)7}" + b"$EICAR-" + b"STANDARD-ANTI" + b"VIRUS-TEST-FILE!$H+H*"
)
NAME = "Win.Test.EICAR_HDB-1"


class Conversation(socketserver.StreamRequestHandler):
    """One command and its answer. `how` is what the scanner does with a file: "" looks at it; a
    text is its answer whatever comes; HANGS, CUTS and DRIPS are what they say, and EARLY says OK
    to no more than the beginning."""

    HANGS, CUTS, DRIPS, EARLY = "hangs", "cuts", "drips", "early"

    def handle(self):
        command = self._command()
        self.server.asked.append(command)
        if self.server.how in (self.HANGS, self.DRIPS):
            return self._stay()
        if command == b"zPING":
            return self._say("PONG")
        if self.server.how == self.EARLY:
            self.rfile.read(4)
            self._say("stream: OK")
        elif self.server.how != self.CUTS:
            self._look()

    def _command(self):
        said = b""
        while not said.endswith(b"\0"):
            said += self.rfile.read(1) or b"\0"
        return said.rstrip(b"\0")

    def _stay(self):
        """Hold the line until the other side goes, or say letter after letter without an end."""
        drips = self.server.how == self.DRIPS
        while not self.server.over.wait(0.05):
            if drips:
                try:
                    self.wfile.write(b"s")
                except OSError:
                    return

    def _look(self):
        content = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(size)
            if len(content) > self.server.most:
                return self._say("INSTREAM size limit exceeded. ERROR")
        self.server.seen.append(content)
        found = f"stream: {NAME} FOUND" if TRIAL in content else "stream: OK"
        self._say(self.server.how or found)

    def _say(self, text):
        self.wfile.write(self.server.raw or text.encode() + b"\0")


class Scanner(Server):
    """`asked` are the commands that came, `seen` the files, `most` bytes of one that it takes;
    `raw` are the bytes that it answers with, if any, in place of words and a zero."""

    def __init__(self, at=("127.0.0.1", 0)):
        super().__init__(at, Conversation)
        self.how, self.raw, self.most, self.asked, self.seen = "", b"", 1 << 30, [], []
        self.over = threading.Event()

    @property
    def address(self):
        return self.server_address


class AtASocket(Scanner):
    """The same at a socket of this machine."""

    address_family = socket.AF_UNIX


@contextmanager
def scanning(server=None):
    """A scanner that answers until the end of the block."""
    server = server or Scanner()
    with serving(server):
        try:
            yield server
        finally:
            server.over.set()
