"""The county whose pages the browser looks at: every state of a file, every kind of figure.

Dacorum, of West Hertfordshire, has six months in force, money of nobody and rows that are parked;
its month 6 was restated. Stevenage, of East & North, is whole; Hitchin beside it sent month 1 to
4 only, so that their PCT is incomplete. Royston has no figures at all. Today is 13 March 2007.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from activity.models import PointOfDelivery
from budgets.models import Check
from meetings import services as deeds
from meetings.queries.owners import Owner
from meetings.records.services import sending, writing
from pbc.core import mail
from pbc.core.models import BackupKind, BackupRun, Bounce, Mail, Role, Seal, SealCheck, Sealing
from pbc.core.people.services import accounts, appointing
from tests import make
from tests.browser import decided, figures, gatherings, written
from tests.make.minutes import MADE_UP

TODAY = "2007-03-13"
MANAGER = Owner(role=Role.PRACTICE_MANAGER)


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
    own = figures.dacorum(county)
    figures.east(county)
    county.people = people(county)
    _appointments(county)
    figures.files(county, own)
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
