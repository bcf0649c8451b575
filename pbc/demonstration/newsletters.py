"""The newsletters of the demonstration: one that was sent to the practice managers of Dacorum, and
a draft that waits."""

from datetime import date

from meetings.models import Audience
from meetings.newsletters.services.audiences import set_up_audience
from meetings.newsletters.services.newsletters import begin_newsletter, send_newsletter
from pbc.core.models import Group, Role
from pbc.demonstration.marker import DAY
from pbc.demonstration.organisations import YEAR

NAME = "Dacorum practice managers"
SENT = """The figures of month 6 have come, and outpatients are where we are furthest over.

- Three checks of the month wait on your desk: say what you found.
- Bring two ideas for the **counselling** project to the meeting on Wednesday 4 April.
"""
DRAFT = """The diabetes service starts in April. Who comes to the clinic is on the list that each
practice was sent.
"""


def write(*, by):
    """Set up the audience and write to it, as somebody who leads the group. The copy of each reader
    is made once the site runs, as it always is."""
    there = Group.objects.get(code="DAC")
    if Audience.objects.filter(group=there, name=NAME).exists():
        return
    audience = set_up_audience(
        organisation=there,
        name=NAME,
        roles=[Role.PRACTICE_MANAGER],
        places=[there],
        by=by,
    )
    about = {"audience": audience, "year": YEAR, "month": 6, "by": by}
    sent = begin_newsletter(
        subject="Month 6, and what to look at",
        text=SENT,
        sections=["position", "actions", "decisions"],
        on=date(2007, 3, 10),
        **about,
    )
    send_newsletter(newsletter=sent, version=sent.version, on=DAY, by=by)
    begin_newsletter(
        subject="The diabetes service", text=DRAFT, sections=[], on=date(2007, 3, 4), **about
    )
