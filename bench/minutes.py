"""`python -m bench.minutes`: the search and the list of actions, with years of minutes behind them.

2,000 meetings with five items each, 5,000 actions and their notes, and as many decisions as
meetings; then pages are asked for as a GP lead has them, signed in, through the whole of the site
but the socket.
"""

import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta

from bench import report
from bench.pages import ROOT, asks, seconds, signed_in

MEETINGS, ACTIONS, VISITS = 2000, 5000, int(os.environ.get("PBC_BENCH_VISITS", "40"))
GOAL = 100  # milliseconds, at p95
WORDS = (
    *("budget", "referral", "diabetes", "trust", "outpatient", "waiting", "list", "prescribing"),
    *("practice", "locality", "plan", "commissioner", "report", "audit", "patient", "nurse"),
    *("clinic", "tariff", "savings", "quarter", "review", "letter"),
)
SPEAKERS = {"SBJ": "Sarah Bright-Jones", "AL": "Ann Lee", "MJ": "Mark Jones"}
PAGES = {
    "a bare page, signed in": "/privacy/",
    "search: a rare word": "/search/?q=spirometry",
    "search: a word of every meeting": "/search/?q=budget",
    "search: two words, minutes alone": "/search/?q=budget+referral&kind=Minutes",
    "search: page 40 of a word of every meeting": "/search/?q=budget&page=40",
    "search: who said a word": "/search/?q=tariff&who=SBJ",
    "search: all that somebody said": "/search/?who=Ann+Lee",
    "search: a practice by its name": "/search/?q=fernville",
    "actions: all that are open": "/actions/",
    "actions: its last page": "/actions/?page=1000",
}


def main():
    with tempfile.TemporaryDirectory(prefix="pbc-minutes-") as folder:
        os.environ |= {"PBC_VAR": f"{folder}/var", "PBC_MFA_FOR": "none", "PBC_TODAY": "2007-04-30"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "pbc.settings"
        os.environ.pop("DATABASE_URL", None)
        manage = [sys.executable, "manage.py", "services"]
        try:
            subprocess.run([*manage, "start"], cwd=ROOT, check=True)
            text = words(measured())
        finally:
            subprocess.run([*manage, "stop"], cwd=ROOT, check=False)
    report.put("Minutes and actions", text)
    sys.stdout.write(text)


def measured():
    """{page: (statements, [seconds of each visit])}."""
    import django

    django.setup()
    client = signed_in(load())
    statements = {}
    for _ in range(3):
        statements = {name: asks(client, path) for name, path in PAGES.items()}
    taken = {name: [] for name in PAGES}
    for _ in range(VISITS):
        for name, path in PAGES.items():
            taken[name].append(seconds(client, path)[0])
    return {name: (statements[name], sorted(taken[name])) for name in PAGES}


def load():
    """Years of a group's minutes; returns its lead."""
    from django.db import connection

    from pbc.core.models import Appointment, Group, Person, Role
    from pbc.core.services import operator

    by, group = operator(), Group.objects.create(code="DAC", name="DacCom")
    lead = Person.objects.create_user(username="lead", first_name="Ruth", last_name="Allan")
    of = {"from_date": date(2000, 1, 1), "given_by": by}
    Appointment.objects.create(person=lead, role=Role.GP_LEAD, group=group, **of)
    _minutes(group)
    _actions(group, by)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return lead


def _minutes(group):
    from meetings.models import Attendance, Body, BodyKind, How, Item, Meeting

    body = Body.objects.create(name="Executive", kind=BodyKind.EXECUTIVE, group=group)
    days = [date(2007, 4, 1) - timedelta(days=n * 3) for n in range(MEETINGS)]
    meetings = Meeting.objects.bulk_create(
        Meeting(body=body, month=day.replace(day=1), day=day, state="HELD") for day in days
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=one, how=How.PRESENT, name=name)
        for one in meetings
        for name in SPEAKERS.values()
    )
    Item.objects.bulk_create(
        Item(meeting=one, number=n, heading=f"Item {_some(at + n, 3)}", minutes=_said(at * 5 + n))
        for at, one in enumerate(meetings)
        for n in range(1, 6)
    )


def _actions(group, by):
    from meetings.models import Action, ActionNote, Decision, Deed, Outcome

    today = date(2007, 4, 30)
    said = {"group": group, "owner_name": "Mark Jones", "raised_by": by, "changed_by": by}
    actions = Action.objects.bulk_create(
        Action(text=_some(n, 9), raised_on=today, due=today, due_typed="30 April", **said)
        for n in range(ACTIONS)
    )
    ActionNote.objects.bulk_create(
        ActionNote(action=one, deed=Deed.NOTE, said=_some(one.pk, 12), by=by, on_date=today)
        for one in actions
    )
    of = {"group": group, "written_by": by, "changed_by": by, "body": "Executive"}
    Decision.objects.bulk_create(
        Decision(text=_some(n, 8), decided_on=today, outcome=Outcome.AGREED, **of)
        for n in range(MEETINGS)
    )


def _some(seed, many):
    """So many words, the same for the same seed; as in any text, few are common and most rare."""
    drawn = random.Random(seed)  # noqa: S311  # nosec B311 # the words of a benchmark
    return " ".join(_word(int(20 * 100 ** drawn.random())) for _ in range(many))


def _word(rank):
    """The word of a rank among 2,000: the first is in nearly every item, ours in every fifth."""
    if rank == 20:
        return "budget"
    return WORDS[rank - 200] if 200 <= rank < 200 + len(WORDS) else f"word{rank}"


def _said(seed):
    """What the minutes say under an item: nine lines, of three speakers in two ways."""
    lines = []
    for n, (letters, name) in enumerate(list(SPEAKERS.items()) * 3):
        who = letters if (seed + n) % 2 else f"**{name}**"
        lines.append(f"{who} – {_some(seed + n, 20)}")
    rare = ["Spirometry was asked for"] if seed % 1000 == 0 else []
    return "\n".join([*lines, *rare])


def words(found):
    """The figures as a table, in milliseconds."""
    lines = [
        f"`python -m bench.minutes`, on {os.cpu_count()} cores that also did other work (load",
        f"{os.getloadavg()[0]:.1f}): {MEETINGS:,} meetings with five items each, {ACTIONS:,}",
        f"actions with a note each, {MEETINGS:,} decisions; {VISITS} visits of each page, in",
        f"turns. Milliseconds at the server, warm; the goal at p95 is {GOAL}.",
        "",
        "| page | statements | middle | p95 |",
        "|---|---:|---:|---:|",
    ]
    for name, (statements, taken) in found.items():
        middle, slow = (1000 * taken[int(len(taken) * part)] for part in (0.5, 0.95))
        lines.append(f"| {name} | {statements} | {middle:.1f} | {slow:.1f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
