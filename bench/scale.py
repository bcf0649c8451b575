"""`python -m bench.scale`: five years of one county, and a simulated England in one database.

`years` takes in 60 months of 130 practices, each file by the site's own way in, and asks for pages
of the newest and of the oldest year. `england` takes in one county's year twice, in a database of
its own and in one where other counties are put beside it (`bench.england`), and asks both for the
same pages in the same minutes, so that the ratio counts and the machine does not. All of it can be
had smaller (`--counties 6 --months 3`), and in two parts: `--only load --folder DIR`, then `--only
visit --folder DIR` on a quiet machine.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench import pages, report

NEWEST = 2006  # the last of the years, ending with March 2007
LARGE = 9  # tables of which the room is told
OF_YEARS = {
    "county, oldest year": ("AUDITOR", "/position/county/?year={first}"),
    "practice, oldest year": ("PRACTICE_MANAGER", "/position/practice/E81000/?year={first}"),
    "rows of a practice, oldest year": (
        "PRACTICE_MANAGER",
        "/position/practice/E81000/rows/?year={first}",
    ),
    "rows of the county, oldest year": ("AUDITOR", "/position/county/rows/?year={first}"),
    "PCT, as known a year ago": ("FINANCE", "/position/pct/5BB/?year=2005&known_on=2006-04-30"),
}
OF_LISTS = {
    "download of a practice (xlsx)": ("PRACTICE_MANAGER", "/position/practice/E81000/table/"),
    "download of a PCT (xlsx)": ("FINANCE", "/position/pct/5BB/table/"),
    "files": ("FINANCE", "/files/"),
    "budgets of a year": ("FINANCE", "/budgets/2006/"),
    "practices": ("FINANCE", "/practices/"),
    "actions": ("GP_LEAD", "/actions/"),
    "search: a word of every group": ("GP_LEAD", "/search/?q=letter"),
    "people": ("ADMINISTRATOR", "/people/"),
}
OF_SEVERAL = {
    "desk of finance of three PCTs": ("SEVERAL", "/"),
    "files of three PCTs": ("SEVERAL", "/files/"),
    "practices of three PCTs": ("SEVERAL", "/practices/"),
}
COLD = {
    "practice": ("PRACTICE_MANAGER", "/position/practice/E81000/"),
    "PCT": ("FINANCE", "/position/pct/5BB/"),
}
PARTITION = re.compile(r"activity_activityline_(\d{4})")
ROOM = """
SELECT coalesce(parent.relname, t.relname), sum(greatest(t.reltuples, 0)),
  sum(pg_table_size(t.oid)), sum(pg_indexes_size(t.oid))
