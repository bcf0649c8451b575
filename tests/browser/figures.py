"""The figures of the county: its plans, its months in force, and a file in every state."""

import hashlib
from datetime import date
from decimal import Decimal

from django.utils import timezone

from activity.models import ActivityLine, Delivery, Outcome, State, Submission, SubmissionLease
from activity.services import purging
from activity.services.deliveries import discard_submission
from activity.services.publication import withdraw_submission
from activity.storage import stored_at
from budgets.models import Kind
from budgets.services.entries import reverse_entry
from tests import make, spreadsheets

HALF_YEAR = range(1, 7)
# What a month of each kind of care costs, before a practice's own share of it.
CARE = {"EL": 41_250, "NEL": 33_900, "OPFA": 12_480}
DACORUM = {
    "Fernville Surgery": 110,
    "Parkwood Drive Surgery": 97,
    "Haverfield Surgery": 104,
    "The Bennetts End Surgery and Woodhall Farm Medical Centre": 83,
}


def dacorum(county):
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


def east(county):
    """A PCT with one whole locality, one that lacks two months, and one without any figure."""
    east = county.add("pct", "East", make.commissioner("East & North Hertfordshire"))
    for name, months in (("Stevenage", HALF_YEAR), ("Hitchin", range(1, 5)), ("Royston", ())):
        place = county.add("locality", name, make.locality(name, pct=east))
        practice = county.add("practice", name, make.practice(f"{name} Surgery", in_=place))
        _budget(practice, 100)
        if months:
            make.published_file(_months(practice, 95, months), on=date(2006, 11, 3))


def files(county, dacorum):
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
