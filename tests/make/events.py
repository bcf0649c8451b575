"""Events to which practices are invited, as the deeds make them."""

from datetime import date

from meetings.events.services import arrange_event
from tests.make.bodies import body
from tests.make.people import operator


def event(practices, of=None, *, title="Writing a business plan", kind="BUSINESS_PLAN", **more):
    """An event of a body on 8 May 2007, to which these practices are invited."""
    given = {"month": None, "day": date(2007, 5, 8), "starts": None, "ends": None, "lunch": ""}
    given |= {"place": "Postgraduate Centre", **more}
    return arrange_event(
        body=of or body(), title=title, kind=kind, practices=practices, **given, by=operator()
    )