FROM pg_class t LEFT JOIN pg_inherits i ON i.inhrelid = t.oid
LEFT JOIN pg_class parent ON parent.oid = i.inhparent
WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace
GROUP BY 1 ORDER BY sum(pg_total_relation_size(t.oid)) DESC LIMIT %s
"""


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("what", choices=("years", "england"))
    asked.add_argument("--years", type=int, default=5)
    asked.add_argument("--counties", type=int, default=60)
    asked.add_argument("--months", type=int, default=12)
    asked.add_argument("--visits", type=int, default=40)
    asked.add_argument("--folder", type=Path, help="where the databases lie, and stay")
    asked.add_argument("--only", choices=("load", "visit"))
    asked.add_argument("--part", help=argparse.SUPPRESS)  # what a process of ours is to do
    asked = asked.parse_args()
    if asked.part:
        return _part(asked)
    with tempfile.TemporaryDirectory(prefix="pbc-scale-") as made:
        folder = asked.folder or Path(made)
        sites = ["years"] if asked.what == "years" else ["alone", "england"]
        if asked.only != "visit":
            for site in sites:
                _in_a_process(folder, site, "load")
        if asked.only == "load":
            return None
        found = [_in_a_process(folder, site, "visit") for site in sites]
    write = {"years": years_in_words, "england": england_in_words}[asked.what]
    title, text = write(asked, *found)
    report.put(title, text)
    sys.stdout.write(text)
    return None


def _in_a_process(folder, site, part):
    """Do a part of the work in a process of its own, as a process knows one database."""
    env = {
        **os.environ,
        "PBC_VAR": str(folder / site),
        "PBC_MFA_FOR": "none",
        "PBC_TODAY": pages.TODAY,
        "DJANGO_SETTINGS_MODULE": "pbc.settings",
    }
    env.pop("DATABASE_URL", None)
    services = [sys.executable, "manage.py", "services"]
    told = folder / f"{site}.json"
    try:
        subprocess.run([*services, "start"], cwd=pages.ROOT, env=env, check=True)
        command = [sys.executable, "-m", "bench.scale", *sys.argv[1:], "--folder", str(folder)]
        subprocess.run([*command, "--part", f"{part} {site}"], cwd=pages.ROOT, env=env, check=True)
    finally:
        subprocess.run([*services, "stop"], cwd=pages.ROOT, env=env, check=False)
    return json.loads(told.read_text())


def _part(asked):
    import django

    django.setup()
    pages.VISITS = asked.visits
    part, site = asked.part.split()
    told = asked.folder / f"{site}.json"
    before = json.loads(told.read_text()) if told.exists() else {}
    loads = {"years": load_years, "alone": load_alone, "england": load_england}
    made = loads[site](asked) if part == "load" else visit(asked, site)
    told.write_text(json.dumps(before | made))


def _tell(words, began):
    print(f"{words}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)


# ---- Loading -----------------------------------------------------------------------------------


def load_years(asked):
    """Every month of some years of the county; {"took": {year: seconds of each import}}."""
    from bench import at_work, two_years
    from pbc.core import periods
    from pbc.core.clock import today
    from pbc.core.services import operator

    by, took, began = operator(), {}, time.perf_counter()
    span = range(NEWEST + 1 - asked.years, NEWEST + 1)
    two_years.register(asked.folder / "reference", today(), by, tuple(span))
    for year in span:
        took[year] = [
            two_years.publish(asked.folder, year, month, today(), by) for month in periods.MONTHS
        ]
        _tell(periods.year_name(year), began)
    at_work.load(by, today())
    two_years.analyze()
    two_years.people()
    return {"took": took}


def load_alone(asked):
    """A county's months."""
    from bench import at_work, two_years
    from pbc.core.clock import today
    from pbc.core.services import operator

    by, began = operator(), time.perf_counter()
    two_years.SPECIALTIES = two_years.SPECIALTIES[:1]
    two_years.register(asked.folder / "reference", today(), by, (NEWEST,))
    for month in range(1, asked.months + 1):
        two_years.publish(asked.folder, NEWEST, month, today(), by)
    at_work.load(by, today())
    two_years.analyze()
    two_years.people()
    _tell("one county loaded", began)
    return {}


def load_england(asked):
    """The same with the other counties beside it; {"loaded": seconds}."""
    from activity.models import Submission
    from bench import at_work, two_years
    from bench import england as others
    from pbc.core.clock import today
    from pbc.core.models import Group
    from pbc.core.services import operator

    by, began, numbers = operator(), time.perf_counter(), range(1, asked.counties)
    load_alone(asked)
    readings = list(Submission.objects.order_by("pk"))
    folder = asked.folder / "reference-england"
    two_years.register(folder, today(), by, (NEWEST,), range(asked.counties))
    _tell("register and budgets", began)
    known = others.ids()
    for reading in readings:
        others.copy_month(reading, numbers, known, by)
        _tell(f"{len(numbers)} counties published beside {reading.delivery}", began)
    others.people(numbers)
    at_work.load(by, today(), Group.objects.filter(body=None))
    _tell("people, and what groups do", began)
    two_years.analyze()
    return {"loaded": time.perf_counter() - began}


# ---- Measuring ---------------------------------------------------------------------------------


