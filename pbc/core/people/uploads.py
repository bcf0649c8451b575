"""A file of people as its page shows it: what it would make, or that it was entered."""

from dataclasses import dataclass
from hashlib import sha256

from pbc.core import mail, periods
from pbc.core.models import CONFIRMED_BY_A_SECOND, PeopleUpload, Person
from pbc.core.pages.frame import counted
from pbc.core.people import joining
from pbc.core.people.queries import person_url

WORDS = {
    joining.NEW: "new: is added and appointed",
    joining.FURTHER: "gets a further appointment",
    joining.SAME: "same already: nothing is made",
}


@dataclass(frozen=True)
class Row:
    """A line of the file: who, as what, and what it makes."""

    row: int
    name: str
    called: str
    url: str
    title: str
    span: str
    what: str


@dataclass(frozen=True)
class UploadPage:
    """What would be made, or was."""

    number: int
    caption: str
    heading: str
    rows: list[Row]
    makes: int
    sentences: list[str]
    facts: list[dict]
    seen: str
    is_open: bool


def uploads():
    """Every file of people, with who sent it in."""
    return PeopleUpload.objects.select_related("sent_by", "entered_by")


def mark(steps):
    """A short word for what would be made, so that it can be told whether it still holds."""
    told = [(step.line["row"], step.what, step.person and step.person.pk) for step in steps]
    return sha256(repr(told).encode()).hexdigest()[:16]


def upload_page(upload):
    """The page of a file of people."""
    steps, _ = joining.understood(upload.lines)
    makes = [step for step in steps if step.what != joining.SAME]
    is_open = bool(makes) and not upload.entered_at
    return UploadPage(
        number=upload.pk,
        caption=f"People, {upload.file_name}",
        heading=_heading(upload, makes),
        rows=[_row(step, upload) for step in steps],
        makes=len(makes),
        sentences=_sentences(steps, makes) if is_open else [],
        facts=_facts(upload),
        seen=mark(steps),
        is_open=is_open,
    )


def _row(step, upload):
    return Row(
        row=step.line["row"],
        name=step.name,
        called=step.line["email"] or step.line["username"],
        url=person_url(step.person) if step.person else "",
        title=step.title,
        span=joining.span(step),
        what="" if upload.entered_at else WORDS[step.what],
    )


def _heading(upload, makes):
    if upload.entered_at:
        return f"{upload.file_name} is entered"
    if not makes:
        return "All that is in this file stands already"
    people = len({step.names["username"] for step in makes if step.person is None})
    appointed = counted(len(makes), "appointment", "appointments")
    return f"{counted(people, 'person', 'people')} would be added, {appointed} made"


def _sentences(steps, makes):
    new = {step.names["username"]: step.names for step in makes if step.person is None}
    reached = [names for names in new.values() if mail.reaches(Person(**names))]
    waits = [step for step in makes if step.appointment.role in CONFIRMED_BY_A_SECOND]
    return [
        *_invited(len(new), len(reached)),
        *_waiting(len(waits)),
        *_standing(len(steps) - len(makes)),
    ]


def _invited(new, reached):
    """What becomes of those who are new."""
    if reached:
        sent = counted(reached, "new person is", "new people are")
        yield f"{sent} sent a link by mail, once, with which they choose a password."
    if new > reached:
        left = counted(new - reached, "new person", "new people")
        yield f"No mail reaches {left}: make them a link on their own page afterwards."


def _waiting(number):
    if number:
        waits = counted(number, "appointment waits", "appointments wait")
        yield f"{waits} for another administrator to confirm, and until then give no rights."


def _standing(number):
    if number:
        stand = counted(number, "line stands already, and makes", "lines stand already, and make")
        yield f"{stand} nothing."


def _facts(upload):
    facts = [{"name": "Sent in by", "value": _when(upload.sent_by, upload.sent_at)}]
    if upload.entered_at:
        facts.append({"name": "Entered by", "value": _when(upload.entered_by, upload.entered_at)})
    return facts


def _when(person, at):
    return f"{person}, {periods.day(at.date())}"
