"""Whom a group writes to, and what it writes."""

from datetime import date

from meetings.models import Audience
from meetings.models.action import holder_of
from meetings.newsletters.services import audiences, newsletters
from pbc.core.models import Role
from tests.make.people import operator
from tests.make.register import group

WRITTEN = date(2007, 3, 13)


def audience(name="Practice managers", of=None, roles=(Role.PRACTICE_MANAGER,), places=None):
    """The practice managers of DacCom, unless told otherwise; asked for twice it is the same."""
    of = of or group()
    found = Audience.objects.filter(name=name, **{holder_of(of): of}).first()
    if found:
        return found
    given = {"roles": roles, "places": [of] if places is None else places, "by": operator()}
    return audiences.set_up_audience(organisation=of, name=name, **given)


def reached_by_mail(*people):
    """Give each a mail address, and return them."""
    for person in people:
        person.email = f"{person.username}@example.nhs.uk"
        person.save()
    return people


def newsletter(subject="News of March", to=None, *, sections=(), text="What we did.", **more):
    """A draft of that day to an audience, with words alone unless told otherwise."""
    said = {"subject": subject, "text": text, "sections": list(sections)}
    said |= {"year": None, "month": None, "on": WRITTEN, "by": operator(), **more}
    return newsletters.begin_newsletter(audience=to or audience(), **said)


def sent_newsletter(*args, on=WRITTEN, **more):
    """One that was sent, and written for each reader."""
    draft = newsletter(*args, **more)
    sent = newsletters.send_newsletter(newsletter=draft, version=1, on=on, by=operator())
    newsletters.spread_newsletter(newsletter=sent, by=operator())
    return sent
