"""Events to which practices are invited, as the deeds make them."""

from datetime import date

from meetings.events.booking import book_place
from meetings.events.services import arrange_event
from tests.make.bodies import body
from tests.make.people import operator


def event(practices, of=None, *, title="Writing a business plan", kind="BUSINESS_PLAN", **more):
    """An event of a body on 8 May 2007, to which these practices are invited."""
    given = {"month": None, "day": date(2007, 5, 8), "starts": None, "ends": None, "lunch": ""}
    given |= {"place": "Postgraduate Centre", "audience": None, "places": None}
    given |= {"on": date(2007, 4, 2), **more}
    return arrange_event(
        body=of or body(), title=title, kind=kind, practices=practices, **given, by=operator()
    )


def booking(event, practice, by=None, on=date(2007, 4, 2)):
    """A practice books: it has a place, or waits."""
    return book_place(event=event, practice=practice, on=on, by=by or operator())
