"""Loading the demonstration through the services that real organisations and files go through."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connection

from activity.models import State
from activity.services.codes import load_codes
from activity.services.sending import Wanted, publish, send
from budgets.models import Allocation, ControlTotal
from budgets.services import targets
from budgets.services.ledger import load_budgets
from pbc.core import periods
from pbc.core.directory import load_register
from pbc.core.models import Person, Practice
from pbc.core.services import operator
from pbc.core.values import Scope
from pbc.demonstration import files, marker, people, plans, reference
from pbc.demonstration.organisations import LOCALITIES, YEAR

REASON = "Demonstration"


class NotLoaded(Exception):
    """Why the demonstration is not loaded, and what to do about it."""


def is_loaded():
    """Whether this site is the demonstration, whole."""
    return bool(marker.day()) and _our_practices().exists()


def is_welcome():
    """Whether the demonstration is here, or nothing stands in its way."""
    return is_loaded() or not other_data()


def load():
    """Load everything. Each step does nothing where it is done already, so that a start which
    was cut short goes on with the next one."""
    _refuse_other_data()
    marker.begin()
    finance = _load_register()
    _load_plans(finance)
    _send_in(files.write_sent(marker.folder() / "sent"), finance)
    files.write_next(marker.folder())
    marker.finish()


def other_data():
    """What this site holds besides the demonstration, in words; empty where it holds nothing.

    Before the demonstration was begun, people and practices that look like its own are others'.
    """
    persons, practices = Person.objects.exclude(username="operator"), Practice.objects.all()
    if marker.has_begun() or marker.day():
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


def _load_register():
    """Organisations and people; returns the person of PCT finance, who does the rest."""
    folder, by = marker.folder() / "reference", operator()
    reference.write(folder)
    load_register(folder=folder, known_from=None, today=marker.DAY, by=by)
    load_codes(folder=folder, known_from=None, by=by)
    return people.appoint(by=by)["finance"]


def _load_plans(finance):
    load_budgets(folder=marker.folder() / "reference", known_from=None, by=finance)
    for target in plans.TARGETS:
        scope = Scope(target.kind, target.code)
        about = {"year": YEAR, "reason": REASON, "on": periods.first_day(YEAR, 1), "by": finance}
        if not Allocation.objects.filter(**targets.holder(scope), year=YEAR).exists():
            targets.set_allocation(scope=scope, amount=target.allocation, **about)
        if not ControlTotal.objects.filter(**targets.holder(scope), year=YEAR).exists():
            targets.set_control_total(scope=scope, amount=target.control_total, **about)


def _send_in(sent, finance):
    """Take the files in and publish each. The next one is read while the last is published."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        for file, submission in zip(
            sent, reader.map(partial(_read, by=finance), sent), strict=True
        ):
            _publish(file, submission, finance)


def _wanted(file):
    return Wanted(received_on=file.received_on, today=marker.DAY)


def _read(file, by):
    try:
        with file.path.open("rb") as opened:
            name = file.path.name
            return send(file=opened, file_name=name, wanted=_wanted(file), by=by).submission
    finally:
        connection.close()  # this thread's own


def _publish(file, submission, finance):
    if submission.state == State.STAGED:
        publish(submission=submission, wanted=_wanted(file), by=finance)
        submission.refresh_from_db()
    if submission.state != State.PUBLISHED:
        raise NotLoaded(f"{file.path.name} was not published: {submission.sentence}")
