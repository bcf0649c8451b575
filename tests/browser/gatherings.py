"""The meetings of the county: one held, one to come with papers, one without a day, one cancelled,
and the leads of the county, who go round the table."""

from datetime import date, time

from meetings.decisions.services import decide
from meetings.interests.services import (
    confirm_exclusions,
    say_what_it_touches,
    withdraw_interest,
)
from meetings.make_up.services import say_make_up
from meetings.models import Every, How, ItemKind, MeetingState, Outcome, SeatKind, SeatPost, Side
from tests import make

HELD, NEXT = date(2007, 2, 13), date(2007, 4, 4)
COUNTY_DAY = date(2007, 3, 7)


def build(county):
    """Make them, in committed rows."""
    executive = _executive(county)
    _held(county, executive)
    _to_come(county, executive)
    _leads(county)
    _events(county, executive)


def _executive(county):
    lead, finance = county.people["lead"], county.people["finance"]
    body = county.add("body", "executive", make.body(of=county.things["group DacCom"], quorum=3))
    county.add("seat", "chair", make.seat(lead, body, post=SeatPost.CHAIR))
    make.seat(finance, body, affiliation="PCT")
    fernville = county.things["practice Fernville"]
    make.seat(county.people["manager"], body, practice=fernville)
    make.seat("Caroline Johnson", body, affiliation="PPI", to_date=date(2007, 1, 31))
    provider = county.add("body", "provider", make.body("Provider board", body.organisation))
    make.seat(lead, provider)
    given = {"kinds": {}, "by": lead}
    say_make_up(body=provider, version=1, side=Side.PROVIDING, rules={}, **given)
    given["kinds"] = {body.seats.get(person=lead).pk: SeatKind.GP}
    rules = {SeatKind.GP: (2, 3), SeatKind.NURSE: (1, 1)}
    say_make_up(body=body, version=1, side=Side.COMMISSIONING, rules=rules, **given)
    make.series(body, every=Every.MONTHLY, starts=time(13), ends=time(14, 15), place="Fernville")
    return body


def _held(county, body):
    meeting = make.meeting(body, day=HELD, state=MeetingState.HELD)
    county.add("meeting", "held", meeting)
    make.item(meeting, "Budget report")
    people, fernville = county.people, county.things["practice Fernville"]
    _interests(county, body, meeting)
    make.attendance(meeting, people["lead"], practice=county.things["practice Parkwood"])
    make.attendance(meeting, people["manager"], practice=fernville)
    make.attendance(meeting, people["finance"], affiliation="PCT")
    make.attendance(meeting, "Caroline Johnson", affiliation="PPI")
    make.attendance(meeting, "Suzanne Novak", How.APOLOGIES, affiliation="PCT")
    make.attendance(meeting, "Dacorum practice managers", How.COPIES_TO)


def _interests(county, body, meeting):
    """One that took no part in an item at which something was decided; one that is over; one whom
    nobody has asked; and one that the words of an item name."""
    lead, manager = county.people["lead"], county.people["manager"]
    out = county.add("interest", "STAHDOC", make.interest(manager, body))
    make.interest(lead, body, subject="DacProv", nature="Shareholder")
    make.interest("Caroline Johnson", body, subject="Harmoni", to_date=date(2007, 1, 31))
    slip = make.interest("Caroline Johnson", body, subject="Harmony")
    withdraw_interest(interest=slip, why="It is Harmoni", on=date(2007, 2, 1), by=lead)
    urgent = county.add("item", "urgent", make.item(meeting, "Urgent care centre"))
    subjects = {"subjects": ["STAHDOC", "DacProv"], "by": lead}
    say_what_it_touches(item=urgent, **subjects)
    said = {out.pk: (0, True, "Director of STAHDOC")}
    confirm_exclusions(item=urgent, said=said, on=HELD, by=lead)
    given = {"organisation": body.organisation, "body": str(body), "outcome": Outcome.AGREED}
    decided = decide(text="Bid with the centre", item=urgent, on=HELD, by=lead, **given)
    county.add("decision", "excluded", decided)


def _to_come(county, body):
    meeting = county.add("meeting", "next", make.meeting(body, day=NEXT, lunch="from 12.30pm"))
    make.item(meeting, "Summary of actions agreed", kind=ItemKind.ACTIONS)
    plan = county.add("item", "plan", make.item(meeting, "Business plan 2007/08"))
    make.paper(plan, "business-plan-dacprov-3.txt")
    make.attendance(meeting, "Steve Laitner", How.BY_INVITATION)
    county.add("meeting", "open", make.meeting(body, month=date(2007, 7, 1)))
    off = {"state": MeetingState.CANCELLED, "why": "Too few can come", "sequence": 1}
    county.add("meeting", "cancelled", make.meeting(body, day=date(2007, 1, 9), **off))


def _leads(county):
    body = county.add("body", "leads", make.body("Leads", county.things["pct West"], kind="LEADS"))
    earlier = make.meeting(body, day=date(2007, 1, 10), state=MeetingState.HELD)
    before = make.item(earlier, "Round the table", kind=ItemKind.ROUND_TABLE)
    make.report(before, county.things["group DacCom"], "All 19 practices have formed a group")
    meeting = county.add("meeting", "table", make.meeting(body, day=COUNTY_DAY))
    item = make.item(meeting, "Round the table", kind=ItemKind.ROUND_TABLE)
    make.report(county.add("item", "round", item), county.things["group DacCom"], "A draft plan")


def _events(county, executive):
    """One that was held, to which nobody came from Parkwood, and one of the county to come."""
    fernville, parkwood = (county.things[f"practice {one}"] for one in ("Fernville", "Parkwood"))
    given = {"kind": "LEGAL", "title": "Setting up a limited company", "day": HELD}
    held = county.add("event", "held", make.event([fernville, parkwood], of=executive, **given))
    make.attendance(held.meeting, "Avi Gupta", practice=fernville)
    make.attendance(held.meeting, "Suzanne Novak", affiliation="PCT")
    held.meeting.state = MeetingState.HELD
    held.meeting.save()
    leads = county.things["body leads"]
    county.add("event", "county", make.event([fernville], of=leads, day=NEXT, places=1))
    full = make.event([fernville, parkwood], of=executive, day=NEXT, title="Plans", places=1)
    county.add("event", "full", full)
    make.paper(make.item(full.meeting, "How a plan is written"))
    make.booking(full, parkwood)
    make.booking(full, fernville)
