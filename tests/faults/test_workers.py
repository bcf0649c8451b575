"""Real workers with their queue and their sweep: one file kills whoever reads it, a deployment
comes in the middle of another. Minutes long, so only in `make test-long`."""

import ast
import signal
import stat
import subprocess
import sys
import time
from hashlib import sha256

import pytest

from pbc.embedded import places
from tests import spreadsheets
from tests.installation import Installation

# What reads a file: `{what}` happens to the file of that hash, others are read.
READER = """#!/bin/sh
if grep -q {sha256} "$3/request.json"; then {what}; fi
exec "{python}" "$@"
"""
SEND = """
from django.core.files.uploadedfile import SimpleUploadedFile as File
from activity.services.uploads import receive_upload
from datetime import date
from pbc.core.services import operator
files = [File(n, c) for n, c in {files!r}.items()]
receive_upload(files=files, received_on=date(2007, 3, 9), by=operator())
"""
STANDS = """
SELECT d.file_name, s.state, s.attempts, l.until IS NOT NULL AS held,
       (SELECT count(*) FROM activity_notice n WHERE n.submission_id = s.id)
FROM activity_submission s JOIN activity_delivery d ON d.id = s.delivery_id
JOIN activity_submissionlease l ON l.submission_id = s.id
"""
BAD, GOOD = "bad.csv", "good.csv"


@pytest.fixture
def installation():
    one = Installation()
    one("migrate", "--no-input")
    yield one
    one.remove()


@pytest.fixture
def files():
    """Two files that are read, by name."""
    lines = [spreadsheets.line(), spreadsheets.line(actual_cost="77.13")]
    return {BAD: spreadsheets.tidy_csv(lines), GOOD: spreadsheets.tidy_csv(lines[:1])}


@pytest.fixture
def workers(installation, files, tmp_path):
    """Start the workers and beat; what happens to who reads the bad file is said in shell."""
    started = []

    def start(what):
        bad = sha256(files[BAD]).hexdigest()
        reader = tmp_path / "python"
        reader.write_text(READER.format(sha256=bad, what=what, python=sys.executable))
        reader.chmod(stat.S_IRWXU)
        (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.executable = {str(reader)!r}")
        plain = ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        parts = {
            "reader": ["worker", *plain, "-Q", "reading", "-c", "2", "-n", "reader@here"],
            "worker": ["worker", *plain, "-Q", "celery", "-c", "1", "-n", "worker@here"],
            "sweeper": ["worker", *plain, "-Q", "sweeps", "-P", "solo", "-n", "sweeper@here"],
            "beat": ["beat", "--pidfile=", "--schedule", str(tmp_path / "beat")],
        }
        for name, words in parts.items():
            environment = {"PYTHONPATH": str(tmp_path), "PBC_PROCESS": name}
            with (tmp_path / f"{name}.log").open("wb") as log:
                process = subprocess.Popen(
                    [sys.executable, "-m", "celery", "-A", "pbc", *words],
                    cwd=places.CHECKOUT,
                    env={**installation.environment, **environment},
                    stdout=log,
                    stderr=log,
                )
            started.append(process)
        return started

    yield start
    for process in started:
        process.kill()
        process.wait()


def stands(installation):
    """{file name: (state, attempts, whether somebody holds it, notices)}"""
    said = installation.sql(STANDS.replace("\n", " ")).strip()
    return {row[0]: row[1:] for row in ast.literal_eval(said)}


def until(true, patience):
    """Seconds until it is true."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < patience, "it did not happen in time"
        time.sleep(1)
    return time.monotonic() - began


def test_a_file_that_kills_its_worker_is_set_aside_and_hurts_no_other(installation, workers, files):
    """R6: three attempts, told in about 90 s and the time of this slow machine."""
    workers("kill -9 $PPID; sleep 1")
    installation("shell", "--no-imports", "-c", SEND.format(files=files))

    seconds = until(lambda: stands(installation)[BAD][0] == "SET_ASIDE", patience=240)

    print(f"set aside and told after {seconds:.0f} s")
    assert stands(installation)[BAD] == ("SET_ASIDE", 3, True, 1)
    assert stands(installation)[GOOD][0] not in ("RECEIVED", "SET_ASIDE")


def test_a_worker_told_to_stop_gives_back_what_it_cannot_finish(installation, workers, files):
    """DESIGN 4: three deployments must not set a good file aside."""
    reader, *_ = workers("sleep 100")
    installation("shell", "--no-imports", "-c", SEND.format(files={BAD: files[BAD]}))
    until(lambda: stands(installation)[BAD][1] == 1, patience=120)

    reader.send_signal(signal.SIGTERM)
    reader.wait(timeout=60)

    assert stands(installation)[BAD] == ("RECEIVED", 0, False, 0)
