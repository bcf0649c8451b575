"""The events of the demonstration: one that was held, with who came by practice, and one to come
that has a few places left."""

from datetime import date, time

from meetings.companies.queries import members
from meetings.diary.services.attendance import Listed, write_attendance
from meetings.events.booking import book_place
from meetings.events.services import arrange_event
from meetings.models import EventKind, How
from pbc.demonstration.marker import DAY

CAME = (
    ("Dr Anil Whitcombe", "E82506"),
    ("Dr Ruth Pargeter", "E82502"),
    ("Dr Owen Tidmarsh", "E82518"),
    ("Paula Denning", "E82518"),
    ("Dr Simon Larkfield", "E82503"),
)
PLACES, BOOKED = 4, ("E82506", "E82502", "E82514")
HELD, TO_COME = date(2007, 2, 7), date(2007, 4, 25)
EVENING = {"month": None, "starts": time(19, 0), "ends": time(21, 0), "lunch": ""}
AT = {"place": "Postgraduate centre, Hemel Hempstead", "audience": None}


def hold(group, body, *, by):
    """Arrange both for all practices of the group; write down who came, and who booked."""
    practices = list(members(group, DAY))
    about = {"body": body, "practices": practices, "by": by, **EVENING, **AT}
    legal = arrange_event(
        title="Legal aspects of a limited company",
        kind=EventKind.LEGAL,
        day=HELD,
        places=None,
        on=date(2007, 1, 10),
        **about,
    )
    _came(legal.meeting, practices, by)
    plans = arrange_event(
        title="Writing a business plan",
        kind=EventKind.BUSINESS_PLAN,
        day=TO_COME,
        places=PLACES,
        on=DAY,
        **about,
    )
    for practice in practices:
        if practice.code in BOOKED:
            book_place(event=plans, practice=practice, on=DAY, by=by)


def _came(meeting, practices, by):
    of = {one.code: one for one in practices}
    listed = [Listed(how=How.PRESENT, name=name, practice=of[code]) for name, code in CAME]
    write_attendance(meeting=meeting, version=meeting.version, listed=listed, on=HELD, by=by)
