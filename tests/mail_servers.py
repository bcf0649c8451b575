"""Mail servers as small as the tests need them: one that holds a mailbox, and one that takes mail.

They listen on a socket of this machine and speak as much of IMAP (RFC 3501) over TLS, and of SMTP,
as a client of the site's asks of them.
"""

import datetime
import socketserver
import ssl
import threading
from contextlib import contextmanager

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "localhost"


def certificate(folder):
    """A certificate of this machine that trusts itself: (path of it, path of its key)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return cert, private


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True

    @property
    def port(self):
        return self.server_address[1]


@contextmanager
def serving(server):
    """Let a server answer until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Mailbox(Server):
    """An IMAP server with one folder: `messages` are bytes, `flags` what each is marked with.

    `breaks_at` is a command at which it hangs up once.
    """

    def __init__(self, folder, messages, *, password="let me in", breaks_at=""):  # noqa: S107
        cert, key = certificate(folder)
        self.cert, self.password, self.breaks_at = str(cert), password, breaks_at
        self.messages = list(messages)
        self.flags = [set() for _ in self.messages]
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(cert, key)
        super().__init__((HOST, 0), OfAMailbox)

    def get_request(self):
        connection, address = super().get_request()
        connection.settimeout(10)
        return self.tls.wrap_socket(connection, server_side=True), address

    def handle_error(self, request, client_address):
        """A client that does not trust us, or that was hung up on, is no fault of the test."""


class OfAMailbox(socketserver.StreamRequestHandler):
    def handle(self):
        self.say(b"* OK ready")
        for line in self.rfile:
            tag, _, asked = line.decode().strip().partition(" ")
            word = asked.upper().removeprefix("UID ").partition(" ")[0]
            if word == self.server.breaks_at:
                self.server.breaks_at = ""
                return
            answer = getattr(self, f"on_{word.lower()}")(asked)
            self.say(f"{tag} {answer or 'OK done'}".encode())
            if word == "LOGOUT":
                return

    def say(self, line):
        self.wfile.write(line + b"\r\n")

    def on_capability(self, asked):
        self.say(b"* CAPABILITY IMAP4rev1")

    def on_login(self, asked):
        return None if f'"{self.server.password}"' in asked else "NO who are you"

    def on_select(self, asked):
        if '"INBOX"' not in asked:
            return "NO no such folder"
        self.say(f"* {len(self.server.messages)} EXISTS".encode())
        return None

    def on_logout(self, asked):
        self.say(b"* BYE")

    def on_search(self, asked):
        starred = "UNFLAGGED" not in asked
        numbers = [
            str(number)
            for number, flags in enumerate(self.server.flags, start=1)
            if "\\Seen" not in flags and ("\\Flagged" in flags) == starred
        ]
        self.say(" ".join(["* SEARCH", *numbers]).encode())

    def on_fetch(self, asked):
        number = int(asked.split()[2])
        raw = self.server.messages[number - 1]
        if "SIZE" in asked:
            self.say(f"* {number} FETCH (UID {number} RFC822.SIZE {len(raw)})".encode())
            return
        assert "BODY.PEEK[]" in asked, "a message that is fetched stays unread"
        self.wfile.write(f"* {number} FETCH (UID {number} BODY[] {{{len(raw)}}}\r\n".encode())
        self.say(raw + b")")

    def on_store(self, asked):
        _, _, number, _, flags = asked.split(maxsplit=4)
        self.server.flags[int(number) - 1] |= set(flags.strip("()").split())


class Exchange(Server):
    """An SMTP server that knows some addresses and keeps what it `took`: (from, to, text)."""

    def __init__(self, known=()):
        self.known, self.took = set(known), []
        super().__init__((HOST, 0), OfAnExchange)


class OfAnExchange(socketserver.StreamRequestHandler):
    timeout = 10

    def handle(self):
        self.say("220 ready")
        sender, to = "", ""
        for line in self.rfile:
            asked = line.decode().strip()
            word = asked[:4].upper()
            if word == "MAIL":
                sender = asked.partition("<")[2].partition(">")[0]
            if word == "RCPT":
                to = asked.partition("<")[2].partition(">")[0]
                if to not in self.server.known:
                    self.say("550 5.1.1 no such user here")
                    continue
            if word == "DATA":
                self.say("354 go on")
                self.server.took.append((sender, to, self.text()))
            self.say("221 bye" if word == "QUIT" else "250 done")
            if word == "QUIT":
                return

    def text(self):
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(lines)

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())