def visit(asked, site):
    """What a site answers, as plain data."""
    from bench import two_years
    from pbc.core.models import Person

    people = {
        role: Person.objects.filter(username=role.lower()).first() or two_years.people()[role]
        for role in ("FINANCE", "GP_LEAD", "PRACTICE_MANAGER", "AUDITOR", "ADMINISTRATOR")
    }
    wanted = pages.PAGES | OF_LISTS
    if site == "years":
        first = NEWEST + 1 - asked.years
        of_years = {n: (who, path.format(first=first)) for n, (who, path) in OF_YEARS.items()}
        found = {"pages": _visited(people, wanted | of_years)}
        rows = {n: page for n, page in (wanted | of_years).items() if n.startswith("rows of")}
        found["partitions"] = {
            name: partitions(pages.signed_in(people[who]), path)
            for name, (who, path) in rows.items()
        }
    else:
        del people["AUDITOR"]  # who reads all that the site holds: the database gives that up
        wanted = {name: page for name, page in wanted.items() if page[0] in people}
        if site == "england":
            people["SEVERAL"], wanted = _of_several(asked.counties), wanted | OF_SEVERAL
        found = {"pages": _visited(people, wanted), "cold": cold(people)}
        found["import"] = _last_month(asked)
        found["backup"] = _backup(asked.folder / f"{site}.backup")
    found["room"], found["memory"], found["load"] = room(), memory(), os.getloadavg()[0]
    return found


def _visited(people, wanted):
    """`pages.visited` of these pages."""
    usual, pages.PAGES = pages.PAGES, wanted
    try:
        return pages.visited(people)
    finally:
        pages.PAGES = usual


def cold(people):
    """{page: milliseconds of the first visit by a process that has read nothing yet, and of the
    next, and the most memory that it has held by then, in MiB}."""
    from budgets.queries import book, ledger_read, realms, spend

    found = {}
    for name, (who, path) in COLD.items():
        client = pages.signed_in(people[who])
        client.get("/privacy/")
        for module in (book, ledger_read, spend):
            module.kept.answers.clear()
            module.kept_of_realms.answers.clear()
        book.grounds.answers.clear()
        realms.kept.answers.clear()
        first, again = (1000 * pages.seconds(client, path)[0] for _ in range(2))
        found[name] = (first, again, memory())
    return found


def memory():
    """The most that this process has held at once, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def partitions(client, path):
    """The years whose lines a page reads, as the planner says of its statements."""
    from django.db import connection

    found, asks = set(), []

    def keep(execute, sql, params, many, context):
        asks.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        client.get(path.format("OTHER"))
    with connection.cursor() as cursor:
        for sql, params in asks:
            if "activity_activityline" in sql:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                found |= {int(year) for year in PARTITION.findall(json.dumps(cursor.fetchone()))}
    return sorted(found)


def _of_several(counties):
    """Somebody of finance over three counties' PCTs."""
    from datetime import date

    from bench import county
    from pbc.core.models import Appointment, Commissioner, Person, Role

    person, made = Person.objects.get_or_create(username="several")
    for number in range(min(3, counties) if made else 0):
        pct = Commissioner.objects.get(code=county.pcts(number)[1])
        of = {"person": person, "role": Role.FINANCE, "commissioner": pct}
        Appointment.objects.create(**of, from_date=date(2005, 4, 1))
    return person


def _last_month(asked):
    """Seconds to take in the last month of the first county, restated, and publish it."""
    from bench import two_years
    from pbc.core.clock import today
    from pbc.core.services import operator

    two_years.SPECIALTIES = two_years.SPECIALTIES[:1]
    return two_years.publish(
        asked.folder, NEWEST, asked.months, today(), operator(), again=_number()
    )


def _number():
    """Another each time that the same databases are visited."""
    return int(time.time()) % 1000 + 1


def _backup(file):
    """(seconds that a backup took, its MiB)."""
    began = time.perf_counter()
    command = [sys.executable, "manage.py", "backup", str(file)]
    subprocess.run(command, cwd=pages.ROOT, check=True)
    took, size = time.perf_counter() - began, file.stat().st_size
    file.unlink()
    return took, size / 2**20


