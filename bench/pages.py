"""`python -m bench.pages`: what the site takes to answer a page, with two years of a county in it.

24 files of 130 practices are read, checked and published by the site's own way in, into real
PostgreSQL; then each page is asked for by somebody who may see it, signed in, through the whole of
the site but the socket. The pages take turns with a bare one (signed in, nothing of its own to
read), so that what else the machine does is shared fairly: the ratio to it counts.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import report

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2007-04-30"
VISITS = int(os.environ.get("PBC_BENCH_VISITS", "100"))
BARE = "a bare page, signed in"
POSITION, DESK = 40, 60  # milliseconds, the goals at p95

PAGES = {
    BARE: ("AUDITOR", "/privacy/"),
    "county": ("AUDITOR", "/position/county/"),
    "county, 2005/06": ("AUDITOR", "/position/county/?year=2005"),
    "PCT": ("FINANCE", "/position/pct/5BB/"),
    "locality": ("FINANCE", "/position/locality/L00/"),
    "group": ("GP_LEAD", "/position/group/L00A/"),
    "practice": ("PRACTICE_MANAGER", "/position/practice/E81000/"),
    "rows of a heading": ("PRACTICE_MANAGER", "/position/practice/E81000/rows/?heading={}"),
    "rows of a practice": ("PRACTICE_MANAGER", "/position/practice/E81000/rows/"),
    "rows of a locality": ("AUDITOR", "/position/locality/L00/rows/"),
    "rows of the county": ("AUDITOR", "/position/county/rows/"),
    "statement of a practice": ("PRACTICE_MANAGER", "/position/practice/E81000/statement/"),
    "desk of finance": ("FINANCE", "/"),
    "desk of finance, first look": ("FINANCE, first look", "/"),
    "desk of a GP lead": ("GP_LEAD", "/"),
    "desk of a practice manager": ("PRACTICE_MANAGER", "/"),
    "desk of an auditor": ("AUDITOR", "/"),
    "desk of an administrator": ("ADMINISTRATOR", "/"),
}


def main():
    with tempfile.TemporaryDirectory(prefix="pbc-pages-") as folder:
        os.environ |= {"PBC_VAR": f"{folder}/var", "PBC_MFA_FOR": "none", "PBC_TODAY": TODAY}
        os.environ["DJANGO_SETTINGS_MODULE"] = "pbc.settings"
        os.environ.pop("DATABASE_URL", None)
        manage = [sys.executable, "manage.py", "services"]
        try:
            subprocess.run([*manage, "start"], cwd=ROOT, check=True)
            text = words(measured(Path(folder)))
        finally:
            subprocess.run([*manage, "stop"], cwd=ROOT, check=False)
    report.put("Pages", text)
    sys.stdout.write(text)


def measured(folder):
    """{page: (statements, [seconds of each visit], least processor seconds of the site)}."""
    import django

    django.setup()
    from bench import two_years
    from pbc.core.clock import today

    return visited(two_years.load(folder, today()))


def visited(people):
    """The same, of the county that is loaded; `people` are who may see its pages, by role."""
    from activity.models import Heading

    clients = {f"{role}, first look": signed_in(who) for role, who in people.items()}
    for client in clients.values():
        client.get("/")
    # Who comes back is told what is new since, which is nothing; on the first look it is all.
    clients |= {str(role): signed_in(who) for role, who in people.items()}
    one = Heading.objects.order_by("code")[0].code
    pages = {name: (clients[who], path.format(one)) for name, (who, path) in PAGES.items()}
    for _ in range(3):
        statements = {name: asks(*page) for name, page in pages.items()}
    taken, busy = {name: [] for name in pages}, {name: [] for name in pages}
    for _ in range(VISITS):
        for name, page in pages.items():
            took, worked = seconds(*page)
            taken[name].append(took)
            busy[name].append(worked)
    return {name: (statements[name], sorted(taken[name]), min(busy[name])) for name in pages}


def signed_in(person):
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def asks(client, path):
    """How many statements a page asks of the database."""
    from django.db import connection

    found = []

    def count(execute, *statement):
        found.append(statement)
        return execute(*statement)

    with connection.execute_wrapper(count):
        answer = client.get(path)
    if answer.status_code != 200:
        sys.exit(f"{path} answered {answer.status_code}")
    return len(found)


def seconds(client, path):
    """(seconds that a visit took, processor seconds of this process in it)."""
    began, worked = time.perf_counter(), time.process_time()
    client.get(path)
    return time.perf_counter() - began, time.process_time() - worked


def words(found):
    """The figures as a table, in milliseconds."""
    bare = found[BARE][1]
    lines = [
        f"`python -m bench.pages`, a part of `make bench`, on {os.cpu_count()} cores that also did",
        f"other work (load {os.getloadavg()[0]:.1f}): 24 months of 130 practices, published;",
        f"{VISITS} visits of each page, in turns. Milliseconds at the server, warm; goals at p95:",
        f"{POSITION} for a position, {DESK} for a desk. The least is the site's own processor time",
        "in one visit, the database apart.",
        "",
        "| page | statements | least | middle | p95 | times a bare page |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, (statements, taken, least) in found.items():
        middle, slow = (1000 * taken[int(len(taken) * part)] for part in (0.5, 0.95))
        times = middle / 1000 / bare[len(bare) // 2]
        figures = f"{1000 * least:.1f} | {middle:.1f} | {slow:.1f} | {times:.1f}"
        lines.append(f"| {name} | {statements} | {figures} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
