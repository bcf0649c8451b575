"""People who join by a file: whom each line is about, and what it would give them.

A line is one of `PeopleUpload.lines`. Somebody is known by mail address or by name to sign in
with; whoever is known by neither is new.
"""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from pbc.core.models import Appointment, Person, Role
from pbc.core.people import rules
from pbc.core.people.rules import NotAppointed
from pbc.core.people.scopes import scopes
from pbc.core.people.services import accounts, appointing

SAME, FURTHER, NEW = "same", "further", "new"
TOLD = ("role", "commissioner_id", "group_id", "practice_id", "from_date", "to_date")
LONGEST = 150  # characters of a name to sign in with


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field of a line, and what to do about it."""

    row: int
    field: str
    message: str
    fix: str


@dataclass(frozen=True)
class Step:
    """A line, understood: who it is about and whether it makes anything.

    `names` are what a new person is called; the same object for all their lines.
    """

    line: dict
    person: Person | None
    names: dict
    appointment: Appointment
    what: str

    @property
    def name(self):
        """Ruth Allan."""
        return str(self.person or Person(**self.names))

    @property
    def title(self):
        """GP lead, DacCom (deputy)."""
        deputy = " (deputy)" if self.line["deputy_for"] else ""
        return f"{self.appointment.title}{deputy}"


# ---- Understood ------------------------------------------------------------------------------


def understood(lines):
    """The steps of these lines, and the faults that stand between the lines and the register."""
    known, places = _Known(lines), _places()
    steps = [_step(line, known, places) for line in lines]
    return steps, known.faults


def _places():
    return {f"{kind}:{one.code}": one for kind, _, found in scopes() for one in found}


def _step(line, known, places):
    person, names = known.whose(line)
    over = places.get(line["over"])
    appointment = Appointment(
        role=line["role"],
        from_date=date.fromisoformat(line["from_date"]),
        to_date=date.fromisoformat(line["to_date"]) if line["to_date"] else None,
        **({type(over).__name__.lower(): over} if over else {}),
    )
    is_there = person is not None and _told(person.pk, appointment, line) in known.standing
    what = NEW if person is None else SAME if is_there else FURTHER
    return Step(line, person, names, appointment, what)


def _told(person, wanted, line):
    """What makes two appointments the same, as `_standing` has it of all that stand."""
    return (*(getattr(wanted, name) for name in TOLD), person, bool(line["deputy_for"]))


def _standing():
    rows = Appointment.objects.standing().values_list(*TOLD, "person_id", "deputy_for_id")
    return {(*told, deputy is not None) for *told, deputy in rows}


class _Known:
    """Who there is and who is new in these lines, and what does not go together."""

    def __init__(self, lines):
        people = list(Person.objects.all())
        self.by_email = {one.email.lower(): one for one in people if one.email}
        self.by_username = {one.username.lower(): one for one in people}
        self.standing = _standing()
        self.made, self.faults = _named_of(lines), []
        self.given = Counter(_username_of(names).lower() for names in self.made.values())

    def whose(self, line):
        """The person of a line and {}, or None and the names of somebody new."""
        by_email = self.by_email.get(line["email"].lower())
        by_username = self.by_username.get(line["username"].lower())
        person = by_email or by_username
        if person is None:
            return None, self._new(line)
        if by_username and by_email and by_email != by_username:
            what = f"{line['email']} is {by_email}’s, and {line['username']} is {by_username}’s"
            self._fault(line, "username", what, "Enter the name to sign in with of one person")
        elif not _called_so(person, line):
            said = f"{line['first_name']} {line['last_name']}".strip()
            what = f"This is {person} in the register, and the line says {said}"
            self._fault(line, "last_name", what, "Correct the name, or whose address it is")
        return person, {}

    def _new(self, line):
        names = self.made[_key(line)]
        for field, what in (("first_name", "first name"), ("last_name", "last name")):
            if not names[field]:
                self._fault(line, field, f"There is no {what}", "Enter it: this person is new")
            elif line[field] and line[field] != names[field]:
                what = f"Another line of the same person says {names[field]}"
                self._fault(line, field, what, "Say the same in both, or correct the address")
        wanted = _username_of(names)
        if not wanted.strip(".-") and names["first_name"] and names["last_name"]:
            what = "No name to sign in with can be made of this name"
            self._fault(line, "username", what, "Enter one")
            return names | {"username": wanted}
        taken = wanted.lower() in self.by_username or self.given[wanted.lower()] > 1
        if taken and names["first_name"] and names["last_name"]:
            what = f"“{wanted}” is somebody’s name to sign in with already"
            fix = "Enter another one, or one mail address in all lines of the same person"
            self._fault(line, "username", what, fix)
        return names | {"username": wanted}

    def _fault(self, line, field, message, fix):
        self.faults.append(Fault(line["row"], field, message, fix))


def _called_so(person, line):
    """Whether the names that a line gives, if any, are the person's."""
    held = ((line["first_name"], person.first_name), (line["last_name"], person.last_name))
    return all(not said or said.casefold() == own.casefold() for said, own in held)


