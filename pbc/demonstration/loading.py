"""Loading the demonstration through the services that real organisations and files go through."""

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django
from django.db import connections

from activity.models import State
from activity.services.codes import load_codes
from activity.services.sending import Wanted, publish, send
from budgets.models import Allocation, ControlTotal
from budgets.services import targets
from budgets.services.ledger import load_budgets
from pbc.core import periods
from pbc.core.directory import load_register
from pbc.core.models import Person, Practice
from pbc.core.services import open_year, operator
from pbc.core.values import Scope
from pbc.demonstration import (
    actions,
    checks,
    files,
    marker,
    meetings,
    newsletters,
    people,
    plans,
    posts,
    reference,
)
from pbc.demonstration.organisations import LOCALITIES, YEAR
from pbc.embedded import processes

REASON = "Demonstration"


class NotLoaded(Exception):
    """Why the demonstration is not loaded, and what to do about it."""


def is_loaded():
    """Whether this site is the demonstration, whole."""
    return marker.is_finished() and _our_practices().exists()


def is_welcome():
    """Whether the demonstration is here, or nothing stands in its way."""
    return is_loaded() or not other_data()


def load(*, begun=None):
    """Load everything. Each step does nothing where it is done already, so that a start which
    was cut short goes on with the next one. `begun` is called once other processes can know."""
    _refuse_other_data()
    with marker.being_loaded() as note:
        if begun:
            begun()
        note("The practices and the people are put in")
        reference.write(_reference())
        with another_process() as beside:
            signed_up = _send_in(beside, note)
        checks.answer_all(signed_up)
        actions.raise_all(signed_up)
        newsletters.write(by=signed_up["gp.lead"])
        marker.finish()


def _send_in(beside, note):
    """Put in the register, the plans and the meetings, while the other process writes the files
    and reads them; publish each as finance of the PCT that sent it. Returns {sign-in: person}."""
    writing = beside.submit(files.write_sent, marker.folder() / "sent")
    signed_up = _load_register()
    finance = {"5P4": signed_up["finance"], "5P3": signed_up["finance.east"]}
    sent = writing.result()
    read = [beside.submit(_read, file, finance[file.pct]) for file in sent]
    to_come = beside.submit(files.write_next, marker.folder())
    note("The budgets are put in")
    _load_plans(finance)
    posts.set_up_all(signed_up)
    checks.agree_all(signed_up)
    meetings.hold_all(signed_up)
    for number, (file, submission) in enumerate(zip(sent, read, strict=True), 1):
        note(f"File {number} of {len(sent)} is taken in and published")
        _publish(file, submission.result(), finance[file.pct])
    to_come.result()
    return signed_up


def another_process():
    """Where the spreadsheets are written and read. A fork where that is safe: it has imported
    already what this one has."""
    way = get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(max_workers=1, mp_context=way, initializer=_begin_beside)


def _begin_beside():
    """A fork may not outlive us with our locks, nor use our connection, which it does not close."""
    processes.leave_with_the_parent()
    for inherited in connections.all(initialized_only=True):
        del connections[inherited.alias]
    django.setup()


def other_data():
    """What this site holds besides the demonstration, in words; empty where it holds nothing.

    Before the demonstration was begun, people and practices that look like its own are others'.
    """
    persons, practices = Person.objects.exclude(username="operator"), Practice.objects.all()
    if marker.has_begun() or marker.is_finished():
        persons = people.strangers()
        practices = practices.exclude(pk__in=_our_practices())
    found = {"people": persons.count(), "practices": practices.count()}
    return ", ".join(f"{name}: {count}" for name, count in found.items() if count)


def _refuse_other_data():
    held = other_data()
    if held:
        raise NotLoaded(
            f"This site holds other data ({held}), so the demonstration is not loaded. "
            "To see it, set PBC_VAR to another, empty folder"
        )


def _our_practices():
    codes = [practice.code for place in LOCALITIES for practice in place.practices]
    return Practice.objects.filter(code__in=codes)


def _reference():
    return marker.folder() / "reference"


def _load_register():
    """Organisations and people; returns {name of the sign-in: person}."""
    folder, by = _reference(), operator()
    load_register(folder=folder, known_from=None, today=marker.DAY, by=by)
    load_codes(folder=folder, known_from=None, by=by)
    open_year(year=YEAR, on=periods.first_day(YEAR, 1), by=by)  # no file is read before
    return people.appoint(by=by)


def _load_plans(finance):
    load_budgets(folder=_reference(), known_from=None, by=finance["5P4"])
    for target in plans.TARGETS:
        scope, by = Scope(target.kind, target.code), finance.get(target.code, finance["5P4"])
        about = {"year": YEAR, "reason": REASON, "on": periods.first_day(YEAR, 1), "by": by}
        if not Allocation.objects.filter(**targets.holder(scope), year=YEAR).exists():
            targets.set_allocation(scope=scope, amount=target.allocation, **about)
        if not ControlTotal.objects.filter(**targets.holder(scope), year=YEAR).exists():
            targets.set_control_total(scope=scope, amount=target.control_total, **about)


def _wanted(file):
    return Wanted(received_on=file.received_on, today=marker.DAY)


def _read(file, by):
    """Take one file in, in the other process; returns its submission, staged."""
    with file.path.open("rb") as opened:
        return send(file=opened, file_name=file.path.name, wanted=_wanted(file), by=by).submission


def _publish(file, submission, finance):
    if submission.state == State.STAGED:
        publish(submission=submission, wanted=_wanted(file), by=finance)
        submission.refresh_from_db()
    if submission.state != State.PUBLISHED:
        raise NotLoaded(f"{file.path.name} was not published: {submission.sentence}")
