"""The meetings of the demonstration: who meets, what was said, what is decided and not told yet."""

from dataclasses import dataclass
from datetime import date, time

from meetings.decisions.services import decide
from meetings.diary.services.agenda import add_item
from meetings.diary.services.attendance import Listed, write_attendance
from meetings.diary.services.bodies import arrange_series, give_seat, set_up_body
from meetings.diary.services.meetings import arrange_meeting
from meetings.interests.services import (
    confirm_exclusions,
    declare_interest,
    say_what_it_touches,
)
from meetings.make_up.services import say_make_up
from meetings.matters.services import open_question
from meetings.models import (
    Body,
    BodyKind,
    Every,
    How,
    Item,
    ItemKind,
    Outcome,
    Said,
    SeatPost,
    Side,
)
from meetings.models.question import How as ReachedBy
from meetings.questions.services import record_answer
from meetings.records.services.writing import write_item
from pbc.core.deeds import deed
from pbc.core.models import Commissioner, Group, Practice
from pbc.demonstration import companies, events, support
from pbc.demonstration.marker import DAY

EXECUTIVE, LEADS = "DacCom Executive", "West Herts PbC Leads"
FROM = date(2006, 4, 1)
LUNCH = {"starts": time(13, 0), "ends": time(14, 15), "lunch": "from 12.45pm"}
EVENING = {"starts": time(19, 30), "ends": time(21, 0), "lunch": ""}
AT_DACCOM, AT_THE_PCT = "The meeting room, Gade House", "Board room, Verulam House"


@dataclass(frozen=True)
class Member:
    """Somebody of the executive: the name of their sign-in where they have one, and
    the code of the practice that they speak for."""

    name: str
    post: str = SeatPost.MEMBER
    affiliation: str = ""
    sign_in: str = ""
    practice: str = ""
    how: str = How.PRESENT


MEMBERS = (
    Member("Dr Anil Whitcombe", SeatPost.CHAIR, sign_in="gp.lead", practice="E82506"),
    Member("Dr Ruth Pargeter", practice="E82502"),
    Member("Dr Owen Tidmarsh", practice="E82518"),
    Member("Joan Ferriday", SeatPost.SECRETARY, sign_in="secretary"),
    Member("Frances Holroyd", affiliation="PCT", sign_in="finance"),
    Member("Gwen Ashbourne", affiliation="PPI"),
    Member("Dr Simon Larkfield", practice="E82503", how=How.APOLOGIES),
    Member("Neville Stroud", affiliation="PCT", sign_in="commissioner", how=How.APOLOGIES),
)
COPIES = ("Dacorum practice managers", How.COPIES_TO)

SAID = (
    (
        "Position at month 6",
        (
            "Outpatients are the most over. The trust was asked why, and has not written yet.\n\n"
            "A good part of the spending still has no practice; the PCT looks at it with us."
        ),
    ),
    (
        "Diabetes service",
        "Five practices have signed up. The others are to say by the end of March whether they do.",
    ),
    (
        "Urgent care",
        "The talks begin after Easter. What the group wants of them comes to the next meeting.",
    ),
)
TO_BE_SAID = (
    "Diabetes service",
    "Urgent care: the offer of Gade Valley Care Ltd",
    "Any other business",
)
LEADS_SAY = ("Round the table", "Stop Smoking: answers of the groups", "Counselling")

IN_PRINCIPLE = (
    "Stop Smoking is provided by a balance of practices, pharmacies and clinics (option 2)"
)
AGREED = "Each practice names one doctor and one nurse for the diabetes service"
ASKED = "Does a referral from one consultant to another count against the practice?"


# Whose, in what, of what kind.
INTERESTS = (
    ("Dr Owen Tidmarsh", "Gade Valley Care Ltd", "Director"),
    ("Dr Ruth Pargeter", "Hedgerow Pharmacy", "Married to the owner"),
)


PROVIDER = "Board of Gade Valley Care Ltd"
RULES = {"GP": (2, 3), "MANAGER": (1, 1), "NURSE": (1, 1), "PPI": (1, 1)}
KINDS = {one.name: "GP" for one in MEMBERS if one.name.startswith("Dr ")}
KINDS |= {"Gwen Ashbourne": "PPI", "Frances Holroyd": "PCT", "Neville Stroud": "PCT"}


@dataclass(frozen=True)
class Confirmed:
    """Who said yes for a group."""

    group: str
    name: str


CONFIRMED = (Confirmed("WAT", "Dr Ivo Brackley"), Confirmed("STA", "Dr Nora Quennell"))


def hold_all(people):
    """Put in what is not there yet. `people` is {name of the sign-in: person}."""
    if not Body.objects.filter(name=EXECUTIVE).exists():
        hold_meetings(people=people, by=people["secretary"])


@deed
def hold_meetings(*, people, by):
    """Everything, or nothing where it is cut short."""
    group = Group.objects.get(code="DAC")
    pct = Commissioner.objects.get(code="5P4")
    events.hold(group, _executive(group, people, by), by=by)
    companies.found(group, INTERESTS[0][1], by=by)
    support.keep(by=people["gp.lead"])
    _leads(pct, people)
    _decide(group, pct, people)
    open_question(
        text=ASKED,
        organisation=group,
        asker="Dr Ruth Pargeter",
        owner=people["finance"],
        on=date(2007, 2, 13),
        by=by,
    )


