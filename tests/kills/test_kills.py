"""R3 and R4: whatever is killed while a year of files goes in, nothing is lost, doubled or wrong,
and nobody ever reads half a month.

PBC_KILLS says how many kills, PBC_SEED which; `make test-long` makes 200, over the county.
"""

import os
import random
import signal
import sys
import time

import pytest

from tests.installation import Installation
from tests.kills import books, plan
from tests.kills.killer import Killer
from tests.kills.sender import Sender
from tests.network.conftest import Site

KILLS = int(os.environ.get("PBC_KILLS", "10"))
PACE = tuple(map(float, os.environ.get("PBC_PACE", "0.5,3").split(",")))
SEED = int(os.environ.get("PBC_SEED", random.randrange(10**6)))
SECONDS = float(os.environ.get("PBC_SECONDS", "3600"))  # after which no more is killed
LONG = KILLS > 50
FACTS = ("activity_delivery", "activity_submissionevent", "budgets_statedposition")


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The files of a year: the county's in the long form, small ones else."""
    small = tmp_path_factory.mktemp("files")
    return (LONG and plan.of_the_county()) or plan.of_small_files(small)


@pytest.fixture(scope="module")
def installation(year):
    one = Installation()
    try:
        one("load_reference", str(year.reference))
        one("shell", "--no-imports", "-c", "from tests.network import content; content.finance()")
        yield one
    finally:
        one.remove()


@pytest.fixture
def site(installation):
    one = Site(installation)
    yield one
    one.stop()


@pytest.fixture
def reads(installation, tmp_path):
    """What somebody notes who looks all the time, and that somebody."""
    file = tmp_path / "reads.jsonl"
    look = f"from tests.kills import reader; reader.look({str(file)!r})"
    reader = installation.start("shell", "--no-imports", "-c", look)
    yield file, reader
    reader.kill()
    reader.communicate()


def test_nothing_is_lost_doubled_or_halved_whatever_is_killed(installation, site, reads, year):
    file, reader = reads
    killer = Killer(
        site.command.pid, installation.sockets(), kills=KILLS, seed=SEED, pace=PACE, seconds=SECONDS
    )
    sender = Sender(site.port, installation.sockets())
    began = time.monotonic()
    say(f"\n{KILLS} kills, seed {SEED}")

    rounds = send_years(sender, killer, year)
    reader.send_signal(signal.SIGTERM)
    assert reader.wait(60) == 0

    notes, count, wholes = books.read(file)
    say(
        f"{dict(killer.done)}, {rounds} times {len(year.deliveries)} files, {sender.sent_again} "
        f"sent again, {count} reads, {wholes} whole ones, {time.monotonic() - began:.0f} s"
    )
    assert books.follow(notes, year.states(), rounds) == []
    assert books.months_of(notes[-2]["months"]) == year.states()[-1]
    assert [what for what, query in books.WRONG.items() if sender.ask(query)] == []
    assert "0 differences" in installation("recompute")


def send_years(sender, killer, year):
    """Send the files of the year again and again until enough is killed. How many times."""
    rounds = 0
    killer.start()
    while rounds == 0 or killer.is_alive():
        if rounds:  # take every file away, as only the owner of the tables can
            sender.ask(f"TRUNCATE {', '.join(FACTS)} CASCADE", user="pbc_owner")
        rounds += 1
        for delivery in year.deliveries:
            was_over = not killer.is_alive()
            sender.publish(delivery.path)
            say(f"{delivery.path.name} is published, {killer.done.total()} kills so far")
            if not was_over and not killer.is_alive():
                say(f"{time.monotonic() - killer.ended_at:.0f} s after the last kill")
    return rounds


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
