"""Who meets, when and about what: bodies, their seats, meetings, agendas and who came."""

import hashlib
from datetime import date, time

from meetings.interests.services import declare_interest, end_interest
from meetings.models import (
    Attendance,
    Body,
    BodyKind,
    Every,
    How,
    Item,
    ItemKind,
    Meeting,
    Paper,
    Report,
    Seat,
    SeatPost,
    Series,
    month_of,
)
from tests.make.people import operator
from tests.make.register import SINCE_EVER, group

THE_MEETING = date(2007, 3, 13)


def body(name="Executive Committee", of=None, *, kind=BodyKind.EXECUTIVE, quorum=None):
    """The body of that name, of DacCom unless told otherwise; asked for twice it is the same."""
    of = of or group()
    found = Body.objects.of(of).filter(name=name).first()
    holder = {type(of).__name__.lower(): of}
    return found or Body.objects.create(name=name, kind=kind, quorum=quorum, **holder)


def seat(who="Avi Gupta", on=None, *, post=SeatPost.MEMBER, affiliation="", **more):
    """A seat on a body, for a person or for a name."""
    more.setdefault("from_date", SINCE_EVER)
    return Seat.objects.create(
        body=on or body(), post=post, affiliation=affiliation, **_named(who), **more
    )


def interest(who="Meena Savla", on=None, *, subject="STAHDOC", nature="Director", **more):
    """An interest that somebody of a body has declared; over after `to_date`, where it is named."""
    until, since = more.get("to_date"), more.get("from_date", SINCE_EVER)
    said = {"body": on or body(), "subject": subject, "nature": nature, "from_date": since}
    made = declare_interest(who=who, **said, on=THE_MEETING, by=operator())
    return end_interest(interest=made, on=until, by=operator()) if until else made


def series(of=None, *, every=Every.MONTHLY, **more):
    """How often a body meets."""
    return Series.objects.create(body=of or body(), every=every, **more)


def meeting(of=None, day=THE_MEETING, *, month=None, starts=time(13), ends=time(14, 15), **more):
    """A meeting of a body on a day, or in a month (its first day) of which no day is known."""
    on = {"month": month} if month else {"month": month_of(day), "day": day}
    more.setdefault("place", "Fernville Surgery")
    return Meeting.objects.create(body=of or body(), starts=starts, ends=ends, **on, **more)


def item(of=None, heading="Business plan", *, kind=ItemKind.PLAIN, **more):
    """The next item of a meeting's agenda."""
    of = of or meeting()
    more.setdefault("number", of.items.count() + 1)
    return Item.objects.create(meeting=of, heading=heading, kind=kind, **more)


def paper(of=None, name="plan.txt", content=b"A draft", *, on=THE_MEETING):
    """A paper of an item."""
    return Paper.objects.create(
        item=of or item(),
        name=name,
        kind=name.rpartition(".")[2],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        sent_by=operator(),
        sent_on=on,
    )


def report(of, group, text="Nothing new"):
    """What a group said at a round-the-table item."""
    return Report.objects.create(item=of, group=group, text=text)


def attendance(of, who, how=How.PRESENT, *, affiliation="", practice=None, place=0):
    """Somebody in the list of a meeting: a person, or a name."""
    return Attendance.objects.create(
        meeting=of, how=how, affiliation=affiliation, practice=practice, place=place, **_named(who)
    )


def _named(who):
    return {"name": who} if isinstance(who, str) else {"person": who, "name": str(who)}
