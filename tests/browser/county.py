"""The county whose pages the browser looks at: every state of a file, every kind of figure.

Dacorum, of West Hertfordshire, has six months in force, money of nobody and rows that are parked;
its month 6 was restated. Stevenage, of East & North, is whole; Hitchin beside it sent month 1 to
4 only, so that their PCT is incomplete. Royston has no figures at all. Today is 13 March 2007.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone

from activity.models import (
    ActivityLine,
    Delivery,
    Outcome,
    PointOfDelivery,
    State,
    Submission,
    SubmissionLease,
)
from activity.services import purging
from activity.services.deliveries import discard_submission
from activity.services.publication import withdraw_submission
from activity.storage import stored_at
from budgets.models import Check, Kind
from budgets.services.entries import reverse_entry
from meetings import services as deeds
from meetings.queries.owners import Owner
from meetings.records.services import sending, writing
from pbc.core import mail
from pbc.core.models import (
    BackupKind,
    BackupRun,
    Bounce,
    Mail,
    Role,
    Seal,
    SealCheck,
    Sealing,
)
from pbc.core.people.services import accounts, appointing
from tests import make, spreadsheets
from tests.browser import decided, gatherings, written
from tests.make.minutes import MADE_UP

TODAY = "2007-03-13"
HALF_YEAR = range(1, 7)
MANAGER = Owner(role=Role.PRACTICE_MANAGER)
# What a month of each kind of care costs, before a practice's own share of it.
CARE = {"EL": 41_250, "NEL": 33_900, "OPFA": 12_480}
DACORUM = {
    "Fernville Surgery": 110,
    "Parkwood Drive Surgery": 97,
    "Haverfield Surgery": 104,
    "The Bennetts End Surgery and Woodhall Farm Medical Centre": 83,
}


@dataclass
class County:
    """What the table of pages speaks of: things by kind and name, and a person for each role."""

    things: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)

    def add(self, kind, name, thing):
        self.things[f"{kind} {name}"] = thing
        return thing


def build():
    """Make the county, in committed rows."""
    county = County()
    for code, heading in (("EL", "Elective"), ("NEL", "Emergency"), ("OPFA", "Outpatients")):
        PointOfDelivery.objects.create(
            code=code, name=f"{heading} care", heading=make.heading(heading)
        )
    own = _dacorum(county)
    _east(county)
    county.people = people(county)
    _appointments(county)
    _files(county, own)
    _left_undone(county.people["administrator"])
    _drill()
    _seals()
    _actions(county)
    _checks(county)
    decided.add(county)
    gatherings.build(county)
    written.add(county)
    _minutes(county, county.people["lead"])
    _mails(county.people["manager"])  # the last of all: it is the newest that says how it went
    return county


def _drill():
    """A backup that could not be put back as it was."""
    error = "the table core_practice is not as it was"
    known = {"file_name": "pbc-20070313T020000Z.tar", "ended_at": timezone.now()}
    BackupRun.objects.create(kind=BackupKind.DRILLED, error=error, **known)


def _minutes(county, lead):
    """The minutes of three meetings: a draft, sent round, approved and corrected since."""
    county.add("minutes", "draft", make.minutes(by=lead))
    at = {"on": date(2007, 3, 12), "by": lead}
    asked = county.add("words", "asked", county.things["minutes draft"].items.get(number=2))
    writing.write_item(item=asked, version=1, text="SBJ - we are over", **at)
    make.other_text(county.things["minutes draft"], by=lead)
    decided.at_a_meeting(county.things["minutes draft"], lead)
    for name in ("circulated", "approved"):
        meeting = county.add("minutes", name, make.minutes(f"{MADE_UP}{name}\n", by=lead))
        sending.circulate_minutes(meeting=meeting, version=1, **at)
    sending.approve_minutes(meeting=meeting, version=2, **at)
    sending.amend_minutes(meeting=meeting, text="Bob Day sent apologies", **at)


def _mails(person):
    """Mails to the manager: one that no server took, and one that came back."""
    person.email = "ann@example.nhs.uk"
    person.save()
    for number, fate in enumerate(({"failure": mail.NO_ANSWER}, {"accepted_at": timezone.now()})):
        text = {"occasion": f"Week {number}", "subject": "Your actions: 1 late", "body": "One"}
        last = Mail.objects.create(person=person, tries=1, **text, **fate)
    said = {"status": "5.1.1", "reason": "550 no such user here", "known_by": "0" * 64}
    Bounce.objects.create(mail=last, for_good=True, **said)


def _actions(county):
    """What is to be done: late, soon, without a day, for a post, changed, done and dropped."""
    lead, manager = county.people["lead"], county.people["manager"]
    daccom, fernville = county.things["group DacCom"], county.things["practice Fernville"]
    by = {"by": lead, "on": date(2007, 2, 13)}
    text = "Tell DacCom whether the practice signs up to the diabetes service"
    county.add("action", "late", make.action(text, fernville, manager, "9 March", **by))
    make.action("Say which August rows are not our patients", fernville, MANAGER, "16 Mar", **by)
    make.action("Bring two ideas for the counselling project", daccom, manager, "End-Mar", **by)
    make.action("Write to the trust", daccom, lead, "ASAP", **by)
    changed = make.action("Ring Suzanne Novak about the DES", daccom, "Suzanne Novak", **by)
    county.add("action", "changed", changed)
    change = {"owner": Owner(person=lead), "due_typed": "20 March", "reason": "She has left"}
    deeds.change_action(action=changed, version=1, on=date(2007, 3, 1), by=lead, **change)
    deeds.add_note(action=changed, note="Rang twice", on=date(2007, 3, 6), by=lead)
    done = county.add("action", "done", make.action("Count the lists", daccom, lead, **by))
    deeds.close_action(action=done, on=date(2007, 3, 2), by=lead)
    dropped = make.action("Ask for month 7 again", county.things["pct West"], **by)
    county.add("action", "dropped", dropped)
    reason = {"reason": "It came", "on": date(2007, 3, 2)}
    deeds.drop_action(action=dropped, version=1, by=county.people["finance"], **reason)


def _checks(county):
    """Those of month 6: late, and done with a word; those of month 7 were withdrawn with it. A
    group that has agreed on nothing."""
    first, second, _ = Check.objects.filter(month=6).order_by("pk")
    county.add("action", "check", first.action)
    said = {"finding": "FOUND", "said": "Two of them have moved away", "on": date(2007, 3, 1)}
    deeds.close_check(action=second.action, **said, by=county.people["lead"])
    county.add("group", "none asked", make.group("StahCom"))


def _left_undone(by):
    """Work behind the pages that was given up."""
    make.errand_set_aside("clear up what a crash left behind", by=by)
    make.errand_set_aside("remove the bytes of a refused file", key="0" * 64)


def _seals():
    """Two tables that were sealed, in one of which a row was changed since."""
    digest = hashlib.sha256(b"a night").hexdigest()
    sealing = Sealing.objects.create(number=1, day=date(2007, 3, 12), digest=digest)
    of = {"sealing": sealing, "number": 1, "first_id": 1, "last_id": 12, "count": 12}
    for name in ("budgets_budgetentry", "core_practiceevent"):
        Seal.objects.create(table_name=name, columns=["id"], marks=b"", head=digest, **of)
    found = ["budgets_budgetentry, seal 1 of 12 March 2007: row 7 was changed"]
    SealCheck.objects.create(sealings=1, tables=2, rows=24, found=found)


def people(county):
    """Somebody in each role; whoever is appointed nothing is in none."""
    west = make.commissioner()
    return {
        "finance": make.finance_officer(west, username="ruth.allan"),
        "lead": make.gp_lead(county.things["group DacCom"], first_name="Peter", last_name="Sim"),
        "manager": make.practice_manager(county.things["practice Fernville"], first_name="Ann"),
        "auditor": make.auditor(first_name="Iris", last_name="Cole"),
        "administrator": make.administrator(first_name="Tom", last_name="Hale"),
        "second": make.administrator(first_name="Ida", last_name="Marsh"),
        "nobody": make.person("New", "Comer"),
        "careful": make.two_steps(make.auditor(first_name="Una", last_name="Grey")),
        "keyed": make.two_steps(make.auditor(first_name="Lena", last_name="Hill")),
    }


def _appointments(county):
    """People as their pages show them: appointed, shut out, proposed by one administrator."""
    first = county.people["administrator"]
    county.add("passkey", "Lena’s", make.passkey(county.people["keyed"]))
    for role in ("manager", "finance"):
        county.add("person", role, county.people[role])
    county.add("appointment", "manager", county.people["manager"].appointments.get())
    county.add("person", "careful", county.people["careful"])
    county.add("person", "keyed", county.people["keyed"])
    away = county.add("person", "away", make.person("Ben", "Away"))
    accounts.shut_out(person=away, why="On leave", on=date(2007, 3, 13), by=first)
    proposed = appointing.appoint(
        person=county.people["nobody"],
        role=Role.COMMISSIONING,
        over=county.things["pct West"],
        from_date=date(2007, 4, 1),
        to_date=None,
        by=first,
    )
    county.add("appointment", "proposed", proposed)
    county.add("joiners", "open", make.people_upload())
    done = {"entered_by": make.operator(), "entered_at": timezone.now()}
    county.add("joiners", "entered", make.people_upload(**done))


def _dacorum(county):
    """Four practices, three of them in DacCom, over their budget but for one."""
    county.add("pct", "West", make.commissioner())
    place = county.add("locality", "Dacorum", make.locality())
    daccom = county.add("group", "DacCom", make.group())
    own = []
    for number, (name, share) in enumerate(DACORUM.items()):
        practice = make.practice(name, group=daccom if number < 3 else None)
        county.add("practice", name.split()[0], practice)
        make.list_size(practice, 9_120 + 61 * share)
        _budget(practice, share)
        own.append((practice, share))
    make.membership(own[3][0], reason="Waits for its partners to agree")
    _plan_of_the_pct(county.things["pct West"])
    _plan_of_a_practice(county, own[0][0])
    text, heading = "Are the emergency admissions our patients?", make.heading("Emergency")
    agreed = make.agreed_check(text, daccom, days=40, heading=heading)
    county.add("agreed", "DacCom", agreed)
    lines = [line for practice, share in own for line in _months(practice, share, HALF_YEAR)]
    lines += [make.line(None, month=month, cost=8_411 + month) for month in HALF_YEAR]
    parked = [{"money": "1240.55", "row": 412}, {"money": "88.10", "row": 977}]
    first = make.published_file(lines, parked=parked, problems=_problems(), on=date(2006, 11, 2))
    county.add("file", "published", first)
    again = [line for practice, share in own for line in _months(practice, share + 9, [6])]
    newer = make.published_file(again, on=date(2007, 2, 8), reason="The trust's freeze, as agreed")
    county.add("file", "restated", newer)
    _by_hand(county, own, first)
    return place, own


def _by_hand(county, own, file):
    """Two lines of nobody are given to a practice: a later file has one of them, and one not."""
    fernville = own[0][0]
    lines = {month: make.line_of(file, month=month) for month in (3, 4, 5)}
    said = {month: make.hand_assignment(lines[month], fernville) for month in (3, 4)}
    county.add("line", "nobody's", make.line_code(lines[5]))
    county.add("line", "given", make.line_code(lines[4]))
    own_line = make.line_of(
        file, fernville, month=5, point_of_delivery_id=make.point_of_delivery().pk
    )
    county.add("line", "Fernville", make.line_code(own_line))
    months = [line for practice, share in own for line in _months(practice, share, [3, 4])]
    outcomes = {said[4]: Outcome.APPLIED, said[3]: Outcome.NOT_FOUND}
    file = make.staged_file(months, by_hand=outcomes, **_kept())
    county.add("file", "by_hand", file)
    county.add("cell", "drawn", ActivityLine.objects.get(submission_id=file.pk, row=3))
    county.add("cell", "gone", own_line)


def _kept():
    """Bytes that are kept, text with the cost in column H, and what a delivery says of them."""
    keys = ("period", "practice_code", "practice_name", "provider_code", "pod", "specialty_code")
    keys += ("actual_activity", "actual_cost")
    lines = [spreadsheets.line(pod="Elective", actual_cost=cost) for cost in (1200, 97, 105)]
    content = spreadsheets.tidy_csv([{key: line[key] for key in keys} for line in lines])
    digest = hashlib.sha256(content).hexdigest()
    kept = {"sha256": digest, "stored_as": digest}
    path = stored_at(Delivery(**kept))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return kept


def _budget(practice, share):
    """A little less than what it spends in a year, a savings plan and some growth."""
    whole = sum(CARE.values()) * 12
    for heading, part in (("Elective", 46), ("Emergency", 39), ("Outpatients", 15)):
        amount = whole * part * 101 // 10_000
        make.budget_entry(practice, amount=amount, heading=make.heading(heading))
    plan = {"kind": Kind.SAVINGS_PLAN, "heading": make.heading("Elective")}
    make.budget_entry(practice, amount=-9_600 - share, **plan)
    make.budget_entry(practice, amount=14_400, kind=Kind.GROWTH)


def _plan_of_the_pct(pct):
    make.allocation(pct, amount=6_000_000)
    make.control_total(pct, amount=-120_000)
    make.other_spend(pct, amount=31_500, month=5)


def _plan_of_a_practice(county, practice):
    """A sum that was entered late, one of month 13, and one that was taken back."""
    entered = {"entered_on": date(2007, 3, 1), "kind": Kind.ADJUSTMENT}
    late = make.budget_entry(practice, amount=1_200, known_from=date(2006, 9, 1), **entered)
    county.add("entry", "late", late)
    make.budget_entry(practice, amount=-75, month_13=Decimal(-75), **entered)
    open_ = make.budget_upload(practice, amount=9_000, heading=make.heading("Outpatients"))
    county.add("upload", "open", open_)
    done = {"entered_by": make.operator(), "entered_at": timezone.now()}
    county.add("upload", "entered", make.budget_upload(practice, **done))
    wrong = make.budget_entry(practice, amount=40_000, **entered)
    reverse_entry(entry=wrong, reason="It was Parkwood's", on=date(2007, 3, 12), by=make.operator())


def _months(practice, share, months):
    """What a practice spent: its share (in hundredths) of each kind of care, rising a little."""
    return [
        make.line(practice, month=m, cost=Decimal(cost * (share + m)) / 100, **{KIND: code})
        for m in months
        for code, cost in CARE.items()
    ]


KIND = "point_of_delivery"


def _problems():
    parked = {"severity": "parked", "code": "practice-unknown", "fix": "Add it to the register"}
    return [
        {**parked, "message": "Practice code E82999 is not in the register", "row": 412},
        {**parked, "message": "Practice code E82998 is not in the register", "row": 977},
        {
            "severity": "warning",
            "code": "plan-differs",
            "message": "The revised budget is not the budget and the savings plan together",
            "fix": "Nothing: the parts are used",
            "sheet": "Outpatients by practice",
            "row": 19,
        },
    ]


def _east(county):
    """A PCT with one whole locality, one that lacks two months, and one without any figure."""
    east = county.add("pct", "East", make.commissioner("East & North Hertfordshire"))
    for name, months in (("Stevenage", HALF_YEAR), ("Hitchin", range(1, 5)), ("Royston", ())):
        place = county.add("locality", name, make.locality(name, pct=east))
        practice = county.add("practice", name, make.practice(f"{name} Surgery", in_=place))
        _budget(practice, 100)
        if months:
            make.published_file(_months(practice, 95, months), on=date(2006, 11, 3))


def _files(county, dacorum):
    """A file in every state that it can be in, in month 7 where it has months."""
    _, own = dacorum
    finance = county.people["finance"]
    month = [line for practice, share in own for line in _months(practice, share, [7])]
    for state, file in _not_staged(finance).items():
        county.add("file", state, file)
    parked = [{"money": "310.00", "row": 51}]
    county.add("file", "staged", make.staged_file(month, parked=parked, problems=_problems()[:1]))
    county.add("file", "needs_reason", _needs_reason(own))
    county.add("file", "nothing covered", make.staged_file(month[:1], covers=[], by=finance))
    withdrawn = make.published_file(month, on=date(2007, 3, 10))
    reason = {"on": date(2007, 3, 11), "by": finance}
    withdraw_submission(submission=withdrawn, reason="The trust sent a draft", **reason)
    county.add("file", "withdrawn", _again(withdrawn))
    discarded = make.staged_file(month[:3])
    discard_submission(submission=discarded, by=finance)
    county.add("file", "discarded", _again(discarded))
    for state in ("purge asked", "purged"):
        county.add("file", state, _holds_patients(state, month[:2], by=finance))


def _holds_patients(state, lines, *, by):
    """A file of which somebody asked that its words go, and where another confirmed it."""
    file = make.staged_file(lines)
    said = {"reason": "Names of patients in the remarks", "with_name": False}
    ann = make.finance_officer(first_name="Ann")
    purge = purging.ask_for_purge(submission=file, **said, by=ann)
    if state == "purged":
        purging.confirm_purge(purge=purge, by=by)
        purging.carry_out_purge(key=str(purge.pk), by=by)
    return _again(file)


def _again(file):
    file.refresh_from_db()
    return file


def _not_staged(by):
    """Files that a worker has, or that nothing was loaded from."""
    headings = {
        "found": ["Month", "Practice code", "Actual cost"],
        "missing": ["Point of delivery"],
        "not_understood": ["GP ref", "Prov", "Spec group (local, as of the October refresh)"],
    }
    found = {
        "received": make.submission(
            by=by, file_name="DACORUM_M07_2006-07_acute_activity_final_v3.xlsx"
        ),
        "read": make.submission(State.READ, by=by),
        "checked": make.submission(State.CHECKED, by=by),
        "mapping_needed": make.submission(
            State.MAPPING_NEEDED,
            headings=headings,
            sentence="The headings are not understood",
            by=by,
        ),
        "refused": make.submission(
            State.REFUSED,
            by=by,
            file_name="minutes.xlsx",
            sentence="This is a Word document, not a spreadsheet. Send the spreadsheet in",
        ),
        "set_aside": make.submission(
            State.SET_ASIDE, sentence="Reading stopped three times. Send it in again", by=by
        ),
    }
    lease = SubmissionLease.objects.filter(submission=found["read"])
    lease.update(progress="12,000 of 48,000 rows are read")
    return found


def _needs_reason(own):
    """Month 6 once more, with half of its money gone and another total than its rows have."""
    lines = [line for practice, share in own[:2] for line in _months(practice, share, [6])]
    file = make.staged_file(lines, stated=290_000)
    Submission.objects.filter(pk=file.pk).update(state=State.NEEDS_REASON)
    return _again(file)
