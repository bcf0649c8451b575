"""Pages of figures are read from a replica where one is named, and nobody notices: what somebody
has just written they see, and a replica that is late or gone is passed over."""

import re

import pytest

from pbc.replica import AGAIN
from tests.installation import Installation
from tests.network.conftest import PASSWORD, Site, within
from tests.replica.servers import Replica, asks
from tests.visitor import Visitor

LIST, POSITION = "/actions/", "/position/practice/E82713/"
CONTENT = """
from tests import make
from tests.network import content
content.build()
tom = make.administrator()
tom.username = "tom"
tom.set_password(content.PASSWORD)
tom.save()
"""
LATE = 2  # seconds that it may be behind here
OWNER = "person:finance"


@pytest.fixture(scope="module")
def installation():
    one = Installation()
    try:
        one("shell", "--no-imports", "-c", CONTENT)
        yield one
    finally:
        one.remove()


@pytest.fixture(scope="module")
def server(installation):
    installation("services", "start")
    one = Replica(installation.sockets())
    yield one
    one.remove()


@pytest.fixture(scope="module")
def running(installation, server):
    named = {"PBC_DATABASE_REPLICA_URL": server.url, "PBC_DATABASE_REPLICA_SECONDS": str(LATE)}
    one = Site(installation, PBC_LOG_LEVEL="WARNING", **named)
    yield one
    one.stop()


@pytest.fixture
def replica(server):
    """The replica, with all that the primary has."""
    server.catches_up()
    return server


@pytest.fixture
def site(running):
    """The site, and somebody who has written nothing lately."""
    running.visitor.cookies.pop("pbc_wrote", None)
    return running


def page_is_from_the_replica(site, replica, path=POSITION):
    """Whether a page, which is there in any case, was read from the replica."""
    before = replica.snapshots()
    page = site.visitor.get(path)
    assert page.status == 200, page.text
    return replica.snapshots() > before


def raise_action(site, text):
    """Raise an action by the form; the answer leads to its page."""
    form = site.visitor.get("/actions/new/").text
    of = re.search(r'<(?:option|input)[^>]*value="(pct:[^"]+)"', form)[1]
    said = {"text": text, "owner": OWNER, "due_typed": "", "of": of}
    answer = site.visitor.post("/actions/new/", said)
    assert answer.status == 302, answer.text


def says(site):
    """What a monitor reads of the replica."""
    return site.visitor.get("/healthz").text.partition("replica: ")[2].strip()


def log(installation):
    return (installation.var / "logs" / "web.log").read_text()


def test_figures_are_read_from_the_replica_and_the_desk_and_forms_are_not(site, replica):
    assert page_is_from_the_replica(site, replica)
    assert page_is_from_the_replica(site, replica, f"{POSITION}table/?form=csv")
    assert page_is_from_the_replica(site, replica, "/search/?q=Fernville")
    assert not page_is_from_the_replica(site, replica, "/")
    assert not page_is_from_the_replica(site, replica, "/files/")
    assert says(site) == "0 s behind"
    assert "pbc_wrote" in site.visitor.get("/privacy/").text


def test_the_page_of_the_service_says_how_it_stands_h02(site, replica):
    tom = Visitor(site.port, patience=60).sign_in("tom", PASSWORD)

    assert "It is 0 seconds behind, and pages of figures are read" in tom.get("/system/").text


def test_who_has_written_sees_it_at_once_and_others_soon(site, replica):
    asks(replica.folder, "SELECT pg_wal_replay_pause()")
    raise_action(site, "Ring the trust")

    assert not page_is_from_the_replica(site, replica, LIST)
    assert "Ring the trust" in site.visitor.get(LIST).text

    asks(replica.folder, "SELECT pg_wal_replay_resume()")
    replica.catches_up()
    assert page_is_from_the_replica(site, replica, LIST)
    assert "Ring the trust" in site.visitor.get(LIST).text


def test_a_replica_that_is_late_is_passed_over_until_it_has_caught_up(site, replica):
    asks(replica.folder, "SELECT pg_wal_replay_pause()")
    asks(replica.primary, "SELECT txid_current()")  # something is written that it has not

    within(30, lambda: not page_is_from_the_replica(site, replica))
    assert says(site) == f"not read, it is more than {LATE} seconds behind"

    asks(replica.folder, "SELECT pg_wal_replay_resume()")
    replica.catches_up()
    assert page_is_from_the_replica(site, replica)


def test_nothing_can_be_written_there(replica):
    with pytest.raises(Exception, match="read-only transaction"):
        asks(replica.folder, "DELETE FROM django_session")


def test_a_replica_that_dies_costs_nobody_a_page_and_is_read_again(site, replica, installation):
    assert page_is_from_the_replica(site, replica)
    before = log(installation).count("The replica is")

    replica.stop()

    assert {site.visitor.get(POSITION).status for _ in range(8)} == {200}
    assert says(site) == "does not answer, pages are read from the primary"
    assert 1 <= log(installation).count("The replica is") - before <= 2  # one of each process

    replica.start()
    within(AGAIN + 30, lambda: page_is_from_the_replica(site, replica))


def test_a_replica_that_was_made_the_primary_is_not_read(site, replica):
    """The last one here: it follows nobody afterwards."""
    replica.run("pg_ctl", "promote", "-w", "-D", replica.data)

    assert not page_is_from_the_replica(site, replica)
    assert says(site) == "not read, it follows no primary any more"
