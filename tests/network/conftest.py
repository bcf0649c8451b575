"""The whole site, as `make run` has it, behind a network that can go wrong."""

import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.installation import Installation
from tests.network.proxy import Proxy
from tests.visitor import PATIENCE, Visitor

NAME, PASSWORD = "finance", "a long way to Tring"
BACK = 30  # seconds after the end of a fault in which all is well again
PAGES = (
    "/", "/files/", "/files/new/", "/files/1/", "/files/1/changes/", "/position/",
    "/position/county/", "/position/practice/E82713/rows/", "/practices/", "/practices/E82713/",
    "/accounts/login/", "/accounts/password/change/", "/healthz", "/nowhere/",
)  # fmt: skip


class Site:
    """A site that runs, and a visitor of finance who is signed in to it."""

    def __init__(self, installation, **environment):
        self.port = free_port()
        own = {"PBC_LOG_LEVEL": "ERROR", **environment, "PBC_PORT": str(self.port)}
        self.command = installation.start("run", **own)
        self.sent = 0
        try:
            within(120, self.is_well)
            self.visitor = Visitor(self.port, patience=60).sign_in(NAME, PASSWORD)
            self.visitor.patience = PATIENCE
        except BaseException:
            self.stop()
            raise

    def is_well(self):
        try:
            return Visitor(self.port, patience=2).get("/healthz").status == 200
        except OSError:
            return False

    def is_back(self):
        """Whether the one who was signed in before is served as before."""
        page = self.visitor.get("/")
        return page.status == 200 and "Sign out" in page.text

    def send(self):
        """Send in a file that nobody sent before; nobody can say what its headings mean."""
        self.sent += 1
        content = f"month,practice\n{self.sent},E82713\n".encode()
        return self.visitor.post("/files/new/", files=[(f"file {self.sent}.csv", content)])

    def has_read(self, upload):
        """Whether the file that the answer to an upload leads to has been read."""
        page = self.visitor.get(upload.headers["Location"])
        return "The headings of this file are not understood" in page.text

    def stop(self):
        self.command.terminate()
        sys.stdout.write("".join(self.command.communicate(timeout=60)))


@pytest.fixture(scope="package")
def installation():
    """An installation with finance and one published file."""
    one = Installation()
    try:
        one("shell", "--no-imports", "-c", "from tests.network import content; content.build()")
        yield one
    finally:
        one.remove()


@pytest.fixture(scope="package")
def sockets(installation):
    """The folder of the sockets of the servers."""
    return installation.sockets()


@pytest.fixture(scope="module")
def proxies(sockets):
    """The network to the database, and the one to the broker."""
    both = Proxy(sockets / ".s.PGSQL.5432"), Proxy(sockets / "valkey.sock")
    yield both
    for one in both:
        one.close()


@pytest.fixture(scope="module")
def site(installation, proxies):
    """The site, with the servers behind their proxies."""
    database, broker = proxies
    one = Site(
        installation,
        DATABASE_URL=f"postgres://pbc_app@127.0.0.1:{database.port}/pbc",
        REDIS_URL=f"redis://127.0.0.1:{broker.port}/0",
    )
    yield one
    one.stop()


def ask_for_all(site):
    """Every page, several at once as by several people."""
    with ThreadPoolExecutor(4) as people:
        return dict(zip(PAGES, people.map(site.visitor.get, PAGES), strict=True))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def within(seconds, true):
    """Wait until something is so, for as long as it is promised to take."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"it did not happen within {seconds} seconds"
        time.sleep(0.1)
