"""The whole site, as `make run` has it, with a replica that pages are read from."""

import pytest

from tests.installation import Installation
from tests.network.conftest import Site, within
from tests.replica.pages import page_is_from_the_replica
from tests.replica.servers import Replica

CONTENT = """
from tests import make
from tests.network import content
content.build()
tom = make.administrator()
tom.username = "tom"
tom.set_password(content.PASSWORD)
tom.save()
"""


@pytest.fixture(scope="package")
def installation():
    one = Installation()
    try:
        one("shell", "--no-imports", "-c", CONTENT)
        yield one
    finally:
        one.remove()


@pytest.fixture(scope="package")
def server(installation):
    installation("services", "start")
    one = Replica(installation.sockets())
    yield one
    one.remove()


@pytest.fixture(scope="module")
def running(request, installation, server):
    """The site; the module says how many seconds its replica may be behind."""
    named = {
        "PBC_DATABASE_REPLICA_URL": server.url,
        "PBC_DATABASE_REPLICA_SECONDS": str(request.module.BEHIND),
    }
    one = Site(installation, PBC_LOG_LEVEL="WARNING", **named)
    yield one
    one.stop()


@pytest.fixture
def replica(server):
    """The replica, with all that the primary has."""
    server.catches_up()
    return server


@pytest.fixture
def site(running, replica):
    """The site, whose processes read from the replica, and somebody who wrote nothing lately."""
    running.visitor.cookies.pop("pbc_wrote", None)
    running.visitor.patience = 60
    within(60, lambda: all(page_is_from_the_replica(running, replica) for _ in range(4)))
    return running
