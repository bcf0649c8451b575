"""What an empty site still needs, for those who set it up."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, Func, IntegerField, Subquery
from django.urls import reverse

from activity.models import State, Submission
from budgets.models import BudgetEntry
from pbc.core import access, at_once, clock
from pbc.core.models import (
    SITE_WIDE,
    Appointment,
    FinancialYear,
    Group,
    LocalityCommissioner,
    Practice,
    Provider,
    Role,
)
from pbc.core.statements import kept_for_anybody

NEEDED = (LocalityCommissioner, Group, Provider, Practice, FinancialYear, BudgetEntry)
SETS_UP = ("core.edit_register", "activity.add_delivery")
FOLDER = "or all at once from a folder: manage.py load_reference FOLDER"


@dataclass(frozen=True)
class Task:
    """One thing to do before the site is of use: how, where, and by whom it is done.

    `url` is the page that does it, empty for somebody who may not open it.
    """

    name: str
    how: str
    done: bool
    url: str = ""


def tasks(user):
    """The set-up list; empty once nothing is left that this person can do."""
    if not any(access.may(user, permission) for permission in SETS_UP):
        return []
    today = clock.today()
    [answers] = _answers(today)
    there = dict(zip(_asked(today), answers, strict=True))
    found = [*_people(user, there), *_register(user, there), *_figures(user, there)]
    return found if any(task.url and not task.done for task in found) else []


def _page(user, permission, name, **parts):
    """The address of a page, for somebody who may open it."""
    return reverse(name, kwargs=parts) if access.may(user, permission) else ""


@kept_for_anybody
def _answers(today):
    return at_once.answers(_asked(today).values())


@lru_cache(maxsize=2)
def _asked(today):
    """What of what a site needs is there, or how many, by its name."""
    held = Appointment.objects.in_force(today)
    administrators = held.filter(role=Role.ADMINISTRATOR).order_by()
    return {
        **{model.__name__: _any(model) for model in NEEDED},
        "Appointment": Exists(held.exclude(role__in=SITE_WIDE)),
        "administrators": _how_many(administrators),
        "Submission": Exists(Submission.objects.filter(state=State.PUBLISHED)),
    }


def _any(model):
    """Whether there is a row."""
    return Exists(model._base_manager.all())


def _how_many(held):
    """How many people hold these appointments, as a part of another statement."""
    number = Func("person", function="count", template="%(function)s(DISTINCT %(expressions)s)")
    return Subquery(held.annotate(n=number).values("n"), output_field=IntegerField())


def _people(user, there):
    url = _page(user, "core.edit_people", "people:person-list")
    yield Task(
        "Have two administrators",
        "Finance, contracts and administrators are confirmed by a second one. The first two are "
        "added at the site’s own machine: manage.py add_administrator",
        there["administrators"] >= 2,
        url,
    )
    yield Task(
        "Appoint people",
        "Finance, group leads and practice managers, each over their own",
        there["Appointment"],
        url,
    )


def _register(user, there):
    for name, kind, model, how in (
        ("Add the PCTs and localities", "localities", LocalityCommissioner, f"Here, {FOLDER}"),
        ("Add the groups", "groups", Group, "Practices that share a budget"),
        ("Add the providers", "providers", Provider, "Trusts and others that deliver the care"),
    ):
        url = _page(user, "core.keep_register", "registers:organisation-list", kind=kind)
        yield Task(name, how, there[model.__name__], url)
    yield Task(
        "Open the practices",
        f"One by one, {FOLDER}",
        there["Practice"],
        _page(user, "core.keep_register", "registers:practice-new"),
    )


def _figures(user, there):
    yield Task(
        "Open a financial year",
        "Only its months take figures; the PCT’s report counts in it",
        there["FinancialYear"],
        _page(user, "budgets.set_plan", "plans:year-new"),
    )
    yield Task(
        "Enter budgets",
        "By finance; with load_reference from budgets.csv too",
        there["BudgetEntry"],
        _page(user, "budgets.set_plan", "plans:newest"),
    )
    yield Task(
        "Publish a first file",
        "Send it in, look at what was understood, publish it",
        there["Submission"],
        _page(user, "activity.add_delivery", "activity:delivery-new"),
    )
