"""`python -m bench.load`: a hundred people at work while workbooks of 100,000 rows come in.

The site runs as `make run` has it (gunicorn, reader, worker, sweeper and beat, embedded servers),
with two years of the made county in it. The people are a process of their own (`bench.crowd`) on
the same machine: 40 GP leads, 40 practice managers, 10 of finance, 10 others, each with a session,
pages by weight, and one to three seconds of thought. Meanwhile a workbook that states two months
of every practice anew is sent in, read and published, one a minute. Then 200 people, for a while.

Every total of the county that anybody is shown is held against what was published: it is that of
before or of after, and of nothing else.

`--ratio` instead asks for pages without a thought, and sends one workbook after another, first of
one web process and one reader, then of two of each, upon the same database.
"""

import argparse
import json
import os
import shutil
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
from bench.books import ROWS, Books, workbook
from bench.seen import Seen, load_in_words, part, times

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2007-04-30"
PORT = 8417
PATIENCE = 60  # seconds until the site answers
WARM = 8  # seconds
ASKERS, RATIO_SECONDS = 16, 30


def main():
    asked = arguments()
    with installation(asked.folder) as folder:
        prepare(folder, asked)
        if asked.ratio:
            text = ratio_in_words(ratio(folder, asked))
            report.put("One of each, and two", text)
        else:
            text = load_in_words(load(folder, asked), asked.pace)
            report.put("A hundred people while a file comes in", text)
    sys.stdout.write(text)


def arguments():
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("--seconds", type=int, default=240, help="with the hundred (R10: 1800)")
    parser.add_argument("--more-seconds", type=int, default=60, help="with two hundred")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--pace", type=int, default=60, help="seconds from workbook to workbook")
    parser.add_argument("--ratio", action="store_true", help="one of each beside --webs, --workers")
    parser.add_argument("--webs", type=int, default=2, help="web processes of the larger side")
    parser.add_argument("--workers", type=int, default=2, help="readers of the larger side")
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
    if not (folder / "book.xlsx").exists():
        say(f"A workbook of {ROWS:,} rows is written")
        workbook(folder / "book.xlsx")
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
        name: sum(one.memory_info().rss for one in family(processes[name].pid)) / 2**20
        for name in ("web", "reader", "worker", "sweeper")
    }


def busy(processes):
    """{part: processor seconds so far} of webs, reader and database, with what ended of them."""
    from pbc.embedded import places
    from pbc.embedded import processes as of_the_machine

    [server, *_] = of_the_machine.behind(places.sockets_path() / ".s.PGSQL.5432")
    numbers = {"web": processes["web"].pid, "reader": processes["reader"].pid, "database": server}
    return {name: spent(number) for name, number in numbers.items()}


def spent(number):
    seconds = 0.0
    for one in family(number):
        with suppress(psutil.NoSuchProcess):
            seconds += sum(one.cpu_times()[:4])  # its own and of children that ended, each twofold
    return seconds


def family(number):
    parent = psutil.Process(number)
    return [parent, *parent.children(recursive=True)]


# ---- A hundred people ------------------------------------------------------------------------


def load(folder, asked):
    """(one workbook with nobody there, {people: (what they saw, memory before, after, wrong)})."""
    turns = {asked.people: asked.seconds, 2 * asked.people: asked.more_seconds}
    turns = {people: seconds for people, seconds in turns.items() if seconds}
    many = {people: seconds // asked.pace + 1 for people, seconds in turns.items()}
    books = Books(folder, 1 + sum(many.values()))
    found = {}
    with site() as processes:
        say("One workbook with nobody there")
        alone = books.sent_by(crowd(folder, 0, 1, books.next(1), books.totals))
        for people, seconds in turns.items():
            say(f"{people} people for {seconds} s")
            crowd(folder, people, WARM, [], books.totals)  # each process has read a year by then
            before, worked = held(processes), busy(processes)
            given = books.next(many[people])
            seen = crowd(folder, people, seconds, given, books.totals, pace=asked.pace)
            wrong = seen.wrong_totals(books.totals, books.published)
            books.sent_by(seen)
            seen.spent = {name: so_far - worked[name] for name, so_far in busy(processes).items()}
            found[people] = (seen, before, held(processes), wrong)
    return alone, found


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
    """{(webs, readers): (answers a second, workbooks a minute)}, in one run upon one database."""
    found = {}
    sides = [(1, 1), (asked.webs, asked.workers)]
    per_side = 2 * asked.workers
    books = Books(folder, per_side * len(sides))
    for webs, readers in sides:
        with site(webs, readers):
            crowd(folder, ASKERS, WARM, [], books.totals, think=(0, 0))
            say(f"{webs} web, {readers} reader: pages alone")
            pages = crowd(folder, ASKERS, RATIO_SECONDS, [], books.totals, think=(0, 0))
            say(f"{webs} web, {readers} reader: workbooks alone")
            found[webs, readers] = (pages, readings(folder, books.next(per_side)))
            books.published += per_side
    return found


def readings(folder, paths):
    """Workbooks a minute, of several that are sent in at once and only read."""
    from django.core.files.base import ContentFile

    from activity.models import State, Submission
    from activity.services.uploads import receive_upload
    from pbc.core.clock import today
    from pbc.core.services import operator

    files = [ContentFile(Path(path).read_bytes(), name=Path(path).name) for path in paths]
    began = time.monotonic()
    sent = receive_upload(files=files, received_on=today(), by=operator())
    numbers = [one.submission.pk for one in sent]
    while True:
        rows = Submission.objects.filter(pk__in=numbers)
        if rows.filter(state__in=(State.STAGED, State.NEEDS_REASON)).count() == len(numbers):
            return 60 * len(numbers) / (time.monotonic() - began)
        time.sleep(0.2)


def ratio_in_words(found):
    """The figures as a table, the larger side beside one of each."""
    (one, (few, slow)), (two, (many, quick)) = found.items()
    rates = [len(seen.pages()) / (seen.ended - seen.began) for seen in (few, many)]
    errors = [len(seen.errors()) for seen in (few, many)]
    took = [part(times(seen.pages()), 95) for seen in (few, many)]
    lines = [
        f"`python -m bench.load --ratio` on {os.cpu_count()} cores that also had the people, the",
        f"database and other work (load {os.getloadavg()[0]:.1f}): {ASKERS} people who do not",
        f"think ask for pages for {RATIO_SECONDS} s; then {2 * two[1]} workbooks of {ROWS:,} rows",
        "are sent in at once and read. One web process and one reader, then more, upon one",
        "database.",
        "",
        f"| | {one[0]} web, {one[1]} reader | {two[0]} webs, {two[1]} readers | ratio |",
        "|---|---:|---:|---:|",
        f"| pages a second | {rates[0]:.1f} | {rates[1]:.1f} | {rates[1] / rates[0]:.2f} |",
        f"| p95, milliseconds | {took[0]:.0f} | {took[1]:.0f} | {took[1] / took[0]:.2f} |",
        f"| errors | {errors[0]} | {errors[1]} | |",
        f"| workbooks a minute | {slow:.1f} | {quick:.1f} | {quick / slow:.2f} |",
    ]
    return "\n".join(lines) + "\n"


def say(text):
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
