"""`make run`: one process that keeps the whole site going, and takes it down again."""

import os
import signal
import socket
import sys
import time
import urllib.request

import psutil
import pytest
import yaml

from pbc import supervisor
from pbc.embedded import places

WORKERS = 3  # reader, worker, sweeper


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def site(installation, port):
    """The running site, as the process that `make run` starts."""
    command = installation.start("run", PBC_PORT=str(port))
    try:
        wait_until(lambda: answers(port))
        wait_until(lambda: len(workers(psutil.Process(command.pid))) == WORKERS)
        yield psutil.Process(command.pid)
    finally:
        command.terminate()
        sys.stdout.write("".join(command.communicate(timeout=60)))


def test_a_part_that_is_killed_comes_back(site, port):
    before = workers(site)

    before[1].kill()

    wait_until(lambda: [part for part in workers(site) if part not in before])
    assert answers(port)


def test_servers_that_are_killed_come_back(site, installation, port):
    for number in installation.servers():
        os.kill(number, signal.SIGKILL)

    wait_until(lambda: len(installation.servers()) == 2)
    wait_until(lambda: answers(port))


def test_the_site_ends_whole_and_says_where_it_was(installation, port):
    command = installation.start("run", PBC_PORT=str(port))
    wait_until(lambda: answers(port) and len(workers(psutil.Process(command.pid))) == WORKERS)
    parts = psutil.Process(command.pid).children(recursive=True)
    assert len(parts) >= 3

    command.send_signal(signal.SIGTERM)
    said, _ = command.communicate(timeout=60)

    assert f"Open http://localhost:{port}/" in said
    assert not any(part.is_running() for part in parts)
    assert "stopped" in installation("services", "status")


def test_no_part_outlives_a_supervisor_that_was_killed(installation, port):
    command = installation.start("run", PBC_PORT=str(port))
    wait_until(lambda: answers(port) and len(workers(psutil.Process(command.pid))) == WORKERS)
    parts = psutil.Process(command.pid).children(recursive=True)

    os.kill(command.pid, signal.SIGKILL)
    command.communicate(timeout=60)

    wait_until(lambda: not any(part.is_running() for part in parts))


def test_a_taken_port_and_a_second_site_are_refused_in_words(site, installation, port):
    assert "already runs" in installation("run", exits=1, PBC_PORT=str(port))

    installation("services", "stop")

    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", port))
        holder.listen()
        assert f"Port {port} is taken" in installation("run", exits=1, PBC_PORT=str(port))


def test_what_a_killed_part_leaves_is_cleared_once_it_is_nobodys(monkeypatch, tmp_path):
    monkeypatch.setenv("PBC_VAR", str(tmp_path))
    (places.scratch() / "of now").touch()
    reading = places.scratch() / "pbc-reading-x"
    reading.mkdir()
    (reading / "lines.csv").touch()
    long_ago = time.time() - 2 * supervisor.NOBODYS
    os.utime(reading, (long_ago, long_ago))

    supervisor.clear_scratch(older_than=supervisor.NOBODYS)

    assert [left.name for left in places.scratch().iterdir()] == ["of now"]


@pytest.mark.parametrize(
    ("name", "own", "holds"),
    [("web", {}, "1"), ("web", {"MALLOC_ARENA_MAX": "3"}, "3"), ("reader", {}, None)],
)
def test_a_web_has_one_heap_unless_told_otherwise(name, own, holds, monkeypatch, tmp_path):
    monkeypatch.setenv("PBC_VAR", str(tmp_path))
    for variable in supervisor.OF_A_WEB:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in own.items():
        monkeypatch.setenv(variable, value)
    part = supervisor.Part(name, ["sleep", "60"])

    part.start()
    environment = psutil.Process(part.process.pid).environ()
    part.make_leave(0)

    assert environment.get("MALLOC_ARENA_MAX") == holds


def test_the_webs_of_the_compose_file_have_the_same_heap_and_no_other_part_has():
    parts = yaml.safe_load((places.CHECKOUT / "docker-compose.yml").read_text())["services"]
    told = {name for name, one in parts.items() if "MALLOC" in str(one.get("environment"))}

    assert told == {"web"}
    assert supervisor.OF_A_WEB.items() <= parts["web"]["environment"].items()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def workers(site):
    alive = [part for part in site.children() if part.status() != psutil.STATUS_ZOMBIE]
    return [part for part in alive if "worker" in part.cmdline()]


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as page:
            return page.status == 200
    except OSError:
        return False


def wait_until(true, patience=180):
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it did not happen in three minutes"
        time.sleep(0.1)
