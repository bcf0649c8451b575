"""What is agreed and to be done."""

from datetime import date

from meetings import services
from meetings.decisions.services import decide
from meetings.models import Outcome
from meetings.queries.owners import Owner
from tests.make.people import operator
from tests.make.register import group

MINUTES = date(2007, 3, 13)


def action(text="Ring the trust", of=None, owner=None, due="", *, by=None, on=MINUTES, about=None):
    """An open action of DacCom for somebody outside, unless told otherwise. `owner` is a person,
    an Owner or a name."""
    if isinstance(owner, str) or owner is None:
        owner = Owner(name=owner or "Suzanne Novak")
    elif not isinstance(owner, Owner):
        owner = Owner(person=owner)
    return services.raise_action(
        text=text,
        organisation=of or group(),
        owner=owner,
        due_typed=due,
        about=about,
        on=on,
        by=by or operator(),
    )


def decision(text="Option 2", of=None, asked=(), *, tell=(), collector=None, on=MINUTES, by=None):
    """What the executive of DacCom agreed, in principle where somebody is asked to confirm."""
    return decide(
        text=text,
        organisation=of or group(),
        body="The executive",
        outcome=Outcome.IN_PRINCIPLE if asked else Outcome.AGREED,
        of=asked,
        collector=collector,
        tell=tell,
        on=on,
        by=by or operator(),
    )
