"""What DacCom asks of its practices every month, and how far they are with month 6 (B14)."""

from dataclasses import dataclass
from datetime import date

from activity.models import Heading
from budgets.checks.services import agree_check
from budgets.models import AgreedCheck, Check
from meetings.models import Action, ActionNote, Deed, Finding, State
from pbc.core.deeds import deed
from pbc.core.models import Group

FROM = date(2006, 9, 1)  # month 6, whose figures came on 9 March
DONE_ON = date(2007, 3, 12)


@dataclass(frozen=True)
class Asked:
    """A check: in the figures under which heading (empty: all), and in how many days."""

    text: str
    heading: str
    days: int
    said: tuple[tuple[str, str], ...]


# What the practices said, one after the other in the order of their codes; the rest are not done.
NOTHING, FOUND = Finding.NOTHING, Finding.FOUND
ASKED = (
    Asked(
        "Is anybody among the A&E attendances who is not our patient?",
        "AE",
        3,
        (
            (FOUND, "Two have moved to Watford; the trust has their old address"),
            *((NOTHING, ""),) * 5,
            ("", "Looked at with the reception team"),
            *((NOTHING, ""),) * 4,
            (FOUND, "One is counted in August and in September"),
            (NOTHING, ""),
        ),
    ),
    Asked(
        "Which first outpatient appointments could we have looked after ourselves?",
        "OP",
        14,
        (
            ("", "Talked over at the partners’ meeting"),
            (FOUND, "Four in dermatology, all of one locum"),
            (NOTHING, ""),
        ),
    ),
    Asked("Does a month stand out, and do we know why?", "", 28, ()),
)


def agree_all(people):
    """Agree on what is not agreed yet. `people` is {name of the sign-in: person}."""
    if not AgreedCheck.objects.exists():
        agree(by=people["gp.lead"])


@deed
def agree(*, by):
    """Everything, or nothing where it is cut short."""
    group, headings = (
        Group.objects.get(code="DAC"),
        {one.code: one for one in Heading.objects.all()},
    )
    for one in ASKED:
        said = {"text": one.text, "heading": headings.get(one.heading), "days": one.days}
        agree_check(group=group, **said, from_date=FROM, to_date=None, by=by)


def answer_all(people):
    """Say of the checks of month 6 what the practices found, where nobody has yet."""
    if not Action.objects.filter(asks_finding=True).exclude(state=State.OPEN).exists():
        answer(by=people["gp.lead"])


@deed
def answer(*, by):
    """What the practices told the lead, written down in one go."""
    notes = []
    for one in ASKED:
        checks = Check.objects.filter(agreed__text=one.text, month=6).order_by("practice__code")
        actions = list(checks.values_list("action", flat=True))[: len(one.said)]
        told = list(zip(actions, one.said, strict=True))
        for finding in ("", NOTHING, FOUND):
            closed = [pk for pk, (found, _) in told if found == finding]
            done = {"state": State.DONE, "closed_on": DONE_ON, "finding": finding}
            Action.objects.filter(pk__in=closed).update(**done, version=2, changed_by=by)
        notes += [_note(pk, *words, by) for pk, words in told]
    ActionNote.objects.bulk_create(notes)


def _note(action, finding, said, by):
    change = Finding(finding).label if finding else ""
    said = {"change": change, "said": said, "by": by, "on_date": DONE_ON}
    return ActionNote(action_id=action, deed=Deed.DONE, **said)
