"""`make bench`: our import beside its peers in one run, written to docs/benchmarks.md.

Only the ratios count: the machine is whatever it is, and the seconds illustrate.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from bench import county, report

ROOT = Path(__file__).resolve().parents[1]
ROWS = int(os.environ.get("PBC_BENCH_ROWS", "200000"))


def timed(*words, env):
    """Run a command; return its answer, the seconds it took and the most memory that it and its
    children held at once, in MiB."""
    began = time.perf_counter()
    process = subprocess.Popen(words, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    most, done = [0], threading.Event()

    def watch():
        while not done.wait(0.02):
            most[0] = max(most[0], held_by(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    answer = process.communicate()[0]
    done.set()
    watcher.join()
    if process.returncode:
        sys.exit(f"{' '.join(words)} ended with {process.returncode}")
    return answer, time.perf_counter() - began, most[0]


def held_by(pid):
    """Resident memory of a process and its children, in MiB; the servers are not among them."""
    try:
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
        ours = [p for p in family if "python" in p.name()]
        return sum(p.memory_info().rss for p in ours) / 2**20
    except psutil.Error:
        return 0


def main():
    with tempfile.TemporaryDirectory(prefix="pbc-bench-") as folder:
        folder = Path(folder)
        env = {
            **os.environ,
            "PBC_VAR": str(folder / "var"),
            "PBC_MFA_FOR": "none",
            "PBC_TODAY": "2007-06-30",
        }
        env.pop("DATABASE_URL", None)
        manage = [sys.executable, "manage.py"]
        county.reference(folder / "reference")
        total = county.workbook(folder / "activity.xlsx", ROWS)
        try:
            timed(*manage, "load_reference", str(folder / "reference"), env=env)
            text = compare(folder / "activity.xlsx", total, manage, env)
        finally:
            subprocess.run([*manage, "services", "stop"], env=env, cwd=ROOT, check=False)
    report.put("A large file", text)
    print(text)


def compare(book, total, manage, env):
    """Ours, the bare read and the usual way, on the same workbook in the same minutes."""
    owner = {**env, "PBC_DB_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "pbc.settings"}
    make = "from bench import peers; from django.db import connection as c;"
    make += "c.cursor().execute(peers.TABLE)"
    subprocess.run([*manage, "shell", "-c", make], env=owner, cwd=ROOT, check=True)
    peer = [sys.executable, "-m", "bench.peers"]
    read = timed(*peer, "read", str(book), env=owner)
    answer, *ours = timed(*manage, "ingest", str(book), "--json", env=env)
    orm = timed(*peer, "orm", str(book), env=owner)
    [said] = json.loads(answer)
    if (said["state"], said["money"]["read"]) != ("staged", f"{total:.2f}"):
        sys.exit(f"the import went wrong: {said['state']}, {said['money']}")
    return page({"bare read": read[1:], "ours": ours, "usual": orm[1:]}, book.stat().st_size)


def page(measured, size):
    """The figures in words and a table."""
    ours = measured["ours"][0]
    names = {
        "bare read": "fastexcel, bare read into columns (nothing checked, nothing stored)",
        "ours": "`manage.py ingest`: read, checked, every row kept, balanced, rolled up",
        "usual": "openpyxl row by row and `bulk_create` into a table with foreign keys",
    }
    lines = [
        f"One run of `make bench`: a workbook of {ROWS:,} rows, {size / 2**20:.1f} MiB, on",
        f"{os.cpu_count()} cores. Whole commands with their imports; memory is the most that the",
        "command and its children held at once, the database apart. Only the ratios count.",
        "",
        "| | seconds | times ours | MiB |",
        "|---|---:|---:|---:|",
    ]
    for name, (seconds, most) in measured.items():
        lines.append(f"| {names[name]} | {seconds:.1f} | {seconds / ours:.2f} | {most:.0f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
