"""Who did what with a person and when, and what the person did (H01): from what the database
recorded of itself."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from pghistory.models import Context

from pbc.core.models import Appointment, Person, Role
from pbc.core.models.sign_in import OF_THE_SECOND_STEP
from pbc.core.people import rules
from pbc.core.people.deeds_in_words import in_words

LATEST = 50
TO_APPOINTMENTS = {
    "appoint": "Appointed as {title}, {span}",
    "appoint_deputy": "Appointed as {title}, {span}",
    "confirm_appointment": "Confirmed as {title}, {span}",
    "refuse_appointment": "Refused as {title}",
    "end_appointment": "{title} ends: {span}",
    "leave": "Leaves: {title} ends, {span}",
}
TO_ACCOUNTS = {
    "shut_out": "May not sign in any more",
    "let_in": "May sign in again",
    "add_person": "Added",
    "change_person": "Name or address changed",
}


@dataclass(frozen=True)
class Entry:
    """Something that was done: when, by whom, what, and why where a reason was given."""

    at: datetime
    by: str
    what: str
    why: str = ""


def about(person):
    """What was done with somebody's account and appointments, newest first."""
    events = [*_appointments(person), *_accounts(person), *_links(person), *_second_step(person)]
    return sorted(events, key=lambda one: one.at, reverse=True)


def _appointments(person):
    events = Appointment.pgh_event_model.objects.filter(person=person)
    events = list(
        events.select_related("pgh_context", "commissioner", "group", "practice").order_by("pgh_id")
    )
    names = names_of(events)
    return [_entry(event, names, _of_appointment(event)) for event in events]


def _of_appointment(event):
    """What an event of an appointment was, in words."""
    deed = _said(event).get("deed")
    sentence = TO_APPOINTMENTS.get(deed, "{title}, {span}")
    if event.state == "PROPOSED" and deed in ("appoint", "appoint_deputy"):
        sentence = "Proposed as {title}, {span}"
    scope = event.commissioner or event.group or event.practice
    role = str(Role(event.role).label)
    title = f"{role}, {scope}" if scope else role
    title = f"{title} (deputy)" if event.deputy_for_id else title
    return sentence.format(title=title, span=rules.span(event))


def _accounts(person):
    events = Person.pgh_event_model.objects.filter(pgh_obj=person)
    events = list(events.select_related("pgh_context").order_by("pgh_id"))
    names = names_of(events)
    return [_entry(event, names, _of_account(event)) for event in events]


def _of_account(event):
    """What an event of an account was, in words; a deed about other things may write one too."""
    otherwise = "Added" if event.pgh_label == "insert" else "Account changed"
    return TO_ACCOUNTS.get(_said(event).get("deed"), otherwise)


def shut_out_on(people):
    """{person: since which day they may not sign in}, of these that may not, by their ids."""
    kept = Person.pgh_event_model.objects.filter(pgh_obj__in=people)
    since = {}
    for event in kept.select_related("pgh_context").order_by("pgh_id"):
        if event.is_active:
            since.pop(event.pgh_obj_id, None)
        else:
            since.setdefault(event.pgh_obj_id, _day(event))
    return since


def _day(event):
    """The day that the deed counts from, where it says one; else the one it was written down on."""
    said = _said(event).get("on")
    return date.fromisoformat(said) if said else localtime(event.pgh_created_at).date()


def _links(person):
    for link in person.links.select_related("given_by"):
        to = f"sent to {link.sent_to}" if link.sent_to else "shown to be handed over"
        yield Entry(link.given_at, str(link.given_by), f"A link to choose a password was {to}")


def _second_step(person):
    """Signing in itself is not told here: the page of sign-ins does that."""
    for one in person.sign_ins.filter(what__in=OF_THE_SECOND_STEP).select_related("by"):
        yield Entry(one.at, str(one.by or "the site"), one.get_what_display(), why=one.why)


def _entry(event, names, what):
    said = _said(event)
    by = names.get(said.get("user"), "the site")
    return Entry(at=event.pgh_created_at, by=by, what=what, why=said.get("why", ""))


def _said(event):
    """What was written down with an event: who, which deed, and why."""
    return event.pgh_context.metadata if event.pgh_context else {}


def names_of(events):
    """{id: name} of everybody who did one of these."""
    ids = {_said(event).get("user") for event in events}
    return {one.pk: str(one) for one in Person.objects.filter(pk__in=ids - {None})}


def by(person):
    """The latest deeds of somebody, newest first, in plain words, and whom they concerned."""
    signed = Context.objects.filter(metadata__user=person.pk, metadata__has_key="deed")
    latest = list(signed.order_by("-created_at")[:LATEST])
    whom = _whom(latest)
    return [
        Entry(
            at=one.created_at,
            by=str(person),
            what=": ".join(filter(None, [in_words(one.metadata["deed"]), whom.get(one.pk)])),
            why=one.metadata.get("why", ""),
        )
        for one in latest
    ]


def _whom(contexts):
    """{context: names} of the people whose accounts and appointments these deeds changed."""
    names = {}
    for kind, person in ((Person, "pgh_obj"), (Appointment, "person")):
        events = kind.pgh_event_model.objects.filter(pgh_context__in=contexts)
        for event in events.select_related(person).order_by("pgh_id"):
            whom = str(getattr(event, person) or "")
            names.setdefault(event.pgh_context_id, {})[whom] = None
    return {context: ", ".join(filter(None, found)) for context, found in names.items()}
