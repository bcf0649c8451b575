"""`python -m bench.load`: a hundred people at work while workbooks of 100,000 rows come in.

The site runs as `make run` has it (gunicorn, reader, worker, sweeper and beat, embedded servers),
with two years of the made county in it. The people are a process of their own (`bench.crowd`) on
the same machine: 40 GP leads, 40 practice managers, 10 of finance, 5 auditors and 5 who commission,
each with a session, pages by weight, and one to three seconds of thought. Meanwhile a workbook that
states two months of every practice anew is sent in, read and published, one a minute. Then 200
people, for a while.

Every total of the county that anybody is shown is held against what was published: it is that of
before or of after, and of nothing else. **A run in which a total was wrong, or a workbook that was
planned was not published, ends with 1 and its figures are not written down.**

`--ratio` instead asks for pages without a thought, and has workbooks read, by one web process and
one process of the reader, and by two of each, each side twice in turned order, upon one database.
What it starts besides (worker, sweeper, beat) is one in both.

The two load the same county: with one `--folder` it is loaded once.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from bench import report
from bench.books import ROWS, WHOLE, Books, workbook
from bench.crowd import LONGEST
from bench.seen import Run, Seen, load_in_words, part, times

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2007-04-30"
PORT = 8417
PATIENCE = 60  # seconds until the site answers
WARM, MINUTE = 8, 60  # seconds
ASKERS, RATIO_SECONDS, RATIO_WARM = 16, 10, 4


def main():
    asked = arguments()
    with installation(asked.folder) as folder:
        prepare(folder, asked)
        if asked.ratio:
            troubles, title = [], "One of each, and two"
            text = ratio_in_words(*ratio(folder, asked))
        else:
            title = "A hundred people while a file comes in"
            alone, runs = load(folder, asked)
            troubles = [one for run in (alone, *runs) for one in run.troubles()]
            text = load_in_words(alone, runs, asked.pace)
    sys.stdout.write(text)
    if troubles:
        sys.exit("\n".join([*troubles, "The figures are not written down."]))
    report.put(title, text)


def arguments():
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("--seconds", type=int, default=120, help="with the hundred (R10: 1800)")
    parser.add_argument("--more-seconds", type=int, default=30, help="with two hundred")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--pace", type=int, default=60, help="seconds from workbook to workbook")
    parser.add_argument("--ratio", action="store_true", help="one of each, and more")
    parser.add_argument("--webs", type=int, default=2, help="web processes of the larger side")
    parser.add_argument("--workers", type=int, default=2, help="reader processes there")
    parser.add_argument("--folder", type=Path, help="keep the county here, for the next time")
    return parser.parse_args()


# ---- The site --------------------------------------------------------------------------------


@contextmanager
def installation(kept):
    """A PBC_VAR with its servers, thrown away at the end unless it has a folder to be kept in."""
    folder = kept or Path(tempfile.mkdtemp(prefix="pbc-load-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"PBC_VAR": str(folder / "var"), "PBC_MFA_FOR": "none", "PBC_TODAY": TODAY}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "pbc.settings", "PBC_BACKUPS_TO": "none"}
    os.environ.pop("DATABASE_URL", None)
    manage = [sys.executable, "manage.py", "services"]
    try:
        subprocess.run([*manage, "start"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        yield folder
    finally:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*manage, "stop"], cwd=ROOT, check=False, **quiet)
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def prepare(folder, asked):
    """The county with two years, its people, and the workbooks."""
    import django

    django.setup()
    from bench import crowd_plan, two_years
    from pbc.core.clock import today

    if not (folder / "loaded").exists():
        say("Two years of the county are loaded")
        two_years.load(folder, today())
        (folder / "loaded").touch()
    if not (folder / WHOLE).exists():
        say(f"A workbook of {ROWS:,} rows is written")
        workbook(folder / WHOLE)
    crowd_plan.appoint(2 * asked.people)


@contextmanager
def site(webs=None, readers=None):
    """The parts of the site as the supervisor starts them, with as many processes as are said."""
    from pbc import supervisor

    parts = supervisor.parts(str(PORT), "127.0.0.1")
    for one in parts:
        if one.name == "web" and webs:
            one.command[one.command.index("--workers") + 1] = str(webs)
        if one.name == "reader" and readers:
            one.command[one.command.index("--concurrency") + 1] = str(readers)
        one.start()
    try:
        answers()
        yield {one.name: one.process for one in parts}
    finally:
        for one in parts:
            one.ask_to_leave()
        for one in parts:
            one.make_leave(20)


def answers():
    """Wait until the web is there."""
    for _ in range(10 * PATIENCE):
        with suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5).close()  # nosec B310 # by http, from this machine
            return
        time.sleep(0.1)
    sys.exit("the site does not answer")


def held(processes):
    """{part: MiB that it and its children hold}, of those that grow with what they are asked."""
    return {
        name: at_one_moment(processes[name].pid, lambda one: one.memory_info().rss) / 2**20
        for name in ("web", "reader", "worker", "sweeper")
    }


def busy(processes):
    """{part: processor seconds so far} of webs, reader and database, with what ended of them."""
    from pbc.embedded import places
    from pbc.embedded import processes as of_the_machine

    [server, *_] = of_the_machine.behind(places.sockets_path() / ".s.PGSQL.5432")
    numbers = {"web": processes["web"].pid, "reader": processes["reader"].pid, "database": server}
    return {name: at_one_moment(number, worked) for name, number in numbers.items()}


def worked(process):
    """Seconds of a process, of user and of system, and of its children that have ended: a child
    that runs is asked itself, and is no part of these until its parent has seen it end."""
    return sum(process.cpu_times()[:4])


def at_one_moment(number, measure):
    """The sum over a process and all below it, taken again while one of them comes or ends: it
    would be missed, or be counted with its parent as well."""
    for _ in range(50):
        there, total = family(number), 0
        with suppress(psutil.NoSuchProcess):
            total = sum(measure(one) for one in there)
            if family(number) == there:
                return total
        time.sleep(0.05)
    sys.exit(f"the processes below {number} come and end too often to be measured")


def family(number):
    parent = psutil.Process(number)
    return [parent, *sorted(parent.children(recursive=True), key=lambda one: one.pid)]


# ---- A hundred people ------------------------------------------------------------------------


def load(folder, asked):
    """(the Run of one workbook with nobody there, [the Run of each number of people])."""
    turns = {asked.people: asked.seconds, 2 * asked.people: asked.more_seconds}
    turns = {people: seconds for people, seconds in turns.items() if seconds}
    many = {people: math.ceil(seconds / asked.pace) for people, seconds in turns.items()}
    books = Books(folder, 1 + sum(many.values()))
    runs = []
    with site() as processes:
        say("One workbook with nobody there")
        alone = Run(0, books.sent_by(crowd(folder, 0, 1, books.next(1), books.totals)), 1)
        if alone.troubles():
            sys.exit("\n".join(map(json.dumps, alone.seen.faults or alone.troubles())))
        for people, seconds in turns.items():
            say(f"{people} people for {seconds} s")
            crowd(folder, people, WARM, [], books.totals)  # each process has read a year by then
            before, so_far = held(processes), busy(processes)
            given = books.next(many[people])
            with looked_at(processes) as meanwhile:
                seen = crowd(folder, people, seconds, given, books.totals, pace=asked.pace)
            totals = seen.wrong_totals(books.totals, books.published)
            books.sent_by(seen)
            seen.spent = {name: now - so_far[name] for name, now in busy(processes).items()}
            after = held(processes)
            runs.append(Run(people, seen, len(given), totals, before, after, meanwhile))
    return alone, runs


@contextmanager
def looked_at(processes):
    """[MiB that the webs hold] at each minute from now on, as long as it lasts."""
    held_then, ended = [], threading.Event()

    def look():
        while not ended.wait(MINUTE):
            held_then.append(held(processes)["web"])

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield held_then
    finally:
        ended.set()
        looking.join()


def crowd(folder, people, seconds, books, totals, *, pace=0, think=(1, 3)):
    """Have so many people at work, and the workbooks sent in; what they wrote down."""
    from bench import crowd_plan

    senders = [{**crowd_plan.sender(), "books": [str(path) for path in books], "pace": pace}]
    plan = {"port": PORT, "seconds": seconds, "think": think, "totals": totals}
    plan |= {"people": crowd_plan.people(people), "senders": senders if books else []}
    file, out = folder / "plan.json", folder / "answers.jsonl"
    file.write_text(json.dumps(plan))
    with out.open("w") as answers:
        subprocess.run(
            [sys.executable, "-m", "bench.crowd", str(file)], cwd=ROOT, stdout=answers, check=True
        )
    return Seen([json.loads(line) for line in out.read_text().splitlines()])


# ---- One of each, and two --------------------------------------------------------------------


def ratio(folder, asked):
    """(the two sides as (webs, reader processes), {side: [its two turns]}, workbooks at once)."""
    sides = ((1, 1), (asked.webs, asked.workers))
    order = (0, 1, 1, 0)  # what changes with the time changes for both
    each = max(2, asked.workers)
    books = Books(folder, 2 * each * len(order))
    turns = {0: [], 1: []}
    for side in order:
        webs, readers = sides[side]
        say(f"{webs} web, {readers} reader: pages, workbooks, and both")
        with site(webs, readers):
            crowd(folder, ASKERS, RATIO_WARM, [], books.totals, think=(0, 0))
            alone = crowd(folder, ASKERS, RATIO_SECONDS, [], books.totals, think=(0, 0))
            began = time.monotonic()
            until_read(sent_in(books.next(each)))
            took = time.monotonic() - began
            books.published += each
            numbers = sent_in(books.next(each))
            beside = crowd(folder, ASKERS, RATIO_SECONDS, [], books.totals, think=(0, 0))
            until_read(numbers)
            books.published += each
            turns[side].append((alone, 60 * each / took, beside))
    return sides, turns, each


def sent_in(paths):
    """The numbers of several workbooks that are sent in at once, and only to be read."""
    from django.core.files.base import ContentFile

    from activity.services.uploads import receive_upload
    from pbc.core.clock import today
    from pbc.core.services import operator

    files = [ContentFile(Path(path).read_bytes(), name=Path(path).name) for path in paths]
    sent = receive_upload(files=files, received_on=today(), by=operator())
    if not all(one.is_new for one in sent):
        sys.exit("a workbook was taken for one that had been sent before")
    return [one.submission.pk for one in sent]


def until_read(numbers):
    """Wait until all are read; the states are told where they are not, in the time they have."""
    from activity.models import Submission
    from activity.models.submission import FOR_A_PERSON, FOR_A_WORKER

    rows = Submission.objects.filter(pk__in=numbers).order_by("pk")
    end = time.monotonic() + LONGEST
    states = [*rows.values_list("state", flat=True)]
    while {*states} & {*FOR_A_WORKER} and time.monotonic() < end:
        time.sleep(0.2)
        states = [*rows.values_list("state", flat=True)]
    if not {*states} <= {*FOR_A_PERSON}:
        sys.exit(f"not all were read, in the {LONGEST} s that they had: {', '.join(states)}")


def ratio_in_words(sides, turns, each):
    """The figures as a table, the larger side beside one of each, both turns of each."""
    one, two = sides
    lines = [
        f"`python -m bench.load --ratio` on {os.cpu_count()} cores that also had the people, the",
        f"database and other work (load {os.getloadavg()[0]:.1f}): {ASKERS} people who do not",
        f"think ask for pages for {RATIO_SECONDS} s; then {each} workbooks of {ROWS:,} rows are",
        f"sent in at once and read; then {each} more, and pages are asked for during the first",
        f"{RATIO_SECONDS} s of their reading. More of them are the processes of the web (four",
        "threads each) and of the reader, which reads one file in each; the worker of other",
        "errands, the sweeper and the database are the same. Each side had two turns, in the",
        "order one, two, two, one, upon one database: both are shown, and the ratio of their sums.",
        "",
        f"| | {one[0]} web, {one[1]} reader | {two[0]} webs, {two[1]} readers | ratio |",
        "|---|---:|---:|---:|",
    ]
    rows = {
        "pages a second": lambda turn: _rate(turn[0]),
        "p95, milliseconds": lambda turn: part(times(turn[0].pages()), 95),
        "workbooks a minute": lambda turn: turn[1],
        "pages a second while workbooks are read": lambda turn: _rate(turn[2]),
        "p95 then, milliseconds": lambda turn: part(times(turn[2].pages()), 95),
    }
    for name, figure in rows.items():
        few, many = ([figure(turn) for turn in turns[side]] for side in (0, 1))
        said = (", ".join(f"{one:.1f}" for one in side) for side in (few, many))
        lines.append(f"| {name} | {' | '.join(said)} | {sum(many) / sum(few):.2f} |")
    errors = [
        sum(len(seen.errors()) for alone, _, beside in turns[side] for seen in (alone, beside))
        for side in (0, 1)
    ]
    lines.append(f"| errors | {errors[0]} | {errors[1]} | |")
    return "\n".join(lines) + "\n"


def _rate(seen):
    return len(seen.pages()) / seen.lasted


def say(text):
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
