"""R10: what is done in the background lets the pages go before, and so does the database for it."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from activity.ingest import work
from pbc import giving_way, supervisor
from pbc.embedded.places import NOBODY

OWN = os.nice(0)
GIVEN = max(OWN, giving_way.HOW_FAR)
BACKEND = "from django.db import connection as c; c.ensure_connection()"
BACKEND += "; print('backend', c.connection.info.backend_pid); input()"


@pytest.fixture
def started(monkeypatch, tmp_path):
    """Start a part of that name: what stands for it, and what that has started in its turn."""
    monkeypatch.setenv("PBC_VAR", str(tmp_path))
    parts = []

    def start(name):
        part = supervisor.Part(name, ["sh", "-c", "sleep 0.5; sleep 60; true"])
        part.start()
        parts.append(part)
        return psutil.Process(part.process.pid), later(part)

    yield start
    for part in parts:
        part.make_leave(0)


def later(part):
    """What it has started when it had been let run for a while."""
    while part.runs:
        with suppress(psutil.NoSuchProcess):  # what it started first has ended just now
            for one in psutil.Process(part.process.pid).children():
                if "60" in one.cmdline():
                    return one
    raise AssertionError("it ended")


@pytest.fixture
def backend(installation):
    """The embedded server's process behind a connection of a part, while the part lives."""
    commands = []

    def of(name):
        words = ("shell", "--no-imports", "-c", BACKEND)
        command = installation.start(*words, PBC_PROCESS=name)
        commands.append(command)
        said = next(line for line in command.stdout if line.startswith("backend "))
        return psutil.Process(int(said.split()[1]))

    yield of
    for command in commands:
        command.communicate("", timeout=60)


@pytest.fixture
def without_rights():
    """Processes of somebody who is not root, as whom this one works meanwhile."""
    is_root = os.geteuid() == 0
    whose = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if is_root else {}
    started = [
        subprocess.Popen(["sleep", "60"], cwd="/", start_new_session=True, **whose)
        for _ in range(3)
    ]
    if is_root:
        os.seteuid(NOBODY)
    yield [psutil.Process(one.pid) for one in started]
    if is_root:
        os.seteuid(0)
    for one in started:
        one.kill()
        one.wait()


def far(process):
    """How far it gives way among those of its session, and how far its session does; not every
    system knows of the second."""
    kept = Path(f"/proc/{process.pid}/autogroup")
    return process.nice(), int(kept.read_text().split()[-1]) if kept.exists() else None


def is_last(process):
    return far(process) in {(GIVEN, giving_way.HOW_FAR), (GIVEN, None)}


def is_first(process):
    return far(process) in {(OWN, 0), (OWN, None)}


@pytest.mark.parametrize("name", giving_way.PARTS)
def test_r10_a_part_in_the_background_gives_way_with_what_it_starts(started, name):
    assert all(is_last(one) for one in started(name))


def test_r10_who_reads_a_file_gives_way_as_far_as_the_part_that_has_it_read():
    """It knows no Django, and so has the number for itself."""
    assert work.GIVES_WAY == giving_way.HOW_FAR


@pytest.mark.parametrize("name", ["web", "sweeper"])
def test_r10_what_somebody_waits_for_does_not(started, name):
    assert all(is_first(one) for one in started(name))


@pytest.mark.parametrize("name", giving_way.PARTS)
def test_r10_the_embedded_server_gives_way_in_what_it_does_for_them(backend, name):
    assert is_last(backend(name))


def test_r10_the_embedded_server_does_not_in_what_it_does_for_a_page(backend):
    assert is_first(backend("web"))


def test_r10_one_after_another_gives_way_where_it_is_not_root_who_says_so(without_rights):
    for one in without_rights:
        giving_way.give_way(one.pid)

    assert all(is_last(one) for one in without_rights)


def test_what_has_given_way_further_already_is_left_there(started):
    part, _ = started("web")
    part.nice(19)

    giving_way.give_way(part.pid)

    assert part.nice() == 19


def test_a_process_that_has_ended_gives_way_to_nobody():
    giving_way.give_way(2**22 + 1)  # beyond the largest number that Linux gives
