"""What somebody can do here in a month, in the order of the month: only what they may."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import resolve, reverse

from pbc.core import access


@dataclass(frozen=True)
class Step:
    """One thing to do: when in the month, what, how, and the page where it is done.

    `needs` is the permission without which it is of no use; empty, the page's own decides.
    """

    when: str
    name: str
    how: str
    view: str
    needs: str = ""

    @property
    def url(self):
        return reverse(self.view)

    @property
    def permission(self):
        """What somebody must be allowed to be told of it; None for everybody who is signed in."""
        return self.needs or getattr(resolve(self.url).func, "permission", None)


MONTH = (
    Step(
        "At any time",
        "See what waits for you",
        "Your desk says it first, worst first. If nothing waits, it says so.",
        "home",
    ),
    Step(
        "When a file comes",
        "Send in the file of the month",
        "Send it as it came. You are shown what was understood before anything counts.",
        "activity:delivery-new",
    ),
    Step(
        "The same day",
        "Look at the file, and publish it",
        "Open it from the list. See what changed, and which rows are parked. Then publish it. You"
        " can undo it later.",
        "activity:submission-list",
        needs="activity.publish_submission",
    ),
    Step(
        "When a file comes",
        "See which files came in",
        "Each file shows what was read, what was parked, and who published it.",
        "activity:submission-list",
    ),
    Step(
        "When it is published",
        "Read how you stand against the budget",
        "The heading says it in one line. The tables below say where it comes from. Choose an"
        " older month or an older day to see what was known then.",
        "budgets:position",
    ),
    Step(
        "When it is published",
        "Look at the rows behind a figure",
        "Each figure of the position opens its rows. Each row has a code that you can note down.",
        "budgets:position",
        needs="activity.view_line",
    ),
    Step(
        "Before the next file",
        "Give rows that belong to nobody to their practice",
        "Open the unassigned rows from the position, tick those you know, and say why.",
        "budgets:position",
        needs="activity.publish_submission",
    ),
    Step(
        "At any time",
        "Raise an action, and close your own",
        "Raise it from the list, or from the figure, row or practice that it is about. Yours stand"
        " on your desk, the latest first; one tap says that it is done.",
        "meetings:action-list",
        needs="meetings.edit_action",
    ),
    Step(
        "After a meeting",
        "Write down what was decided, and who confirms it",
        "A decision in principle waits until each of those asked says yes; say who is to be told.",
        "decisions:decision-list",
        needs="meetings.edit_decision",
    ),
    Step(
        "Before a meeting",
        "See when you meet, and what is on the agenda",
        "The next meeting comes first. Its papers stand at their items. Your own calendar can read"
        " all of them.",
        "diary:meeting-list",
    ),
    Step(
        "After a meeting",
        "Write down who came, and arrange the next one",
        "The list is filled in from last time. Actions that are open go on to the next agenda by"
        " themselves.",
        "diary:meeting-list",
        needs="meetings.edit_meeting",
    ),
    Step(
        "In April, and when it changes",
        "Set the budgets of the year",
        "Send in the template filled in, or enter a sum by hand. You are shown what it makes of"
        " the position before it counts. Nothing is overwritten: a sum is taken back by another.",
        "plans:newest",
        needs="budgets.set_plan",
    ),
    Step(
        "When somebody comes or goes",
        "Appoint people, and end what they were appointed to",
        "An administrator, and whoever may enter money, is confirmed by a second administrator."
        " Many at once are sent in by a template, and shown before anybody is added.",
        "people:person-list",
        needs="core.edit_people",
    ),
    Step(
        "At any time",
        "See whether the service itself is well",
        "What waits, what was given up, how much room is left, and what to do about it.",
        "system",
    ),
    Step(
        "At any time",
        "Look up a practice",
        "Where it is, which group it is in, and how many patients it has, on any day.",
        "core:register",
    ),
    Step(
        "Once",
        "Change your password",
        "It must have 15 letters or more.",
        "account_change_password",
    ),
)


def steps(user) -> Iterator[Step]:
    """The steps that this person may take, in the order of the month."""
    for step in MONTH:
        allowed = step.permission is None or access.may(user, step.permission)
        if allowed and not _is_told_already(step, user):
            yield step


def _is_told_already(step, user):
    """Who may publish a file is told to look at it, and need not be told that it can be seen."""
    sees = step.view == "activity:submission-list" and not step.needs
    return sees and access.may(user, "activity.publish_submission")
