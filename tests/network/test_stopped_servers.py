"""R7 for the private servers: the process itself stands still, with all that it started."""

from contextlib import contextmanager, suppress

import psutil
import pytest

from pbc.embedded import processes
from tests.network.conftest import BACK, Site, ask_for_all, within


@pytest.fixture(scope="module")
def site(installation):
    """The site on its own servers, over their sockets."""
    one = Site(installation)
    yield one
    one.stop()


@contextmanager
def stopped(socket):
    """The server behind a socket and its children stand still for a while."""
    [number] = processes.behind(socket)
    server = psutil.Process(number)
    frozen = [server, *server.children(recursive=True)]
    for one in frozen:
        with suppress(psutil.NoSuchProcess):  # a backend ends when its client leaves
            one.suspend()
    try:
        yield server
    finally:
        for one in frozen:
            with suppress(psutil.NoSuchProcess):
                one.resume()


def test_a_page_comes_in_time_while_the_database_stands_still(site, sockets):
    well = {path: page.status for path, page in ask_for_all(site).items()}

    with stopped(sockets / ".s.PGSQL.5432") as server:
        found = ask_for_all(site)

    odd = [path for path in found if found[path].status not in (well[path], 503)]
    assert odd == []
    within(BACK, site.is_back)
    assert server.is_running()  # nobody took it for dead


def test_a_file_is_taken_and_read_though_the_broker_stood_still(site, sockets):
    with stopped(sockets / "valkey.sock"):
        upload = site.send()
        found = ask_for_all(site)

    assert upload.status == 302
    assert {page.status for page in found.values()} == {200, 302, 404}
    within(BACK, lambda: site.has_read(upload))
