"""Pages of figures are read from a replica where one is named, and nobody notices: what somebody
has just written they see, and a replica that is late or gone is passed over."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from pbc.replica import AGAIN
from tests.network.conftest import PASSWORD, within
from tests.replica.pages import POSITION, page_is_from_the_replica, paused, says
from tests.replica.servers import Replica, asks, does, there, until
from tests.visitor import Visitor

LIST = "/actions/"
BEHIND = 60  # seconds that it may be behind here
PROCESSES = 2  # of the site that may each ask how it stands
OWNER = "person:finance"
PUBLISHED = """
INSERT INTO activity_inforce SELECT (jsonb_populate_record(one, jsonb_build_object(
  'year', 2001, 'id', nextval(pg_get_serial_sequence('activity_inforce', 'id'))))).*
FROM activity_inforce one ORDER BY id DESC LIMIT 1
"""
MAILED = """
INSERT INTO core_mail (person_id, occasion, subject, body, tries, failure)
SELECT min(id), 'told', 'Told', 'Told', 5, 'Nobody is there' FROM core_person
"""


@contextmanager
def breaks_off(site, replica):
    """A page that waits at the replica in the middle of being read, after its first statement."""
    with replica.held("meetings_action"), ThreadPoolExecutor(1) as person:
        page = person.submit(site.visitor.get, LIST)
        yield page
    replica.catches_up()


def raise_action(site, text):
    """Raise an action by the form; the answer leads to its page."""
    form = site.visitor.get("/actions/new/").text
    of = re.search(r'<(?:option|input)[^>]*value="(pct:[^"]+)"', form)[1]
    said = {"text": text, "owner": OWNER, "due_typed": "", "of": of}
    answer = site.visitor.post("/actions/new/", said)
    assert answer.status == 302, answer.text


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
    other = Visitor(site.port, patience=60).sign_in("finance", PASSWORD)
    other.cookies.pop("pbc_wrote")
    replica.catches_up()
    with paused(replica):
        raise_action(site, "Ring the trust")

        before = replica.snapshots()
        assert "Ring the trust" in site.visitor.get(LIST).text
        assert replica.snapshots() == before

        assert "Ring the trust" not in other.get(LIST).text  # it is read there, and has it not
        assert replica.snapshots() == before + 1

        site.visitor.cookies.pop("pbc_wrote")
        assert "Ring the trust" not in site.visitor.get(LIST).text
        assert replica.snapshots() == before + 2

    replica.catches_up()
    assert page_is_from_the_replica(site, replica, LIST)
    assert "Ring the trust" in site.visitor.get(LIST).text


def test_only_what_the_site_says_of_a_browser_that_is_signed_in_counts(site, replica):
    site.visitor.cookies["pbc_wrote"] = "FFFFFFFF/FFFFFFFF"
    assert page_is_from_the_replica(site, replica)

    stranger = Visitor(site.port, patience=60)
    stranger.get("/accounts/login/")
    stranger.post("/accounts/login/", {"login": "nobody", "password": "a guess"})
    assert "pbc_wrote" not in stranger.cookies


@pytest.mark.parametrize("told", [PUBLISHED, MAILED])
def test_nobody_reads_a_replica_that_lacks_what_they_were_told_of(site, replica, told):
    with paused(replica):
        assert page_is_from_the_replica(site, replica)
        does(replica.primary, "SET session_replication_role = replica", told)
        assert not page_is_from_the_replica(site, replica)

    replica.catches_up()
    assert page_is_from_the_replica(site, replica)


def test_health_is_told_by_what_is_known(site, replica):
    within(30, lambda: says(site) == "0 s behind")
    before = replica.judged()
    for _ in range(20):
        says(site)
    assert replica.judged() - before <= PROCESSES


def test_a_page_whose_replica_dies_in_the_middle_is_shown_whole(site, replica, installation):
    with breaks_off(site, replica) as page:
        replica.asks(f"SELECT pg_terminate_backend({replica.waiting()})")
        assert (page.result().status, "Actions" in page.result().text) == (200, True)

    assert log(installation).count("terminating connection due to") == 1
    within(AGAIN + 30, lambda: page_is_from_the_replica(site, replica))


@pytest.mark.parametrize("ended", [True, False], ids=["ended", "slow"])
def test_a_statement_costs_one_page_and_not_the_replica(site, replica, installation, ended):
    def look():
        return one_is_broken_off(site, replica, installation, ended)

    assert once_of(site, replica, look)


def one_is_broken_off(site, replica, installation, ended):
    """Whether the replica is read on without a word after a statement that was ended or is slow;
    the page itself is whole each time."""
    before = log(installation).count("The replica is")
    with breaks_off(site, replica) as page:
        until(lambda: page.done() or replica.waits(), "nobody waits for a lock")
        if page.done():  # it was late just before, and rests: the page was the primary's
            return False
        if ended:
            replica.asks(f"SELECT pg_cancel_backend({replica.waiting()})")
        assert (page.result().status, "Actions" in page.result().text) == (200, True)

    is_read = page_is_from_the_replica(site, replica)
    return is_read and log(installation).count("The replica is") == before


def once_of(site, replica, look):
    """Whether it is so once: on a busy machine a replica that answers late rests besides, in one of
    the processes or in each. What rested has ended its rest before it is looked at again."""
    for again in range(5):
        time.sleep(AGAIN if again else 0)
        replica.catches_up()
        within(AGAIN + 30, lambda: all(page_is_from_the_replica(site, replica) for _ in range(8)))
        if look():
            return True
    return False


def test_a_fault_of_the_primary_is_not_said_of_the_replica(site, replica, installation):
    assert once_of(site, replica, lambda: the_primary_does_not_answer(site, replica, installation))


def the_primary_does_not_answer(site, replica, installation):
    before = log(installation).count("The replica is")
    with there(replica.primary) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE core_mail IN ACCESS EXCLUSIVE MODE")
        assert site.visitor.get(LIST).status == 503

    replica.catches_up()
    within(30, lambda: page_is_from_the_replica(site, replica))
    return log(installation).count("The replica is") == before


def test_nothing_can_be_written_there(replica):
    with pytest.raises(Exception, match="read-only transaction"):
        asks(replica.folder, "DELETE FROM django_session")


def test_a_replica_that_dies_costs_nobody_a_page_and_is_read_again(site, replica, installation):
    assert page_is_from_the_replica(site, replica)
    before = log(installation).count("The replica is")

    replica.stop()

    assert {site.visitor.get(POSITION).status for _ in range(8)} == {200}
    within(30, lambda: says(site) == "does not answer, pages are read from the primary")
    assert 1 <= log(installation).count("The replica is") - before <= 2  # one of each process

    replica.start()
    within(AGAIN + 30, lambda: page_is_from_the_replica(site, replica))


def test_a_replica_that_was_started_again_is_read_at_once(site, replica, installation):
    assert once_of(site, replica, lambda: it_is_started_again(site, replica, installation))


def it_is_started_again(site, replica, installation):
    before = log(installation).count("The replica is")

    replica.stop()
    replica.start()

    replica.catches_up()
    is_read = page_is_from_the_replica(site, replica)
    return is_read and log(installation).count("The replica is") == before


def test_another_database_at_its_address_is_not_read(site, replica, installation):
    replica.stop()
    another = replica.another_cluster()
    replica.serve(another)
    try:
        within(AGAIN + 30, lambda: says(site) == "not read, it is of another database")
        assert site.visitor.get(POSITION).status == 200
        tom = Visitor(site.port, patience=60).sign_in("tom", PASSWORD)
        assert "Let PBC_DATABASE_REPLICA_URL name a replica" in tom.get("/system/").text
        assert "REPEATABLE READ, READ ONLY" not in (another / "replica.log").read_text()
    finally:
        replica.stop(another)
        replica.start()
    replica.catches_up()
    within(AGAIN + 30, lambda: page_is_from_the_replica(site, replica))


def test_a_replica_of_another_line_of_history_is_not_read(site, replica):
    """A second replica follows the first, which is made a primary: it is of another line then."""
    second = Replica(replica.folder)
    replica.run("pg_ctl", "promote", "-w", "-D", replica.data)
    try:
        does(replica.folder, "CHECKPOINT")
        second.primary = replica.folder
        second.catches_up()
        does(second.folder, "CHECKPOINT")
        line = "SELECT timeline_id FROM pg_control_checkpoint()"
        assert second.asks(line) == [(2,)]
        replica.stop()
        second.run("pg_ctl", "stop", "-w", "-m", "fast", "-D", second.data)
        replica.serve(second.data)

        within(AGAIN + 30, lambda: "another line of this database" in says(site))
        assert site.visitor.get(POSITION).status == 200

        second.run("pg_ctl", "promote", "-w", "-D", second.data)
        within(AGAIN + 30, lambda: says(site) == "not read, it follows no primary any more")
        assert site.visitor.get(POSITION).status == 200
    finally:
        second.remove()