def _executive(group, people, by):
    body = set_up_body(organisation=group, name=EXECUTIVE, kind=BodyKind.EXECUTIVE, quorum=4, by=by)
    for one in MEMBERS:
        _seat(body, one, people, by)
    _make_up(group, body, people, by)
    arrange_series(body=body, every=Every.MONTHLY, place=AT_DACCOM, on=FROM, by=by, **LUNCH)
    _held(_meet(body, DAY, [heading for heading, _ in SAID], by), people, by)
    _meet(body, date(2007, 4, 4), TO_BE_SAID, by)
    _interests(body, people, by)
    arrange_meeting(
        body=body, title="", month=date(2007, 5, 1), day=None, place=AT_DACCOM, by=by, **LUNCH
    )
    return body


def _make_up(group, body, people, by):
    """Its rule of seats, and a board that provides, on which one of its members sits too."""
    kinds = {seat.pk: KINDS[seat.name] for seat in body.seats.filter(name__in=KINDS)}
    said = {"side": Side.COMMISSIONING, "rules": RULES, "kinds": kinds, "by": by}
    say_make_up(body=body, version=body.version, **said)
    said = {"kind": BodyKind.OTHER, "quorum": None, "by": by}
    board = set_up_body(organisation=group, name=PROVIDER, **said)
    _seat(board, Member(INTERESTS[0][0]), people, by)
    said = {"side": Side.PROVIDING, "rules": {}, "kinds": {}, "by": by}
    say_make_up(body=board, version=board.version, **said)


def _interests(body, people, by):
    """One with a company that bids took no part in urgent care; the next agenda names it again."""
    for who, subject, nature in INTERESTS:
        said = {"who": who, "subject": subject, "nature": nature, "from_date": FROM}
        declare_interest(body=body, **said, on=date(2006, 10, 3), by=by)
    urgent = Item.objects.get(meeting__body=body, heading="Urgent care")
    say_what_it_touches(item=urgent, subjects=[INTERESTS[0][1]], by=by)
    out = body.interests.get(subject=INTERESTS[0][1])
    said = {out.pk: (0, True, "Director of the company that bids")}
    confirm_exclusions(item=urgent, said=said, on=DAY, by=people["gp.lead"])


def _seat(body, one, people, by):
    give_seat(
        body=body,
        post=one.post,
        person=people.get(one.sign_in),
        name=one.name,
        affiliation=one.affiliation,
        practice=_practice(one),
        from_date=FROM,
        by=by,
    )


def _practice(one):
    return Practice.objects.get(code=one.practice) if one.practice else None


def _meet(body, day, headings, by, times=LUNCH, place=AT_DACCOM):
    meeting = arrange_meeting(body=body, title="", month=None, day=day, place=place, by=by, **times)
    for heading in headings:
        round_the_table = heading == LEADS_SAY[0]
        kind = ItemKind.ROUND_TABLE if round_the_table else ItemKind.PLAIN
        add_item(meeting=meeting, heading=heading, kind=kind, by=by)
    return meeting


def _held(meeting, people, by):
    """Who came to it, and what was said."""
    listed = [
        Listed(one.how, one.name, people.get(one.sign_in), one.affiliation, _practice(one))
        for one in MEMBERS
    ]
    listed.append(Listed(COPIES[1], COPIES[0]))
    write_attendance(meeting=meeting, version=meeting.version, listed=listed, on=DAY, by=by)
    said = dict(SAID)
    for item in meeting.items.filter(heading__in=said):
        write_item(item=item, version=item.version, text=said[item.heading], on=DAY, by=by)


def _leads(pct, people):
    by = people["commissioner"]
    body = set_up_body(organisation=pct, name=LEADS, kind=BodyKind.LEADS, quorum=None, by=by)
    for name in ("commissioner", "gp.lead"):
        post = SeatPost.CHAIR if name == "commissioner" else SeatPost.MEMBER
        _seat(body, Member(str(people[name]), post, sign_in=name), people, by)
    arrange_series(body=body, every=Every.BIMONTHLY, place=AT_THE_PCT, on=FROM, by=by, **EVENING)
    _meet(body, date(2007, 3, 27), LEADS_SAY, by, EVENING, AT_THE_PCT)


def _decide(group, pct, people):
    """In principle, confirmed by two of four; and agreed, but not told to anybody for 14 days."""
    by = people["commissioner"]
    asked = Group.objects.filter(code__in=("DAC", "WAT", "STA", "HER"))
    about = {"body": LEADS, "outcome": Outcome.IN_PRINCIPLE, "on": date(2007, 2, 20), "by": by}
    principle = decide(text=IN_PRINCIPLE, organisation=pct, of=asked, collector=by, **about)
    for one in CONFIRMED:
        record_answer(
            question=principle.question,
            group=asked.get(code=one.group),
            said=Said.YES,
            told_by=one.name,
            how=ReachedBy.BY_MAIL,
            on=date(2007, 3, 6),
            by=by,
        )
    decide(
        text=AGREED,
        organisation=group,
        body=EXECUTIVE,
        outcome=Outcome.AGREED,
        on=date(2007, 2, 27),
        by=people["secretary"],
        tell=["Dacorum practice managers"],
    )
