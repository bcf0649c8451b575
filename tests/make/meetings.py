"""What is agreed and to be done."""

from datetime import date

from meetings import services
from meetings.companies.services import set_up_company
from meetings.decisions.services import decide
from meetings.matters import services as matters
from meetings.models import Body, BodyKind, Outcome, Remit
from meetings.nominations.services import nominate
from meetings.posts.services import fill_post, set_up_post
from meetings.queries.owners import Owner
from meetings.support.services import write_contact
from tests.make.people import operator
from tests.make.register import commissioner, group

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


def open_question(of=None, *, text="Is it so in the west?", on=MINUTES):
    """A question of DacCom that Suzanne Novak asked and Helen Orr is to find out."""
    said = {"asker": "Suzanne Novak", "owner": "Helen Orr", "on": on, "by": operator()}
    return matters.open_question(text=text, organisation=of or group(), **said)


def concern(of=None, *, body="The PCT", text="The framework leaves us out", on=MINUTES):
    """A concern of DacCom that is to be raised with the PCT."""
    said = {"text": text, "body": body, "on": on, "by": operator()}
    return matters.raise_concern(organisation=of or group(), **said)


def mandate(of=None, holder="Helen Orr", *, on=MINUTES, until=None):
    """That somebody speaks for DacCom about urgent care."""
    said = {"scope": "The urgent care centre", "given_by": "The executive", "until": until}
    return matters.give_mandate(
        holder=holder, organisation=of or group(), on=on, by=operator(), **said
    )


def board(pct):
    """The contract meeting of a commissioner, to which each of its groups sends somebody."""
    kind = BodyKind.CONTRACT_REVIEW
    return Body.objects.create(name="Contract meeting", kind=kind, commissioner=pct)


def post(title="Locality Director", of=None, *, remit=Remit.LOCALITY, above=None, duties=""):
    """A post that nobody holds yet, of West Hertfordshire unless told otherwise."""
    said = {"title": title, "remit": remit, "duties": duties, "above": above}
    return set_up_post(organisation=of or commissioner(), **said, by=operator())


def company(name="DacCom Ltd", of=None, *, side="COMMISSIONING", delegated_on=date(2006, 4, 1)):
    """A company of DacCom, which commissions unless told otherwise."""
    said = {"form": "SHARES", "purpose": "Accountability and control", "side": side}
    said |= {"name": name, "delegated_on": delegated_on}
    return set_up_company(group=of or group(), **said, by=operator())


def tenure(post, who="Gareth Jones", *, on=MINUTES, until=None, is_interim=False):
    """Who holds a post from a day on: a person or a name."""
    span = {"from_date": on, "until": until, "is_interim": is_interim}
    return fill_post(post=post, who=who, **span, by=operator())


def contact(of, words="Went through the August rows together", *, kind="VISIT", on=MINUTES, **said):
    """A visit of Suzanne Novak to a practice, unless told otherwise."""
    given = {"kind": kind, "on": on, "who": "Suzanne Novak", "by": operator(), **said}
    return write_contact(practice=of, words=words, **given)


def nomination(body, of, holders=("Helen Orr",), *, on=MINUTES, until=None, months=None):
    """Who speaks for a group on a body; of several, each in turn. Returns the first term."""
    span = {"from_date": on, "until": until, "months": months}
    return nominate(body=body, group=of, holders=holders, **span, by=operator())[0]
