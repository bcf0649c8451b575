"""Years of the made county, month by month, taken in and published as a site takes them in."""

import time
from contextlib import closing
from datetime import date, timedelta

import xlsxwriter

from activity.models import State
from activity.services.codes import load_codes
from activity.services.sending import Wanted, send
from bench import at_work, county
from budgets.services.ledger import load_budgets
from pbc.core import periods
from pbc.core.directory import load_register
from pbc.core.models import Appointment, Commissioner, Group, Person, Practice, Role
from pbc.core.services import open_year, operator
from pbc.embedded import postgres

YEARS = (2005, 2006)
SPECIALTIES = county.SPECIALTIES[:2]
NOBODY = ("V81999", "Not known")


def load(folder, today, years=YEARS):
    """The register, the budgets and twelve files a year; returns {role: person}."""
    by = operator()
    register(folder / "reference", today, by, years)
    for year in years:
        for month in periods.MONTHS:
            publish(folder, year, month, today, by)
    at_work.load(by, today)
    analyze()
    return people()


def register(folder, today, by, years, counties=range(1)):
    """Who is where, the codes and the budgets of these years, which are opened."""
    county.reference(folder, years, counties)
    known = {"folder": folder, "known_from": None, "by": by}
    load_register(**known, today=today)
    load_codes(**known)
    for year in years:
        open_year(year=year, on=periods.first_day(year, 1), by=by)
    load_budgets(**known)


def analyze():
    """Clear up and have the planner know what is there, as autovacuum would in a minute or two. The
    site itself may not: as pbc_app, it would be told so in a notice and nothing be done."""
    with closing(postgres.connect(user="pbc_owner")) as connection:
        connection.autocommit = True
        connection.cursor().execute("VACUUM ANALYZE")


def publish(folder, year, month, today, by, again=0):
    """Take in a month's file and publish it; returns the seconds, the workbook's making apart.
    `again` are pounds by which each cost differs from what was sent before."""
    path = _book(folder, year, month, again)
    began = time.perf_counter()
    _publish(path, year, month, today, by)
    return time.perf_counter() - began


def _publish(path, year, month, today, by):
    """Publish a month's file as of three weeks after its end, which then is when it counts from."""
    came = min(periods.last_day(year, month) + timedelta(days=21), today)
    wanted = Wanted(received_on=came, today=today, publish=True, reason="A benchmark")
    with path.open("rb") as file:
        sent = send(file=file, file_name=path.name, wanted=wanted, by=by)
    if sent.submission.state != State.PUBLISHED:
        raise SystemExit(f"{path.name} was not published: {sent.submission.sentence}")


def _book(folder, year, month, again):
    path = folder / f"{year}-{month:02}{f'-{again}' if again else ''}.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Activity")
        sheet.write_row(0, 0, county.HEADINGS)
        for at, (*row, cost) in enumerate(rows(year, month), start=1):
            sheet.write_row(at, 0, [*row, cost + again])
    return path


def rows(year, month):
    """The rows of one month: each practice by kind, provider and specialty, and some of nobody."""
    period = f"{periods.first_day(year, month):%Y-%m}"
    whose = [(code, name, locality) for code, name, _, locality in county.practices()]
    whose += [(*NOBODY, place) for place in sorted({locality for *_, locality in whose})]
    made = 0
    for code, name, locality in whose:
        for pod in county.PODS:
            for provider in county.PROVIDERS:
                for specialty in SPECIALTIES:
                    made += 1
                    cost = 90 + (made * 7919 + month * 104729) % 7000 / 100
                    yield (
                        *(period, locality, code, name, provider, pod, specialty),
                        *(1, 1 + made % 3, 125, -1.25, 123.75, cost),
                    )


def people():
    """One person a role, each over what such a person has."""
    over = {
        Role.FINANCE: {"commissioner": Commissioner.objects.get(code="5BB")},
        Role.GP_LEAD: {"group": Group.objects.get(code="L00A")},
        Role.PRACTICE_MANAGER: {"practice": Practice.objects.get(code="E81000")},
        Role.AUDITOR: {},
        Role.ADMINISTRATOR: {},
    }
    return {role: _appointed(role, scope) for role, scope in over.items()}


def _appointed(role, scope):
    person = Person.objects.create_user(username=role.lower())
    Appointment.objects.create(person=person, role=role, from_date=date(2005, 4, 1), **scope)
    return person
