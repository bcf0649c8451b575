"""What an empty site still needs, for those who set it up."""

from dataclasses import dataclass

from activity.models import State, Submission
from budgets.models import BudgetEntry
from pbc.core import access
from pbc.core.models import SITE_WIDE, Appointment, Practice

SETS_UP = ("core.edit_register", "activity.add_delivery")


@dataclass(frozen=True)
class Task:
    """One thing to do before the site is of use, and how."""

    name: str
    how: str
    done: bool


def tasks(user):
    """The set-up list; empty once all is done, and for people who set nothing up."""
    if not any(access.may(user, permission) for permission in SETS_UP):
        return []
    found = [
        Task(
            "Load practices, localities and groups",
            "manage.py load_reference FOLDER",
            Practice.objects.exists(),
        ),
        Task("Load budgets", "The same command, with budgets.csv", BudgetEntry.objects.exists()),
        Task(
            "Appoint people",
            "Finance, group leads and practice managers, each over their own",
            Appointment.objects.exclude(role__in=SITE_WIDE).exists(),
        ),
        Task(
            "Publish a first file",
            "Send it in under Files, look at what was understood, publish it",
            Submission.objects.filter(state=State.PUBLISHED).exists(),
        ),
    ]
    return [] if all(task.done for task in found) else found