def room():
    """[(table, rows, MiB, MiB of its indexes)] of the largest, and of the whole database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(ROOM, [LARGE])
        rows = [(f"`{n}`", float(k), float(a) / 2**20, float(b) / 2**20) for n, k, a, b in cursor]
        cursor.execute("SELECT pg_database_size(current_database()) / 1048576.0")
        return [*rows, ("the whole database", None, float(cursor.fetchone()[0]), None)]


# ---- In words ----------------------------------------------------------------------------------


def years_in_words(asked, found):
    took = found["took"]
    ratio = median(took[max(took)]) / median(took[min(took)])
    lines = [
        f"`python -m bench.scale years --years {asked.years}`: {12 * asked.years} months of 130",
        "practices, every file taken in and published by the site's own way in;",
        *_on(asked, found),
        "",
        *_table(found["pages"]),
        "",
        "| import and publication of a month, seconds | middle | slowest |",
        "|---|---:|---:|",
        *(f"| {year} | {median(each):.2f} | {max(each):.2f} |" for year, each in took.items()),
        "",
        f"The last year beside the first, in an empty database: {ratio:.2f} times.",
        "Of the partitions of the lines, one a year, the planner reads for",
        "",
        *(f"- {page}: {', '.join(map(str, of))}" for page, of in found["partitions"].items()),
        "",
        *_room(found),
    ]
    return "Five years of a county", "\n".join(lines) + "\n"


def england_in_words(asked, alone, among):
    lines = [
        f"`python -m bench.scale england --counties {asked.counties} --months {asked.months}`:",
        f"{asked.counties} counties of 130 practices, {asked.months} months of each, loaded in",
        f"{among['loaded'] / 60:.0f} minutes: one county's files by the site's own way in, the",
        "others' as copies of its rows, with every rule of the database on;",
        *_on(asked, among),
        "",
        *_table(among["pages"], alone["pages"]),
        "",
        "| first page of a process | ms | the next | MiB held | alone: ms | the next | MiB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, figures in among["cold"].items():
        both = (f"{figure:,.0f}" for figure in (*figures, *alone["cold"][name]))
        lines.append(f"| {name} | {' | '.join(both)} |")
    lines += [
        "",
        "One county's month, restated, taken in and published:",
        f"{among['import']:.1f} s, alone {alone['import']:.1f} s.",
        "A backup: {:.0f} s and {:,.0f} MiB, alone {:.0f} s and {:,.0f} MiB.".format(
            *among["backup"], *alone["backup"]
        ),
        "",
        *_room(among),
    ]
    return "England in one database", "\n".join(lines) + "\n"


def _on(asked, found):
    """What it ran on, in lines."""
    return [
        f"{time.strftime('%d %B %Y')}, {os.cpu_count()} cores that may have had other work too",
        f"(load {found['load']:.1f}). {asked.visits} visits of each page, in turns; milliseconds",
        "at the server, warm. The least is the site's own processor time, the database apart.",
    ]


def _table(found, beside=None):
    """The figures of pages, and how many times those of `beside` they are."""
    head, rule = "| page | statements | least | middle | p95 |", "|---|---:|---:|---:|---:|"
    if beside:
        head, rule = f"{head} alone: statements | p95 | times |", f"{rule}---:|---:|---:|"
    lines = [head, rule]
    for name, (statements, taken, least) in found.items():
        middle, slow = (1000 * taken[int(len(taken) * part)] for part in (0.5, 0.95))
        line = f"| {name} | {statements} | {1000 * least:.1f} | {middle:.1f} | {slow:.1f} |"
        if beside:
            asks, times, _ = beside.get(name, ("", [], 0))
            before = times and 1000 * times[int(len(times) * 0.95)]
            line += f" {asks} | {before:.1f} | {slow / before:.2f} |" if before else " | | |"
        lines.append(line)
    return lines


def _room(found):
    lines = ["| table | rows | MiB | MiB of its indexes |", "|---|---:|---:|---:|"]
    for name, rows, own, by in found["room"]:
        count, indexes = ("", "") if rows is None else (f"{rows:,.0f}", f"{by:,.0f}")
        lines.append(f"| {name} | {count} | {own:,.0f} | {indexes} |")
    return lines


if __name__ == "__main__":
    main()
