"""What `bench.scale` measures: pages warm and cold, an import, a backup, room and memory."""

import json
import os
import re
import resource
import subprocess
import sys
import time

from bench import pages
from bench.scale_load import NEWEST

LARGE = 9  # tables of which the room is told
OF_YEARS = {
    "county, oldest year": ("AUDITOR", "/position/county/?year={first}"),
    "practice, oldest year": ("PRACTICE_MANAGER", "/position/practice/E81000/?year={first}"),
    "rows of a practice, oldest year": (
        "PRACTICE_MANAGER",
        "/position/practice/E81000/rows/?year={first}",
    ),
    "rows of the county, oldest year": ("AUDITOR", "/position/county/rows/?year={first}"),
    # The PCT itself began in October 2006.
    "locality, as known a year ago": (
        "FINANCE",
        "/position/locality/L00/?year=2005&known_on=2006-04-30",
    ),
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

    from activity.models import Heading

    found, asks = set(), []

    def keep(execute, sql, params, many, context):
        asks.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        client.get(path.format(Heading.objects.order_by("code")[0].code))
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
