"""What was decided in the county whose pages the browser looks at, who confirms and who is told."""

from datetime import date

from meetings.companies.services import bind_practices
from meetings.decisions.services import change_decision, decide, send_telling
from meetings.matters import services as matters
from meetings.models import Outcome, Said
from meetings.models.question import How
from meetings.posts.services import abolish_post
from meetings.queries import about
from meetings.queries.owners import Owner
from meetings.questions.services import record_answer
from meetings.support.services import correct_contact, write_outcome
from tests import make


def add(county):
    """One in principle that was asked again, that some have answered and is to be told; one of
    the lead's own without anybody; one that is settled."""
    west, daccom = county.things["pct West"], county.things["group DacCom"]
    by = {"by": county.people["finance"], "on": date(2007, 2, 20)}
    asked = [daccom, county.things["locality Dacorum"], county.people["lead"]]
    text = "Stop smoking: buy option 2, a balance of providers"
    tell = ["Suzanne Novak", "Helen Orr"]
    first = make.decision(text, west, asked, collector="Ann Lee", tell=tell, **by)
    county.add("question", "lapsed", first.question)
    again = {"text": f"{text}, from June", "reason": "April is too soon"}
    change = {"version": first.version, "outcome": Outcome.IN_PRINCIPLE, **again}
    decision = county.add("decision", "asked", change_decision(decision=first, **change, **by))
    question = county.add("question", "asked", decision.question)
    told = {"told_by": "Peter Sim", "how": How.BY_PHONE, "by": by["by"]}
    for day, said in ((1, Said.NO), (6, Said.CONDITIONAL)):
        given = {"said": said, "words": "If the PCT pays" if day == 6 else "", **told}
        record_answer(question=question, group=daccom, on=date(2007, 3, day), **given)
    county.add("asked", "DacCom", question.asked.get(group=daccom))
    late, sent = decision.tellings.order_by("pk")
    county.add("telling", "late", late)
    passed_on = {"how": How.BY_MAIL, "on": date(2007, 3, 1), "by": by["by"]}
    county.add("telling", "sent", send_telling(telling=sent, **passed_on))
    _matters(county, daccom)
    board = county.add("board", "West", make.board(west))
    turns = {"on": date(2007, 1, 1), "until": date(2007, 12, 31), "months": 3}
    sits = make.nomination(board, daccom, ["Peter Sim", "Helen Orr"], **turns)
    county.add("nomination", "DacCom", sits)
    _posts(county, west)
    _companies(county, daccom)
    _support(county)
    county.add("decision", "own", make.decision("Meet monthly", daccom))
    county.add("decision", "settled", make.decision("Close the list on Fridays", west, **by))


def at_a_meeting(meeting, by):
    """What came of a meeting: one thing to be told and late, one in principle, and a question."""
    organisation, body = meeting.body.organisation, str(meeting.body)
    given = {"organisation": organisation, "body": body, "on": date(2007, 2, 20), "by": by}
    item = meeting.items.get(number=2)
    late = {"outcome": Outcome.AGREED, "item": item, "tell": ["Suzanne Novak"]}
    decide(text="The proposal is acceptable", **given, **late)
    waits = {"outcome": Outcome.IN_PRINCIPLE, "of": [organisation], "item": item}
    decide(text="Ann Lee speaks for us with the trust", **given, **waits)
    asked = {"asker": body, "owner": "Ann Lee", "on": meeting.day, "by": by}
    matters.open_question(text="Who pays?", organisation=organisation, **asked)


def _companies(county, daccom):
    """One that commissions and binds a practice, and one that provides and binds none."""
    commissions = county.add("company", "commissions", make.company(of=daccom))
    provides = make.company("DacProv Ltd", daccom, side="PROVIDING", delegated_on=None)
    county.add("company", "provides", provides)
    fernville = county.things["practice Fernville"]
    given = {"practices": [fernville], "from_date": date(2006, 4, 1)}
    bind_practices(company=commissions, **given, by=county.people["lead"])
    county.add("binding", "Fernville", commissions.bindings.get())


def _support(county):
    """A visit to Fernville of which something came and about which an action is raised, and a call
    that was written down anew."""
    fernville, lead = county.things["practice Fernville"], county.people["lead"]
    visit = county.add("contact", "Fernville", make.contact(fernville, on=date(2007, 3, 1)))
    write_outcome(contact=visit, words="They send their list", on=date(2007, 3, 6), by=lead)
    make.action("Send the list", fernville, about=about.find(lead, f"SUPPORT-{visit.pk}"))
    call = county.add("contact", "corrected", make.contact(fernville, kind="CALL"))
    again = {"kind": "CALL", "who": lead, "words": "Nobody answered", "reason": "It was I"}
    correct_contact(contact=call, on=date(2007, 3, 12), **again, by=lead)


def _posts(county, west):
    """One that is held, with one below it that its holder left and somebody else waits for; one
    with somebody who stands in."""
    held = make.post("Director of Commissioning", west, remit="STRATEGIC", duties="The strategy")
    county.add("post", "held", held)
    county.add("tenure", "held", make.tenure(held, "Colin Farrow", on=date(2006, 10, 1)))
    vacant = county.add("post", "vacant", make.post("Director of the West", west, above=held))
    make.tenure(vacant, "Lorna Whitby", on=date(2006, 4, 1), until=date(2006, 12, 31))
    make.tenure(
        make.post("CAS lead", west, remit="CAS", above=held), "Nadia Orrell", is_interim=True
    )
    given = {"on": date(2007, 3, 1), "why": "The PCTs merge", "by": make.operator()}
    old = make.post("Director of Service Redesign", west, remit="OTHER")
    county.add("post", "abolished", abolish_post(post=old, version=1, **given))
    waits = make.action("Say who signs", west, Owner(post=vacant), "1 March")
    county.add("action", "vacant", waits)


def _matters(county, daccom):
    """A question that is open and one that has an answer; a concern in each state; a mandate that
    holds and one that is over."""
    on, by = {"on": date(2007, 3, 6)}, {"by": county.people["lead"]}
    county.add("open", "DacCom", make.open_question(daccom, on=date(2007, 2, 13)))
    answered = make.open_question(daccom, text="Does the rate hold?", on=date(2007, 2, 13))
    matters.answer_question(question=answered, answer="Until June", **on, **by)
    county.add("concern", "raised", make.concern(daccom, on=date(2007, 2, 20)))
    for name, body in (("sent", "The PCT"), ("replied", "West Hertfordshire Hospitals")):
        sent = make.concern(daccom, body=body, text="Letters come late", on=date(2007, 2, 20))
        county.add("concern", name, matters.send_concern(concern=sent, **on, **by))
    matters.record_reply(concern=sent, reply="They go out on the day", on=date(2007, 3, 9), **by)
    county.add("mandate", "DacCom", make.mandate(daccom, county.people["lead"], **on))
    make.mandate(daccom, on=date(2007, 1, 2), until=date(2007, 2, 2))