def _named_of(lines):
    """{key of a person: what the lines of that person say of them, the first to say it}."""
    found = {}
    for line in lines:
        names = found.setdefault(_key(line), dict.fromkeys(PERSON, ""))
        for field in PERSON:
            names[field] = names[field] or line[field]
    return found


PERSON = ("first_name", "last_name", "username", "email")


def _key(line):
    return (line["email"] or line["username"]).lower()


def _username_of(names):
    """The name to sign in with: as said, or ruth.allan."""
    if names["username"]:
        return names["username"]
    plain = f"{names['first_name']}.{names['last_name']}".lower().replace(" ", "-")
    decomposed = unicodedata.normalize("NFKD", plain)
    kept = "".join(c for c in decomposed if c.isascii() and (c.isalnum() or c in ".-"))
    return kept[:LONGEST]


# ---- Carried out -----------------------------------------------------------------------------


def carry_out(steps, *, by, refused):
    """Make what the steps say; return the people who are new. `refused` is called with a step
    and the NotAppointed that it met, and may raise."""
    made = {}
    for step in sorted(steps, key=lambda one: bool(one.line["deputy_for"])):
        if step.what == SAME:
            continue
        try:
            with transaction.atomic():
                _make(step, made, by)
        except NotAppointed as why:
            refused(step, why)
    return list(made.values())


def _make(step, made, by):
    person = step.person or made.get(step.names["username"])
    person = person or accounts.add_person(**step.names, by=by)
    wanted = step.appointment
    days = {"from_date": wanted.from_date, "to_date": wanted.to_date, "by": by}
    if step.line["deputy_for"]:
        held = _held(step.line["deputy_for"], wanted)
        appointing.appoint_deputy(appointment=held, person=person, **days)
    else:
        appointing.appoint(person=person, role=wanted.role, over=wanted.scope, **days)
    if step.person is None:
        made[step.names["username"]] = person


def _held(called, wanted):
    """The appointment of who is called so, by mail address or name to sign in with, for which
    somebody is to stand in."""
    people = Person.objects.filter(email__iexact=called) if "@" in called else Person.objects.none()
    person = people.first() or Person.objects.filter(username__iexact=called).first()
    found = person and _same_role(person, wanted).first()
    if not found:
        role = Role(wanted.role).label
        over = f" of {wanted.scope}" if wanted.scope else ""
        raise NotAppointed(f"{person or called} is not {role}{over} on that day", "deputy_for")
    return found


def _same_role(person, wanted):
    held = person.appointments.standing().filter(role=wanted.role, deputy_for=None)
    held = held.filter(
        commissioner=wanted.commissioner, group=wanted.group, practice=wanted.practice
    )
    return held.filter(from_date__lte=wanted.from_date).order_by("-from_date")


def faults_of(lines, *, by, but=()):
    """What is wrong with these lines beside the rows that cannot be read (`but`): faults."""
    legible = [line for line in lines if line["row"] not in but]
    steps, faults = understood(legible)
    wrong = {fault.row for fault in faults}
    steps = [
        step
        for step in steps
        if step.line["row"] not in wrong and not (step.line["deputy_for"] and (but or wrong))
    ]
    return faults + _tried(steps, by)


def _tried(steps, by):
    """What would be refused, worked out by doing it and taking it back."""
    faults = []
    with transaction.atomic():
        carry_out(steps, by=by, refused=lambda step, why: faults.append(_fault(step, why)))
        transaction.set_rollback(True)
    return faults


FIELDS = {"person": "deputy_for", "last_day": "to_date", None: "role"}


def _fault(step, why):
    message, _, fix = str(why).partition(": ")
    fix = fix[:1].upper() + fix[1:] if fix else "Correct the line, or leave it out"
    return Fault(step.line["row"], FIELDS.get(why.field, why.field), message, fix)


def refused_of(step, why):
    """Refuse the whole, with the line that cannot be."""
    raise NotAppointed(f"Row {step.line['row']}: {why}") from why


def span(step):
    """From 1 April 2007."""
    return rules.span(step.appointment)
