"""`python -m bench.first_page`: a fresh clone to its first page, with pip, and with uv if present.

What is not committed is not measured. The clone has its own folder, servers and port. Seconds
depend on the machine and on what else it does, so the load stands beside them.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from bench import report

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 900  # seconds
IS_LOADED, LOADS = 200, 503
STEPS = {
    "packages of Python": ".venv/for-running",
    "css and js from npm": "static/vendor/filled",
    "PostgreSQL made": "var/pg*/postmaster.pid",
    "demonstration begun (tables made)": "var/demonstration/begun",
    "demonstration loaded": "var/demonstration/today",
}


def main():
    columns = {"pip": measured(without_uv())}
    if shutil.which("uv"):
        columns["uv"] = measured(os.environ["PATH"])
    report.put("The first page", words(columns))
    sys.stdout.write(words(columns))


def measured(path):
    """{what: seconds since `make run`} of one clone, then of two more starts of it."""
    with tempfile.TemporaryDirectory(prefix="pbc-clone-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        with running(clone, path) as (site, port):
            found = first_page(clone, port)
        with running(clone, path) as (site, port):
            found["started again"] = first_page(clone, port)["first page"]
            kill_everything(site, clone)
        with running(clone, path) as (site, port):
            found["after kill -9 of everything"] = first_page(clone, port)["first page"]
        found["load"] = os.getloadavg()[0]
        return found


@contextmanager
def running(clone, path):
    """The site of a clone on a free port, and nothing of it left afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PBC_", "PYTHON"))}
    env |= {"PATH": path, "PBC_PORT": str(port)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    site = subprocess.Popen(["make", "run"], cwd=clone, env=env, **quiet)
    try:
        yield site, port
    finally:
        site.terminate()
        site.wait()
        stop = [".venv/bin/python", "manage.py", "services", "stop"]
        subprocess.run(stop, cwd=clone, env=env, check=False, **quiet)


def first_page(clone, port):
    """Seconds to each step of a first start, and to the first page that answers."""
    began, found, ask_at = time.monotonic(), {}, 0.0
    while (now := time.monotonic()) - began < PATIENCE:
        for step, sign in STEPS.items():
            if step not in found and next(clone.glob(sign), None):
                found[step] = now - began
                ask_at = now  # the last of them is when a page can be had
        if now >= ask_at:
            status, again = answer(port)
            if status == IS_LOADED:
                return found | {"first page": time.monotonic() - began}
            if status == LOADS:
                found.setdefault("a page says how far it is", now - began)
                ask_at = now + again  # as seldom as a browser: a page takes time from the loading
        time.sleep(0.05)
    sys.exit(f"There was no page within {PATIENCE} seconds")


def answer(port):
    """The status of the first page, None where nobody answers, and in how many seconds to ask."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as page:  # nosec B310 # by http, from this machine
            return page.status, 0
    except urllib.error.HTTPError as refusal:
        return refusal.code, int(refusal.headers.get("Retry-After", 0))
    except OSError:
        return None, 0


def kill_everything(site, clone):
    """End the site, its parts and its servers, none of which is asked."""
    family = psutil.Process(site.pid).children(recursive=True)
    servers = [one for one in psutil.process_iter() if belongs_to(one, clone)]
    for process in {*family, *servers}:
        with suppress(psutil.NoSuchProcess):  # it ended with its parent
            process.send_signal(signal.SIGKILL)


def belongs_to(process, clone):
    try:
        return str(clone) in process.cwd() or str(clone) in " ".join(process.cmdline())
    except psutil.Error:
        return False


def without_uv():
    """PATH without the folders that hold uv, so that pip does the work."""
    folders = os.environ["PATH"].split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if not (Path(folder) / "uv").exists())


def words(columns):
    """The figures as a table: seconds since `make run`, one column for each installer."""
    rows = list(dict.fromkeys(name for column in columns.values() for name in column))
    lines = [
        f"`python -m bench.first_page` on {os.cpu_count()} cores: seconds since `make run`",
        "in a fresh clone, the downloads in them, and two more starts of the same folder.",
        "",
        f"| | {' | '.join(columns)} |",
        f"|---|{'---:|' * len(columns)}",
    ]
    for name in rows:
        figures = (f"{column[name]:.1f}" if name in column else "" for column in columns.values())
        lines.append(f"| {name} | {' | '.join(figures)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
