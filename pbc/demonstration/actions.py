"""What is to be done in the demonstration: late, due, without a day, outside the site, and done."""

from dataclasses import dataclass
from datetime import date

from meetings.models import Action, Post
from meetings.queries import about
from meetings.queries.owners import Owner
from meetings.services import add_note, close_action, raise_action
from pbc.core.models import Commissioner, Group, Practice, Role
from pbc.core.values import Figure, Scope
from pbc.demonstration import posts
from pbc.demonstration.marker import DAY
from pbc.demonstration.organisations import YEAR

GROUP, PRACTICE, PCT = (Group, "DAC"), (Practice, "E82518"), (Commissioner, "5P4")
MANAGER = Owner(role=Role.PRACTICE_MANAGER)
OUTPATIENTS = Figure(Scope("group", "DAC"), YEAR, 6, "OP", DAY)


@dataclass(frozen=True)
class ToDo:
    """An action: for whom, whose (the name of a sign-in, or an owner), by when as typed.
    `post` is the title of one of the directory, which owns it then."""

    text: str
    of: tuple[type, str]
    owner: str | Owner
    due: str
    raised_on: date
    by: str = "gp.lead"
    figure: Figure | None = None
    note: str = ""
    done_on: date | None = None
    post: str = ""


TO_DO = (
    ToDo(
        "Tell DacCom whether the practice signs up to the diabetes service",
        PRACTICE,
        "practice",
        "9 March",
        date(2007, 2, 13),
    ),
    ToDo(
        "Say which August A&E rows are not our patients",
        PRACTICE,
        MANAGER,
        "16 Mar",
        date(2007, 3, 6),
    ),
    ToDo(
        "Bring two ideas for the counselling project to the practice managers’ meeting",
        GROUP,
        "practice",
        "End-Mar",
        DAY,
    ),
    ToDo(
        "Ask the trust why first outpatient appointments are over the plan",
        GROUP,
        "gp.lead",
        "2 March",
        date(2007, 2, 13),
        figure=OUTPATIENTS,
        note="Rang on 27 February; they want it in writing",
    ),
    ToDo(
        "Draft what the group wants of the urgent care talks",
        GROUP,
        Owner(name="Hilary Catchpole"),
        "ASAP",
        date(2007, 3, 6),
    ),
    ToDo(
        "Agree with the practices whose the unassigned activity is",
        PCT,
        "finance",
        "End-April",
        date(2007, 3, 6),
        by="finance",
    ),
    ToDo(
        "Say who signs the contract of the urgent care centre for the west",
        PCT,
        "commissioner",
        "9 March",
        date(2007, 2, 20),
        by="commissioner",
        post=posts.VACANT,
    ),
    ToDo(
        "Send the list sizes of October",
        PRACTICE,
        "practice",
        "End-Feb",
        date(2007, 2, 13),
        done_on=date(2007, 2, 26),
    ),
)


def raise_all(people):
    """Raise each action that is not there yet. `people` is {name of the sign-in: person}."""
    for one in TO_DO:
        if not Action.objects.filter(text=one.text).exists():
            _raise(one, people)


def _owner(one, people):
    if one.post:
        return Owner(post=Post.objects.get(title=one.post))
    return one.owner if isinstance(one.owner, Owner) else Owner(person=people[one.owner])


def _raise(one, people):
    model, code = one.of
    by = people[one.by]
    owner = _owner(one, people)
    action = raise_action(
        text=one.text,
        organisation=model.objects.get(code=code),
        owner=owner,
        due_typed=one.due,
        about=about.find(by, one.figure.code) if one.figure else None,
        on=one.raised_on,
        by=by,
    )
    if one.note:
        add_note(action=action, note=one.note, on=one.raised_on, by=by)
    if one.done_on:
        close_action(action=action, on=one.done_on, by=owner.person)
